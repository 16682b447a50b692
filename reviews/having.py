"""Whether a case has a plan, for the admission checklist on the floor below."""

from cases.models import Case
from reviews.models import Plan


def has_plan(case: Case) -> bool:
    """Whether a plan is in force (Barnets lov §§ 91, 108)."""
    return Plan.objects.filter(case=case, replaced_on=None).exists()
