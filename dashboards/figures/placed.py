"""What placements ask for: visits, what lacks, reporting, return home, and what a breakdown taught."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.rules import age_text
from dashboards.figures.row import Row, short_name
from dashboards.figures.scope import Scope
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.web.days import short_date
from interventions.care_rules import LEARNING_WEEKS, RETURN_NEAR, VISIT_NEAR, learning_due
from interventions.enums import BoardOutcome
from interventions.models import Breakdown, Placement, Return, SupervisionVisit
from interventions.placement_checklist import REPORT_WEEKS

VISIT, REFUSED, MEND, REPORT, RETURN, LEARN = "visit", "refused", "mend", "report", "return", "learn"
REPORT_NEAR = timedelta(days=14)
# Placements that began before the list was kept are not asked about.
REPORTED_BACK = timedelta(days=365)
# Whose cases, as a condition on rows that lead to a case by a path.
Reach = Callable[[str], Q]


# What each is told of the help it belongs to.
OF_HELP = (
    "step_id", "case__number", "case__child__name", "case__child__born_on", "case__child__expected_on",
    "case__caseworker__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a sort: what it is, more with its day, the page where it is done, and who may do it there."""

    about: Any
    more: Any
    page: str
    do: Any
    needs: Permission


SAID = {
    VISIT: Said(
        _("Tilsyn"), _("Frist %(day)s; mindst to om året (§ 156)"), "interventions:hold_supervision",
        _("Hold tilsyn"), Permission.HOLD_SUPERVISION,
    ),
    REFUSED: Said(
        _("Anbringelse afvist"),
        _("Udvalget afviste anbringelsen %(day)s; barnet skal hjem, eller grundlaget skal være et andet"),
        "interventions:placement", _("Se den"), Permission.SEE_CASE,
    ),
    MEND: Said(
        _("Mangler ved anbringelse"), _("Begyndt akut %(day)s; det, loven kræver, mangler stadig"),
        "interventions:mend_placement", _("Før tjeklisten"), Permission.START_PLACEMENT,
    ),
    REPORT: Said(
        _("Indberetning"), _("Begyndt %(day)s; Danmarks Statistik inden fire uger"),
        "interventions:mend_placement", _("Før tjeklisten"), Permission.START_PLACEMENT,
    ),
    RETURN: Said(
        _("Hjemgivelse"), _("Hjemgivelsesperioden slutter %(day)s (§ 100)"), "interventions:complete_return",
        _("Barnet er hjemme"), Permission.DECIDE_RETURN,
    ),
    LEARN: Said(
        _("Læring af sammenbrud"), _("Sammenbrud %(day)s; ingen har skrevet, hvad I lærte"),
        "interventions:learn_from_breakdown", _("Skriv læringen"), Permission.RECORD_BREAKDOWN,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """How things of a sort are found, where their help stands, which own columns are read, and when each breaks."""

    rows: Any
    help_at: str
    own: tuple[str, ...]
    when: Callable[..., tuple[date, str]]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a placement asks for, before it is put into words: when it breaks, what it is, and the columns read."""

    due: date
    kind: str
    pk: int
    own: tuple[Any, ...]
    of_help: tuple[Any, ...]


def placed_things(reach: Reach, *, on: date, is_leaders: bool = False) -> list[Thing]:
    """What the cases within reach ask for, the first to break at the front; a leader sees what is already broken.

    A constant number of queries. A list that shows a hundred of thousands puts only those into words.
    """
    found = [thing for asked in _asked(reach, on, is_leaders) for thing in _things(asked)]
    return sorted(found, key=lambda thing: (thing.due, thing.kind))


def placed_rows(things: Iterable[Thing], user: User, *, on: date, is_leaders: bool = False) -> list[Row]:
    """They as rows: the way to do it for whoever may, for others the way to the case; a leader is told whose it is."""
    return [_row(thing, user, on, is_leaders) for thing in things]


def broken(scope: Scope) -> Any:
    """The placements that broke down in the period, the latest first."""
    rows = Breakdown.objects.filter(
        scope.of("placement__intervention__case__"), on__gt=scope.before, on__lte=scope.on
    )  # fmt: skip
    related = (
        "placement__intervention__case__child",
        "placement__intervention__offer",
        "placement__child",
        "learnt_by",
    )
    return rows.select_related(*related).order_by("-on", "-pk")


def _asked(reach: Reach, on: date, is_leaders: bool) -> Iterator[Asked]:
    visits = SupervisionVisit.objects.planned().filter(due_on__lte=on + VISIT_NEAR)
    if is_leaders:
        visits = SupervisionVisit.objects.overdue(on=on)
    helped = "placement__intervention__"
    yield Asked(visits.filter(reach(f"{helped}case__")), helped, ("due_on",), lambda due_on: (due_on, VISIT))
    ahead = timedelta(0) if is_leaders else REPORT_NEAR
    to_report = Placement.objects.running().to_report(by=on - REPORT_WEEKS + ahead)
    refused = Placement.objects.refused_by_the_board()
    lacking = refused | Placement.objects.to_mend() | to_report.filter(starts_on__gte=on - REPORTED_BACK)
    own = ("starts_on", "mend_by", "mended_on", "board_decided_on", "board_outcome")
    yield Asked(lacking.filter(reach("intervention__case__")), "intervention__", own, _lacking_since)
    near = Return.objects.near(by=on + RETURN_NEAR)
    yield Asked(near.filter(reach(f"{helped}case__")), helped, ("period_until",), lambda until: (until, RETURN))
    unlearnt = Breakdown.objects.without_learning(by=on - LEARNING_WEEKS if is_leaders else on)
    yield Asked(
        unlearnt.filter(reach(f"{helped}case__")), helped, ("on",), lambda broke_on: (learning_due(broke_on), LEARN)
    )


def _things(asked: Asked) -> Iterator[Thing]:
    columns = [*asked.own, *(f"{asked.help_at}{column}" for column in OF_HELP)]
    count = len(asked.own)
    for pk, *read in asked.rows.order_by("pk").values_list("pk", *columns):
        own = tuple(read[:count])
        due, kind = asked.when(*own)
        yield Thing(due, kind, pk, own, tuple(read[count:]))


def _lacking_since(
    starts_on: date, mend_by: date | None, mended_on: date | None, board_on: date | None, outcome: str
) -> tuple[date, str]:
    if board_on is not None and outcome == BoardOutcome.REFUSED:
        return board_on, REFUSED
    if mend_by is not None and mended_on is None:
        return mend_by, MEND
    return starts_on + REPORT_WEEKS, REPORT


def _row(thing: Thing, user: User, on: date, is_leaders: bool) -> Row:
    step, number, child, born_on, expected_on, caseworker = thing.of_help
    said, is_refused = SAID[thing.kind], thing.kind == REFUSED
    title = f"{said.about} · {short_name(child)}, {age_text(born_on, expected_on, on=on)}"
    more = said.more % {"day": short_date(thing.due if is_refused else thing.own[0])}
    if is_leaders:
        more = _now("Rådgiver %(name)s · %(more)s") % {"name": caseworker, "more": more}
    url = case_url = reverse("dashboards:case", args=[number])
    do = _now("Se sagen")
    if user.may(said.needs):
        url, do = reverse(said.page, args=[thing.pk]), str(said.do)
    return Row(
        thing.kind, thing.due, title, more, url, do, step, has_step=True, case_url=case_url, is_refused=is_refused
    )
