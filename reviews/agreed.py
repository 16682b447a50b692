"""Whether a case has a plan, for the placement checklist on the floor below (Barnets lov §§ 91, 108)."""

from datetime import date

from cases.models import Case
from reviews.models import Plan


def plan_agreed_on(case: Case) -> date | None:
    """When the plan in force was agreed; none without one."""
    return Plan.objects.in_force().filter(case=case).values_list("agreed_on", flat=True).first()
