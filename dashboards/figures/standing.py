"""How many children stand on each step of each district, on a day and before."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Sum

from cases.models.case import CaseQuerySet
from dashboards.figures.moves import Moves
from dashboards.figures.scope import Scope
from herning.accounts.models import User
from herning.rules import LADDER_STEPS
from interventions.models import CaseCount, Intervention, StepMove
from interventions.models.intervention import with_step


@dataclass
class Standing:
    """Children per step; `now` and `then` count by step, `districts` by district and step of all districts."""

    now: Counter[int] = field(default_factory=Counter)
    then: Counter[int] = field(default_factory=Counter)
    districts: Counter[tuple[int, int]] = field(default_factory=Counter)

    def change(self, step: int) -> int:
        """How many more stand on the step now than then."""
        return self.now[step] - self.then[step]


def standing(scope: Scope, moved: Moves | None = None) -> Standing:
    """The children by current step on two days: the kept counts, less the moves that came after each day.

    `now` and `then` are those of the scope's district; `moved` is what moved in the scope's period, when it is asked.
    """
    found = Standing()
    whole = Scope(scope.user, scope.on)
    for district, step, cases in kept(scope.user):
        found.districts[district, step] += cases
    ahead = StepMove.objects.filter(whole.of(), on__gt=scope.on).order_by()
    columns = ahead.values_list("case__district_id", "from_step_id", "to_step_id")
    for district, from_step, to_step, count in columns.annotate(count=Count("*")):
        if from_step is not None:
            found.districts[district, from_step] += count
        if to_step is not None:
            found.districts[district, to_step] -= count
    for (district, step), count in found.districts.items():
        if scope.district in {None, district}:
            found.now[step] += count
    for step in LADDER_STEPS:
        found.then[step] = found.now[step] - (moved.net[step] if moved else 0)
    return found


def kept(user: User) -> Any:
    """District, step and how many cases of a person's reach stand there after every move that is known."""
    rows = CaseCount.objects.visible_to(user).exclude(step=None).order_by().values_list("district_id", "step_id")
    return rows.annotate(count=Sum("cases"))


def on_step(cases: CaseQuerySet, *, step: int | None, on: date) -> CaseQuerySet:
    """The cases behind one number: those whose current step it is; without a step the open ones that get no help."""
    if step is None:
        active = Intervention.objects.active(on=on).filter(case=OuterRef("pk"))
        return cases.open().filter(~Exists(active))
    return with_step(cases, on=on).filter(current_step=step)  # type: ignore[misc]  # annotated by `with_step`
