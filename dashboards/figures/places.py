"""Offers without a free place, and the steps on which nobody can begin now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from herning.rules import LADDER_STEPS
from interventions.enums import MethodType
from interventions.models import Capacity, Offer, Place
from interventions.models.place import with_load

# Step 0 is for all children and takes no places.
REFERRED_STEPS = LADDER_STEPS[1:]


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
    method: str
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


@dataclass(frozen=True)
class Room:
    """Whether some department has a place on an open offer of a step."""

    step: int
    method: str
    has_room: bool


Offered = TypeVar("Offered", Given, Room)


def given(*, on: date) -> list[Given]:
    """Every offer that is open on a day and given by a department, with its places; lowest step first."""
    capacities = Capacity.objects.current(on=on).filter(offer__in=Offer.objects.open(on=on))
    loaded: Any = with_load(capacities, on=on)
    rows = loaded.order_by("offer__step_id", "offer__sort_name", "offer_id", "department__sort_name", "pk").values_list(
        "offer__code", "offer__name", "offer__step_id", "offer__method", "department__name", "places_total", "taken",
        "waiting",
    )  # fmt: skip
    offers: defaultdict[tuple[str, str, int, str], list[Department]] = defaultdict(list)
    for code, name, step, method, department, total, taken, waiting in rows:
        offers[code, name, step, method].append(Department(department, total, taken, waiting))
    return [Given(*offer, tuple(departments)) for offer, departments in offers.items()]


def rooms(*, on: date) -> list[Room]:
    """The same offers without their departments: PostgreSQL looks at each only until it finds a place."""
    current = Capacity.objects.current(on=on).filter(offer=OuterRef("pk"))
    taken = Place.objects.occupied(on=on).filter(capacity=OuterRef("pk")).order_by().values("capacity")
    count = Coalesce(Subquery(taken.annotate(count=Count("*")).values("count")), Value(0))
    with_room = current.filter(Q(places_total=None) | Q(places_total__gt=count))
    offers = Offer.objects.open(on=on).filter(Exists(current)).annotate(has_room=Exists(with_room)).order_by()
    return [Room(*row) for row in offers.values_list("step_id", "method", "has_room")]


def full(offers: Sequence[Offered]) -> list[Offered]:
    """Those where nobody can begin now."""
    return [offer for offer in offers if not offer.has_room]


def steps_without_room(offers: Sequence[Given | Room]) -> list[int]:
    """The steps on which no open offer has room (S4); a secure unit is no room (§ 62)."""
    with_room = {offer.step for offer in offers if offer.has_room and offer.method != MethodType.SECURE_UNIT}
    return [step for step in REFERRED_STEPS if step not in with_room]
