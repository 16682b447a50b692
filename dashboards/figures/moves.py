"""Moves on the ladder in a period: up, down, skipped, onto it and off it."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from dashboards.figures.scope import Scope
from interventions.models import StepMove

DOWN, UP, SKIPPED, ONTO, OFF = "ned", "op", "sprunget", "ind", "ud"
DIRECTIONS = (DOWN, UP, SKIPPED, ONTO, OFF)


@dataclass
class Moves:
    """The period's moves: totals by direction, and for each step how many came down to it and went up from it.

    `net` is how many more came to a step than left it.
    """

    total: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DIRECTIONS, 0))
    down_to: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(6), 0))
    up_from: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(6), 0))
    net: Counter[int | None] = field(default_factory=Counter)


def moves(scope: Scope) -> Moves:
    """Count the moves after the period's first day, up to and including its last."""
    rows = (
        in_period(scope)
        .order_by()
        .values_list("from_step_id", "to_step_id")
        .annotate(count=Count("*"), skipped=Count("on", filter=Q(skipped__gt=0)))
    )
    found = Moves()
    for from_step, to_step, count, skipped in rows:
        found.total[SKIPPED] += skipped
        found.net[from_step] -= count
        found.net[to_step] += count
        if from_step is None:
            found.total[ONTO] += count
        elif to_step is None:
            found.total[OFF] += count
        elif to_step < from_step:
            found.total[DOWN] += count
            found.down_to[to_step] += count
        else:
            found.total[UP] += count
            found.up_from[from_step] += count
    return found


def in_period(scope: Scope) -> "QuerySet[StepMove]":
    """The moves the period counts: what changed since its first day."""
    return StepMove.objects.filter(scope.of(), on__gt=scope.before, on__lte=scope.on)


def behind(scope: Scope, *, direction: str, step: int | None = None) -> "QuerySet[StepMove]":
    """The moves behind one number; `step` is where a child came down to, or went up from."""
    rows = in_period(scope)
    match direction:
        case "ned":
            rows = rows.filter(to_step__lt=F("from_step"))
            return rows if step is None else rows.filter(to_step_id=step)
        case "op":
            rows = rows.filter(to_step__gt=F("from_step"))
            return rows if step is None else rows.filter(from_step_id=step)
        case "sprunget":
            return rows.filter(skipped__gt=0)
        case "ind":
            return rows.filter(from_step=None)
        case "ud":
            return rows.filter(to_step=None)
    return rows
