"""Whether a case has a plan, as the floor that keeps plans tells it (Barnets lov §§ 91, 108)."""

from collections.abc import Callable
from datetime import date

from cases.models import Case

# Filled when the project starts; called with the case, it gives the day of the plan in force, or none without one.
PLAN_AGREED: list[Callable[[Case], date | None]] = []


def plan_agreed_on(case: Case) -> date | None:
    """When the plan in force was agreed; none without one."""
    return next((day for known in PLAN_AGREED if (day := known(case)) is not None), None)
