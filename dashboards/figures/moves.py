"""Moves on the ladder in a period: up, down, skipped, onto it and off it."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from dashboards.figures.scope import Scope
from herning.rules import LADDER_STEPS
from interventions.models import StepMove

DOWN, UP, SKIPPED, ONTO, OFF = "ned", "op", "sprunget", "ind", "ud"
DIRECTIONS = (DOWN, UP, SKIPPED, ONTO, OFF)
COUNTS = {"count": Count("*"), "skipped": Count("on", filter=Q(skipped__gt=0))}


@dataclass
class Moves:
    """The period's moves: totals by direction, and for each step how many came to it and went from it, and how.

    `net` is how many more came to a step than left it.
    """

    total: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DIRECTIONS, 0))
    down_to: dict[int, int] = field(default_factory=lambda: dict.fromkeys(LADDER_STEPS, 0))
    up_from: dict[int, int] = field(default_factory=lambda: dict.fromkeys(LADDER_STEPS, 0))
    down_from: Counter[int] = field(default_factory=Counter)
    skipped_to: Counter[int] = field(default_factory=Counter)
    net: Counter[int | None] = field(default_factory=Counter)

    def add(self, from_step: int | None, to_step: int | None, count: int, skipped: int) -> None:
        """Count so many moves from one step to another, some of which skipped steps."""
        self.total[SKIPPED] += skipped
        self.net[from_step] -= count
        self.net[to_step] += count
        if from_step is None:
            self.total[ONTO] += count
        elif to_step is None:
            self.total[OFF] += count
        elif to_step < from_step:
            self.total[DOWN] += count
            self.down_to[to_step] += count
            self.down_from[from_step] += count
        else:
            self.total[UP] += count
            self.up_from[from_step] += count
        if to_step is not None:
            self.skipped_to[to_step] += skipped


def moves(scope: Scope) -> Moves:
    """Count the moves after the period's first day, up to and including its last."""
    rows = in_period(scope).order_by().values_list("from_step_id", "to_step_id").annotate(**COUNTS)
    found = Moves()
    for row in rows:
        found.add(*row)
    return found


def in_period(scope: Scope) -> "QuerySet[StepMove]":
    """The moves the period counts: what changed since its first day."""
    return StepMove.objects.filter(scope.of(), on__gt=scope.before, on__lte=scope.on)


def behind(scope: Scope, *, direction: str, step: int | None = None, left: int | None = None) -> "QuerySet[StepMove]":
    """The moves behind one number; `step` is where a child came down to, skipped to or went up from, `left` it left."""
    rows = in_period(scope)
    if left is not None:
        rows = rows.filter(from_step_id=left)
    match direction:
        case "ned":
            rows = rows.filter(to_step__lt=F("from_step"))
            return rows if step is None else rows.filter(to_step_id=step)
        case "op":
            rows = rows.filter(to_step__gt=F("from_step"))
            return rows if step is None else rows.filter(from_step_id=step)
        case "sprunget":
            rows = rows.filter(skipped__gt=0)
            return rows if step is None else rows.filter(to_step_id=step)
        case "ind":
            return rows.filter(from_step=None)
        case "ud":
            return rows.filter(to_step=None)
    return rows
