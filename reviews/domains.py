"""The domains a child's plan works on, for the list of offers to choose from."""

from cases.models import Case
from reviews.enums import Domain
from reviews.models import SubGoal


def domains_worked_on(case: Case) -> dict[str, str]:
    """The domains of the sub-goals in force, in the model's own order, each with its name; one query."""
    found = set(SubGoal.objects.in_force(case).order_by().values_list("goal__domain", flat=True))
    return {domain.value: str(domain.label) for domain in Domain if domain.value in found}
