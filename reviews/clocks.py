"""The clocks that run on a case: the house's rhythm and the law's deadlines, as one list in the order they break.

Each clock is one QuerySet of a stored day and one rule that reckons the deadline from it; nobody keeps a second list.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import (
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    QuerySet,
    SmallIntegerField,
    Value,
)
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.rules import DANGER_HOURS, acknowledge_by, investigation_due
from interventions.rules import provisional_due
from reviews import awaited
from reviews.carrying_out_rules import carried_out_by
from reviews.rules import OF_AGE_AHEAD, plan_due

HOUSE, LAW = "house", "law"
REVIEW, REVIEW_BY_LAW, INVESTIGATION, SUPERVISION, MEND = "review", "law", "investigation", "supervision", "mend"
PLAN, PLAN_BEFORE, YOUTH_PLAN = "plan", "plan_before", "youth_plan"
TO_INVESTIGATE, WITHDRAWN = "to_investigate", "withdrawn"
DANGER, RECEIPT, END_HELP, CLOSE, OF_AGE = "danger", "receipt", "end_help", "close", "of_age"
OF_CASE, OF_PLACEMENT, OF_VISIT, OF_CONCERN = (
    "case", "intervention__case", "placement__intervention__case", "child__cases",
)  # fmt: skip
Things = Callable[[], "QuerySet[Any, Any]"]


def as_stored(day: date) -> date:
    """A deadline that is kept as it is."""
    return day


@dataclass(frozen=True, slots=True)
class Clock:
    """One rule that sets a date: what must be done, whose rule it is, and where it stands."""

    kind: str
    whose: str
    text: Any
    source: Any
    things: Things
    # The way from a thing to its case, and the stored day the rule counts from.
    case: str
    day: Any
    # The last day on which the rule is kept, from the stored day.
    reckon: Callable[[date], date]
    # The page where it is done; its address takes the case's number, the thing's key, or both.
    page: str
    takes: tuple[str, ...]
    # What lies years ahead is told only so long before, and only to whoever says which day it is.
    ahead: timedelta | None = None

    def url(self, number: str, pk: int) -> str:
        """Where it is done."""
        known = {"number": number, "pk": pk}
        return reverse(self.page, args=[known[name] for name in self.takes])


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock on one case: the last day on which the rule is kept."""

    kind: str
    whose: str
    due_on: date
    text: Any
    source: Any
    url: str
    subject_id: int
    # The day the rule counts from.
    counts_from: date

    @property
    def key(self) -> str:
        """What makes it one thing to be told of: its clock, what it runs on, and its day."""
        return f"{self.kind}:{self.subject_id}:{self.due_on}"

    @property
    def is_laws(self) -> bool:
        """Whether the law sets the date, not the house."""
        return self.whose == LAW


