"""How many children stood on each step over two years, and how they moved in the period: one look at the moves."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, DateField, Value, When

from dashboards.figures.moves import COUNTS, Moves
from dashboards.figures.scope import Scope
from dashboards.figures.standing import kept
from herning.rules import add_months
from interventions.models import StepMove

# Every third month back to two years.
MONTHS_BACK = range(3, 25, 3)


@dataclass
class Flow:
    """Children by step on each day asked about, the latest first; and the period's moves."""

    days: dict[date, Counter[int]] = field(default_factory=dict)
    moves: Moves = field(default_factory=Moves)


def flow(scope: Scope) -> Flow:
    """The kept counts, less the moves that came after each day: the same numbers as `standing` and `moves` give."""
    days = sorted({scope.before, *(add_months(scope.on, -months) for months in MONTHS_BACK)}, reverse=True)
    net = {day: Counter[int | None]() for day in [scope.on, *days]}
    found = Flow()
    for since, from_step, to_step, count, skipped in _moved(scope, days):
        net[since][from_step] -= count
        net[since][to_step] += count
        if scope.before <= since < scope.on:
            found.moves.add(from_step, to_step, count, skipped)
    stood = Counter[int]()
    for district, step, cases in kept(scope.user):
        if scope.district in {None, district}:
            stood[step] += cases
    for day, later in net.items():
        for step, count in later.items():
            if step is not None:
                stood[step] -= count
        found.days[day] = Counter(stood)
    return found


def _moved(scope: Scope, days: list[date]) -> Any:
    """Moves by the last of the days they came after, from which step to which; those ahead came after today."""
    since = Case(*(When(on__gt=day, then=Value(day)) for day in [scope.on, *days]), output_field=DateField())
    rows = StepMove.objects.filter(scope.of(), on__gt=days[-1]).annotate(since=since).order_by()
    return rows.values_list("since", "from_step_id", "to_step_id").annotate(**COUNTS)
