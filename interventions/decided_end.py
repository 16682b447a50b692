"""Whether the help was decided to end, as the floor that holds reviews tells it, and where that leads afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cases.models import Case


@dataclass(frozen=True, slots=True)
class DecidedEnd:
    """The day of the decision, its reason, and the page on which it is finished once no help is left."""

    on: date
    reason: str
    url: str


# Filled when the project starts; called with the case, it gives the decision that stands, or none without one.
DECIDED_END: list[Callable[[Case], DecidedEnd | None]] = []


def decided_end(case: Case) -> DecidedEnd | None:
    """The decision to end that has not been carried out; none without one."""
    return next((decided for known in DECIDED_END if (decided := known(case)) is not None), None)
