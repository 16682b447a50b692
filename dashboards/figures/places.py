"""Offers without a free place, and the holes they leave in the ladder."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from interventions.models import Capacity, Offer
from interventions.models.place import with_load

# Step 0 is for all children and takes no places.
REFERRED_STEPS = range(1, 6)


@dataclass(frozen=True)
class Department:
    """A department that gives an offer; without a total it takes all."""

    name: str
    total: int | None
    taken: int
    waiting: int

    @property
    def has_room(self) -> bool:
        """Whether a child can begin."""
        return self.total is None or self.total > self.taken


@dataclass(frozen=True)
class Given:
    """An open offer with every department that gives it."""

    code: str
    name: str
    step: int
    departments: tuple[Department, ...]

    @property
    def has_room(self) -> bool:
        """Whether some department has a place."""
        return any(department.has_room for department in self.departments)

    @property
    def total(self) -> int:
        """All its places, when every department counts them."""
        return sum(department.total or 0 for department in self.departments)

    @property
    def taken(self) -> int:
        """How many of them are taken or promised."""
        return sum(department.taken for department in self.departments)

    @property
    def waiting(self) -> int:
        """How many children wait for one."""
        return sum(department.waiting for department in self.departments)


def given(*, on: date) -> list[Given]:
    """Every offer that is open on a day and given by a department, with its places; lowest step first."""
    capacities = Capacity.objects.current(on=on).filter(offer__in=Offer.objects.open(on=on))
    loaded: Any = with_load(capacities, on=on)
    rows = loaded.order_by("offer__step_id", "offer__sort_name", "offer_id", "department__sort_name", "pk").values_list(
        "offer__code", "offer__name", "offer__step_id", "department__name", "places_total", "taken", "waiting"
    )
    offers: defaultdict[tuple[str, str, int], list[Department]] = defaultdict(list)
    for code, name, step, department, total, taken, waiting in rows:
        offers[code, name, step].append(Department(department, total, taken, waiting))
    return [Given(*offer, tuple(departments)) for offer, departments in offers.items()]


def full(offers: list[Given]) -> list[Given]:
    """Those where nobody can begin now."""
    return [offer for offer in offers if not offer.has_room]


def holes(offers: list[Given]) -> list[int]:
    """The steps on which no open offer has room; a missing step is a hole in the ladder (S4)."""
    with_room = {offer.step for offer in offers if offer.has_room}
    return [step for step in REFERRED_STEPS if step not in with_room]
