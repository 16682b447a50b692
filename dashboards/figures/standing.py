"""How many children stand on each step of each district, on a day and before."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q

from cases.models.case import CaseQuerySet
from dashboards.figures.grouped import counted_by
from interventions.models import Intervention
from interventions.models.intervention import with_step

STEPS = range(6)


@dataclass
class Standing:
    """Children per step; `now` and `then` count by step, `districts` by district and step of all districts."""

    now: Counter[int] = field(default_factory=Counter)
    then: Counter[int] = field(default_factory=Counter)
    districts: Counter[tuple[int, int]] = field(default_factory=Counter)

    def change(self, step: int) -> int:
        """How many more stand on the step now than then."""
        return self.now[step] - self.then[step]


def active_on(day: date) -> Q:
    """An intervention of a case that is active on a day: the first day counts, the day of the end no longer does."""
    ended = Q(interventions__ends_on=None) | Q(interventions__ends_on__gt=day)
    return ended & Q(interventions__starts_on__lte=day)


def standing(cases: CaseQuerySet, *, on: date, before: date, district: int | None = None) -> Standing:
    """Count the cases by current step on two days in one pass; a case without active help stands nowhere.

    With a district `now` and `then` count its cases only.
    """
    steps = (
        cases.filter(Q(interventions__ends_on=None) | Q(interventions__ends_on__gt=before))
        .order_by()
        .values("pk", "district_id")
        .annotate(
            step_now=Max("interventions__step_id", filter=active_on(on)),
            step_then=Max("interventions__step_id", filter=active_on(before)),
        )
    )
    found = Standing()
    for home, now, then, count in counted_by(steps, "district_id", "step_now", "step_then"):
        if now is not None:
            found.districts[home, now] += count
        if district not in {None, home}:
            continue
        if now is not None:
            found.now[now] += count
        if then is not None:
            found.then[then] += count
    return found


def on_step(cases: CaseQuerySet, *, step: int | None, on: date) -> CaseQuerySet:
    """The cases behind one number: those whose current step it is; without a step the open ones that get no help."""
    if step is None:
        active = Intervention.objects.active(on=on).filter(case=OuterRef("pk"))
        return cases.open().filter(~Exists(active))
    return with_step(cases, on=on).filter(current_step=step)  # type: ignore[misc]  # annotated by `with_step`
