"""The clocks that run on a case: the house's rhythm and the law's deadlines, as one list in the order they break.

Each clock is one QuerySet of a stored day and one rule that reckons the deadline from it; nobody keeps a second list.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    SmallIntegerField,
    Subquery,
    Value,
)
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models import Case, ChildInvestigation, Concern
from cases.rules import DANGER_HOURS, acknowledge_by, investigation_due
from interventions.models import Intervention, Placement, SupervisionVisit
from interventions.rules import BOARD_BASES, provisional_due
from reviews.carrying_out_rules import carried_out_by
from reviews.models import Plan, Review
from reviews.rules import plan_due

HOUSE, LAW = "house", "law"
END_HELP, CLOSE = "end_help", "close"
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

    @property
    def is_laws(self) -> bool:
        """Whether the law sets the date, not the house."""
        return self.whose == LAW


def _reviews() -> "QuerySet[Any, Any]":
    return Review.objects.planned()


def _reviews_by_law() -> "QuerySet[Any, Any]":
    return Review.objects.planned().filter(law_due_on__isnull=False)


def _investigations() -> "QuerySet[Any, Any]":
    return ChildInvestigation.objects.filter(finished_on=None)


def _without_plan() -> "QuerySet[Any, Any]":
    in_force = Plan.objects.filter(case=OuterRef("intervention__case"), replaced_on=None)
    return Placement.objects.filter(~Exists(in_force), ends_on=None)


def _agreed_without_plan() -> "QuerySet[Any, Any]":
    return _without_plan().exclude(legal_basis__in=BOARD_BASES)


def _coerced_without_plan() -> "QuerySet[Any, Any]":
    return _without_plan().filter(legal_basis__in=BOARD_BASES)


def _provisional() -> "QuerySet[Any, Any]":
    return Placement.objects.before_the_board().filter(legal_basis="provisional", ends_on=None)


def _to_mend() -> "QuerySet[Any, Any]":
    return Placement.objects.filter(mend_by__isnull=False, mended_on=None, ends_on=None)


def _visits() -> "QuerySet[Any, Any]":
    return SupervisionVisit.objects.planned()


def _not_assessed() -> "QuerySet[Any, Any]":
    return Concern.objects.undecided().not_assessed().filter(child__cases__closed_on=None)


def _not_acknowledged() -> "QuerySet[Any, Any]":
    return Concern.objects.not_acknowledged().filter(child__cases__closed_on=None)


def _help_to_end() -> "QuerySet[Any, Any]":
    decided = Review.objects.to_end().filter(case=OuterRef("case")).values("held_on")[:1]
    return Intervention.objects.filter(ends_on=None).annotate(decided_on=Subquery(decided)).exclude(decided_on=None)


def _to_close() -> "QuerySet[Any, Any]":
    helped = Intervention.objects.filter(case=OuterRef("case"), ends_on=None)
    return Review.objects.to_end().filter(~Exists(helped))


# 24 hours are real hours, also in the night the clocks change.
_DANGER_ENDS = ExpressionWrapper(F("received_at") + Value(timedelta(hours=DANGER_HOURS)), DateTimeField())
_AFTER_DECIDED = _("husets regel: fire uger efter beslutningen")
_HELP = ("interventions:interventions", ("number",))
_PLANNING = ("reviews:agree_plan", ("number",))
_HOLDING = ("reviews:hold", ("pk",))
CLOCKS = (
    Clock("review", HOUSE, _("Opfølgning"), _("husets takt"), _reviews, OF_CASE, F("due_on"), as_stored, *_HOLDING),
    Clock(
        "law", LAW, _("Opfølgning efter loven"), _("Barnets lov § 95"),
        _reviews_by_law, OF_CASE, F("law_due_on"), as_stored, *_HOLDING,
    ),
    Clock(
        "investigation", LAW, _("Børnefaglig undersøgelse"), _("Barnets lov § 20"),
        _investigations, OF_CASE, F("aware_on"), investigation_due, "cases:finish_investigation", ("number", "pk"),
    ),
    Clock(
        "plan", LAW, _("Barnets plan"), _("Barnets lov §§ 91 og 108"),
        _agreed_without_plan, OF_PLACEMENT, F("starts_on"), plan_due, *_PLANNING,
    ),
    Clock(
        "plan_before", LAW, _("Barnets plan før anbringelse uden samtykke"), _("Barnets lov §§ 91 og 108"),
        _coerced_without_plan, OF_PLACEMENT, F("starts_on"), as_stored, *_PLANNING,
    ),
    Clock(
        "supervision", LAW, _("Tilsyn med samtale med barnet"), _("Barnets lov § 156"),
        _visits, OF_VISIT, F("due_on"), as_stored, *_HELP,
    ),
    Clock(
        "board", LAW, _("Udvalgets afgørelse"), _("Barnets lov § 143"),
        _provisional, OF_PLACEMENT, F("starts_on"), provisional_due, *_HELP,
    ),
    Clock(
        "mend", LAW, _("Mangler ved den akutte anbringelse"), _("Barnets lov §§ 20 og 46"),
        _to_mend, OF_PLACEMENT, F("mend_by"), as_stored, *_HELP,
    ),
    Clock(
        "danger", LAW, _("Vurdering af, om barnet er i fare"), _("Barnets lov § 136"),
        _not_assessed, OF_CONCERN, TruncDate(_DANGER_ENDS), as_stored, "cases:assess_concern", ("pk",),
    ),
    Clock(
        "receipt", LAW, _("Kvittering til den, der underrettede"), _("Barnets lov § 137"),
        _not_acknowledged, OF_CONCERN, TruncDate("received_at"), acknowledge_by, "cases:acknowledge_concern", ("pk",),
    ),
    Clock(
        END_HELP, HOUSE, _("Afslut hjælpen, som det er besluttet"), _AFTER_DECIDED,
        _help_to_end, OF_CASE, F("decided_on"), carried_out_by, "interventions:end", ("pk",),
    ),
    Clock(
        CLOSE, HOUSE, _("Luk sagen, som det er besluttet"), _AFTER_DECIDED,
        _to_close, OF_CASE, F("held_on"), carried_out_by, "reviews:close_case", ("number",),
    ),
)  # fmt: skip


def deadlines_of(cases: Iterable[Case]) -> dict[int, list[Deadline]]:
    """Each open case's deadlines, what breaks first at the front; one query for all clocks and all cases."""
    numbers = {case.pk: case.number for case in cases if case.is_open}
    found: dict[int, list[Deadline]] = defaultdict(list)
    if not numbers:
        return found
    question, told = _question()
    with connection.cursor() as cursor:
        cursor.execute(question, [*told, list(numbers)])
        rows = cursor.fetchall()
    for place, case, pk, stored in rows:
        clock = CLOCKS[place]
        url = clock.url(numbers[case], pk)
        found[case].append(
            Deadline(clock.kind, clock.whose, clock.reckon(stored), clock.text, clock.source, url, pk)
        )  # fmt: skip
    for deadlines in found.values():
        # On the same day the law's stands before the house's.
        deadlines.sort(key=lambda deadline: (deadline.due_on, deadline.whose == HOUSE, deadline.kind))
    return found


def deadlines(case: Case) -> list[Deadline]:
    """One case's deadlines, what breaks first at the front."""
    return deadlines_of([case])[case.pk]


@cache
def _question() -> tuple[str, tuple[Any, ...]]:
    """Every clock's rows as one statement that takes cases, with what else it is told.

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
    return f"SELECT clock, of_case, pk, stored FROM ({running}) AS running WHERE of_case = ANY (%s)", tuple(told)  # noqa: S608 - Django's own text of the QuerySets
