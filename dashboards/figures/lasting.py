"""What help on a step takes: how long it lasts, and what it costs a week."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, DateField, F, Q, Sum, Value

from dashboards.figures.scope import Scope
from interventions.models import Intervention
from interventions.models.price import with_weekly_price


class Median(Aggregate):
    """The middle one, as it stands: half are as small or smaller."""

    function = "percentile_disc"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class Lasting:
    """Help on a step: the middle number of days of what ended in the period and of what is given now, and its price.

    `priced` of the `running` have a price that is known, `kroner` a week together; children are counted beside each.
    """

    ended_days: int | None = None
    ended_children: int = 0
    running_days: int | None = None
    running_children: int = 0
    running: int = 0
    kroner: int | None = None
    priced: int = 0
    priced_children: int = 0


def lasting(scope: Scope) -> dict[int, Lasting]:
    """By step, of all help: also of what stands below a child's highest step."""
    running = Q(ends_on=None) | Q(ends_on__gt=scope.on)
    ended = Q(ends_on__gt=scope.before, ends_on__lte=scope.on)
    given = Intervention.objects.filter(scope.of(), running | ended, starts_on__lte=scope.on)
    priced: Any = with_weekly_price(given, on=scope.on, at="offer__")
    known = Q(running, weekly_price__isnull=False)
    today = Value(scope.on, output_field=DateField())
    rows = priced.order_by().values("step_id").annotate(
        ended_days=Median(F("ends_on") - F("starts_on"), filter=ended),
        ended_children=Count("case__child", distinct=True, filter=ended),
        running_days=Median(today - F("starts_on"), filter=running),
        running_children=Count("case__child", distinct=True, filter=running),
        running=Count("pk", filter=running),
        kroner=Sum("weekly_price", filter=running),
        priced=Count("pk", filter=known),
        priced_children=Count("case__child", distinct=True, filter=known),
    )  # fmt: skip
    found = {}
    for row in rows:
        step = row.pop("step_id")
        days = {name: None if row[name] is None else row[name].days for name in ("ended_days", "running_days")}
        found[step] = Lasting(**(row | days))
    return found
