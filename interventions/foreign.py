"""Neighbours' free places as a caseworker meets them when choosing; one query for all of them."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Q

from interventions.models import ForeignPlace


def foreign_choices(*, on: date, at: datetime, age: int | None) -> dict[int, list[ForeignPlace]]:
    """Free places elsewhere, by step, for an age in whole years; for an unborn child (none) those from birth.

    Only what a neighbour's feed tells of today and has not run out of; the neighbour comes with each.
    """
    years = 0 if age is None else age
    places = (
        ForeignPlace.objects.fresh(at=at)
        .filter(Q(min_age=None) | Q(min_age__lte=years), Q(max_age=None) | Q(max_age__gte=years))
        .filter(free__gt=0, told_at__date__lte=on)
        .select_related("neighbour")
        .order_by("step", "neighbour__name", "offer_name", "pk")
    )
    found: dict[int, list[ForeignPlace]] = defaultdict(list)
    for place in places:
        found[place.step].append(place)
    return dict(found)
