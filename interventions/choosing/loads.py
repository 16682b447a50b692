"""Where each offer is given and how full it is on a day; the same four queries for any catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import Coalesce

from herning.accounts.models import Department
from interventions.choosing.ranking import Desk, Families
from interventions.enums import ReferralStatus
from interventions.models import Capacity, Place, PlannedPlaces, Referral

Given = tuple[int, int]
# A department with its places, free places and children waiting, and from when one is free.
Load = tuple[int, int | None, int | None, int, date | None]


def desks(*, on: date, families: Mapping[Given, tuple[Families, int, int]]) -> dict[int, list[Desk]]:
    """The departments that give each offer, those with foster families among them."""
    found: dict[int, list[Load]] = defaultdict(list)
    held, planned, waiting = _held(on), _planned(), _waiting()
    for pk, offer, department, total in _capacities(on):
        taken, ends = held.get(pk, (0, []))
        changes = planned.get(pk, [])
        total = next((places for day, places in reversed(changes) if day <= on), total)
        free = None if total is None else total - taken
        waits = waiting.get((offer, department), 0)
        ahead = None if free is None or free > 0 or total is None else free_from(total, changes, ends, taken, on=on)
        found[offer].append((department, total, free, waits, ahead))
    for (offer, department), (_told, places, free) in families.items():
        if all(known[0] != department for known in found[offer]):
            found[offer].append((department, places, free, waiting.get((offer, department), 0), None))
    people = Department.objects.filter(is_active=True).in_bulk({load[0] for given in found.values() for load in given})
    return {
        offer: [
            _desk(offer, people[load[0]], load, families.get((offer, load[0]))) for load in given if load[0] in people
        ]
        for offer, given in found.items()
    }


def _desk(offer: int, department: Department, load: Load, given: tuple[Families, int, int] | None) -> Desk:
    _pk, places, free, waiting, ahead = load
    return Desk(offer, department, places, free, waiting, ahead, given[0] if given else None)


def free_from(
    total: int, planned: Iterable[tuple[date, int]], ends: Iterable[date | None], taken: int, *, on: date
) -> date | None:
    """The first day with a free place, by planned ends and planned changes of places; none when no day is known."""
    changes = [(day, places) for day, places in planned if day > on]
    known = sorted(day for day in ends if day is not None and day > on)
    for day in sorted({*known, *(change for change, _places in changes)}):
        places = next((places for change, places in reversed(changes) if change <= day), total)
        if places > taken - sum(end <= day for end in known):
            return day
    return None


def _capacities(on: date) -> Iterable[tuple[int, int, int, int | None]]:
    current = Capacity.objects.current(on=on).filter(foster_family=None)
    return current.order_by("pk").values_list("pk", "offer_id", "department_id", "places_total")


def _held(on: date) -> dict[int, tuple[int, list[date | None]]]:
    """How many places of a capacity are held, and until when: a lent place's last day, else the help's planned end."""
    rows = (
        Place.objects.occupied(on=on)
        .filter(capacity__foster_family=None)
        .order_by()
        .values_list("capacity")
        .annotate(taken=Count("pk"), ends=ArrayAgg(_end(on)))
    )
    return {capacity: (taken, ends) for capacity, taken, ends in rows}


def _end(on: date) -> Coalesce:
    # A stay that has outlived its planned end is held until further notice.
    planned = F("referral__intervention__planned_end_on")
    return Coalesce(F("until"), Case(When(Q(referral__intervention__planned_end_on__gt=on), then=planned)))


def _planned() -> dict[int, list[tuple[date, int]]]:
    """The changes of places that do not count yet, in the order of their days."""
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    rows = PlannedPlaces.objects.filter(applied_on=None).order_by("from_on", "pk")
    for capacity, day, places in rows.values_list("capacity_id", "from_on", "places_total"):
        found[capacity].append((day, places))
    return found


def _waiting() -> dict[Given, int]:
    rows = Referral.objects.filter(status=ReferralStatus.WAITING, offer__isnull=False, department__isnull=False)
    counted = rows.order_by().values_list("offer_id", "department_id").annotate(n=Count("pk"))
    return {(offer, department): number for offer, department, number in counted}
