"""How many places will be free in some weeks, as far as anybody knows today."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from interventions.enums import FosterType
from interventions.models import Capacity, Place, PlannedPlaces


@dataclass
class _Known:
    """One capacity: its places, the days it is given, what is planned, and until when places are held."""

    total: int | None
    opens_on: date
    closes_on: date | None
    planned: list[tuple[date, int]] = field(default_factory=list)
    held_until: list[date | None] = field(default_factory=list)

    def free_on(self, day: date) -> int | None:
        """Free places on a day; none at all while it is not given, null without a limit."""
        if self.opens_on > day or (self.closes_on is not None and self.closes_on <= day):
            return 0
        total = self.total
        for from_on, places in self.planned:
            total = places if from_on <= day else total
        if total is None:
            return None
        return max(0, total - sum(until is None or until > day for until in self.held_until))


def free_ahead(*, on: date, weeks: Sequence[int]) -> dict[int, list[int | None]]:
    """For each capacity not closed by `on`, by its id: the free places `weeks` ahead, one number per entry, in order.

    The total is what is planned for that day (`PlannedPlaces`), else today's. A place counts as held until the help's
    planned end or the lent place's last day; a stay that has outlived its planned end, a reservation and a stay without
    one are held until further notice. A closed offer, a capacity outside its own days and a foster family whose
    approval has run out have nought; so has a network family, which takes one child alone (Barnets lov § 43). Null
    stands for no limit. Three queries, however many capacities there are.
    """
    days = [on + timedelta(weeks=number) for number in weeks]
    known = _capacities(on)
    for capacity, from_on, places in (
        PlannedPlaces.objects.filter(applied_on=None)
        .order_by("from_on")
        .values_list("capacity_id", "from_on", "places_total")
    ):
        if capacity in known:
            known[capacity].planned.append((from_on, places))
    for capacity, held in _held(on).items():
        if capacity in known:
            known[capacity].held_until = held
    return {capacity: [one.free_on(day) for day in days] for capacity, one in known.items()}


def _capacities(on: date) -> dict[int, _Known]:
    rows = Capacity.objects.filter(Q(closes_on=None) | Q(closes_on__gt=on)).values_list(
        "pk", "places_total", "opens_on", "closes_on", "offer__opens_on", "offer__closes_on",
        "foster_family__is_active", "foster_family__approved_from", "foster_family__approved_until",
        "foster_family__kind",
    )  # fmt: skip
    found = {}
    for (
        pk,
        total,
        opens_on,
        closes_on,
        offer_opens,
        offer_closes,
        is_active,
        approved_from,
        approved_until,
        kind,
    ) in rows:
        ends = [day for day in (closes_on, offer_closes) if day is not None]
        if approved_until is not None:
            ends.append(approved_until + timedelta(days=1))
        if is_active is False or kind == FosterType.NETWORK:
            ends.append(on)
        begins = max(day for day in (opens_on, offer_opens, approved_from) if day is not None)
        found[pk] = _Known(total, begins, min(ends, default=None))
    return found


def _held(on: date) -> dict[int, list[date | None]]:
    """Until when each taken place is held, capacity by capacity."""
    held: defaultdict[int, list[date | None]] = defaultdict(list)
    rows = Place.objects.occupied(on=on).values_list("capacity_id", "until", "referral__intervention__planned_end_on")
    for capacity, until, planned_end_on in rows:
        is_to_come = planned_end_on is not None and planned_end_on > on
        held[capacity].append(until or (planned_end_on if is_to_come else None))
    return dict(held)