# 24 hours are real hours, also in the night the clocks change.
_DANGER_ENDS = ExpressionWrapper(F("received_at") + Value(timedelta(hours=DANGER_HOURS)), DateTimeField())
# A change of place starts none of the law's clocks again.
_STAYS_SINCE = Coalesce("placed_since", "starts_on")
_RESTS_SINCE = Coalesce("basis_since", "starts_on")
_AFTER_DECIDED = _("husets regel: fire uger efter beslutningen")
_HELP = ("interventions:interventions", ("number",))
_PLANNING = ("reviews:agree_plan", ("number",))
_HOLDING = ("reviews:hold", ("pk",))
CLOCKS = (
    Clock(
        REVIEW, HOUSE, _("Opfølgning"), _("husets takt"), awaited.reviews, OF_CASE, F("due_on"), as_stored, *_HOLDING,
    ),
    Clock(
        REVIEW_BY_LAW, LAW, _("Opfølgning efter loven"), _("Barnets lov § 95"),
        awaited.reviews_by_law, OF_CASE, F("law_due_on"), as_stored, *_HOLDING,
    ),
    Clock(
        INVESTIGATION, LAW, _("Børnefaglig undersøgelse"), _("Barnets lov § 20"), awaited.investigations,
        OF_CASE, F("aware_on"), investigation_due, "cases:finish_investigation", ("number", "pk"),
    ),
    Clock(
        TO_INVESTIGATE, LAW, _("Børnefaglig undersøgelse, ikke begyndt"), _("Barnets lov § 20"),
        awaited.not_investigated, OF_CASE, TruncDate("received_at"), investigation_due,
        "cases:investigation", ("number",),
    ),
    Clock(
        WITHDRAWN, LAW, _("Anbringelsen mangler samtykke"), _("samtykket er trukket tilbage, Barnets lov § 46"),
        awaited.without_consent, OF_PLACEMENT, F("withdrawn_on"), as_stored, "interventions:placement", ("pk",),
    ),
    Clock(
        PLAN, LAW, _("Barnets plan"), _("Barnets lov §§ 91 og 108"),
        awaited.agreed_without_plan, OF_PLACEMENT, _STAYS_SINCE, plan_due, *_PLANNING,
    ),
    Clock(
        PLAN_BEFORE, LAW, _("Barnets plan før anbringelse uden samtykke"), _("Barnets lov §§ 91 og 108"),
        awaited.coerced_without_plan, OF_PLACEMENT, _RESTS_SINCE, as_stored, *_PLANNING,
    ),
    Clock(
        YOUTH_PLAN, LAW, _("Ungeplan"), _("Barnets lov § 108"),
        awaited.with_a_childs_plan, OF_PLACEMENT, F("youth_plan_on"), as_stored, *_PLANNING, OF_AGE_AHEAD,
    ),
    Clock(
        OF_AGE, LAW, _("Fylder 18 år"), _("ungestøtte eller afslutning, Barnets lov §§ 114–120"),
        awaited.helped_past_childhood, OF_CASE, F("of_age_on"), as_stored, *_HELP, OF_AGE_AHEAD,
    ),
    Clock(
        SUPERVISION, LAW, _("Tilsyn med samtale med barnet"), _("Barnets lov § 156"),
        awaited.visits, OF_VISIT, F("due_on"), as_stored, *_HELP,
    ),
    Clock(
        "board", LAW, _("Udvalgets afgørelse"), _("Barnets lov § 143"),
        awaited.provisional, OF_PLACEMENT, _RESTS_SINCE, provisional_due, *_HELP,
    ),
    Clock(
        MEND, LAW, _("Mangler ved den akutte anbringelse"), _("Barnets lov §§ 20 og 46"),
        awaited.to_mend, OF_PLACEMENT, F("mend_by"), as_stored, *_HELP,
    ),
    Clock(
        DANGER, LAW, _("Vurdering af, om barnet er i fare"), _("Barnets lov § 136"),
        awaited.not_assessed, OF_CONCERN, TruncDate(_DANGER_ENDS), as_stored, "cases:assess_concern", ("pk",),
    ),
    Clock(
        RECEIPT, LAW, _("Kvittering til den, der underrettede"), _("Barnets lov § 137"),
        awaited.not_acknowledged, OF_CONCERN, TruncDate("received_at"), acknowledge_by,
        "cases:acknowledge_concern", ("pk",),
    ),
    Clock(
        END_HELP, HOUSE, _("Afslut hjælpen, som det er besluttet"), _AFTER_DECIDED,
        awaited.help_to_end, OF_CASE, F("decided_on"), carried_out_by, "interventions:end", ("pk",),
    ),
    Clock(
        CLOSE, HOUSE, _("Luk sagen, som det er besluttet"), _AFTER_DECIDED,
        awaited.to_close, OF_CASE, F("held_on"), carried_out_by, "reviews:close_case", ("number",),
    ),
)  # fmt: skip


def deadlines_of(cases: Iterable[Case], *, on: date | None = None) -> dict[int, list[Deadline]]:
    """Each open case's deadlines, what breaks first at the front; one query for all clocks and all cases.

    What is told only shortly before is told when `on` is that near.
    """
    return deadlines_in({case.pk: case.number for case in cases if case.is_open}, on=on)


def deadlines_in(numbers: Mapping[int, str], *, on: date | None = None) -> dict[int, list[Deadline]]:
    """The same of open cases known by key and number."""
    found: dict[int, list[Deadline]] = defaultdict(list)
    if not numbers:
        return found
    running, told = _running()
    with connection.cursor() as cursor:
        question = f"{running} SELECT * FROM running WHERE of_case = ANY (%s)"  # noqa: S608 - Django wrote it; values are bound
        cursor.execute(question, [*told, list(numbers)])
        rows = cursor.fetchall()
    for place, case, pk, stored in rows:
        if deadline := _deadline(CLOCKS[place], numbers[case], pk, stored, on=on):
            found[case].append(deadline)
    for of_case in found.values():
        of_case.sort(key=in_order)
    return found


def deadlines(case: Case, *, on: date | None = None) -> list[Deadline]:
    """One case's deadlines, what breaks first at the front."""
    return deadlines_of([case], on=on)[case.pk]


def deadlines_among(
    cases: CaseQuerySet, *columns: str, on: date, until: date, are_few: bool = False
) -> list[tuple[Deadline, tuple[Any, ...]]]:
    """The deadlines up to a day of those cases that are open, what breaks first at the front, in one query.

    Each with its case's key, number and `columns`. Where the cases are few among many, each clock looks them up.
    """
    running, told = _running()
    asked = cases.open().order_by()
    about, of_about = asked.values("pk", "number", *columns).query.sql_with_params()
    few, of_few = asked.values("pk").query.sql_with_params()
    narrowed, of_narrowed = (f" of_case = ANY (ARRAY({few})) AND", of_few) if are_few else ("", ())
    question = f"""
        {running} SELECT running.clock, running.subject, running.stored, about.*
          FROM running JOIN ({about}) AS about ON about.pk = of_case
         WHERE{narrowed} stored <= %s
    """  # noqa: S608 - Django wrote each part from a QuerySet, and every value is bound
    with connection.cursor() as cursor:
        # No rule gives a day before the one it counts from.
        cursor.execute(question, [*told, *of_about, *of_narrowed, until])
        rows = cursor.fetchall()
    found = []
    for place, subject, stored, *case in rows:
        deadline = _deadline(CLOCKS[place], case[1], subject, stored, on=on)
        if deadline is not None and deadline.due_on <= until:
            found.append((deadline, tuple(case)))
    return sorted(found, key=lambda one: (in_order(one[0]), one[1][0]))


def clock_of(key: str) -> Clock | None:
    """The clock that a deadline's key names; none when it is no longer kept."""
    kind = key.partition(":")[0]
    return next((clock for clock in CLOCKS if clock.kind == kind), None)


def first_of_each(running: Iterable[Deadline]) -> list[Deadline]:
    """One deadline of each clock, the first to break."""
    found: dict[str, Deadline] = {}
    for deadline in sorted(running, key=in_order):
        found.setdefault(deadline.kind, deadline)
    return list(found.values())


def in_order(deadline: Deadline) -> tuple[date, bool, str]:
    """What breaks first; on the same day the law's stands before the house's."""
    return deadline.due_on, deadline.whose == HOUSE, deadline.kind


def _deadline(clock: Clock, number: str, pk: int, stored: date, *, on: date | None) -> Deadline | None:
    due_on = clock.reckon(stored)
    if clock.ahead is not None and (on is None or due_on > on + clock.ahead):
        return None
    return Deadline(clock.kind, clock.whose, due_on, clock.text, clock.source, clock.url(number, pk), pk, stored)


@cache
def _running() -> tuple[str, tuple[Any, ...]]:
    """Every clock's rows as the beginning of a statement, with what it is told; Django's own text of the QuerySets.

    Put together once, as each page of a case asks it: none of the clocks' QuerySets holds a day.
    """
    first, *rest = (
        clock.things()
        .order_by()
        .annotate(
            clock=Value(place, SmallIntegerField()),
            of_case=F(f"{clock.case}__pk"),
            stored=ExpressionWrapper(clock.day, DateField()),
        )
        .values_list("clock", "of_case", "pk", "stored")
        for place, clock in enumerate(CLOCKS)
    )
    running, told = first.union(*rest, all=True).query.sql_with_params()
    return f"WITH running (clock, of_case, subject, stored) AS NOT MATERIALIZED ({running})", tuple(told)
