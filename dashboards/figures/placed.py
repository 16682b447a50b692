"""What placements ask for: visits, what lacks, reporting, return home, and what a breakdown taught."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.rules import age_text
from dashboards.figures.row import Row, short_name
from dashboards.figures.scope import Scope
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


# What a row says: its kind, the day, what it is about, more about it, and the way to do it with its name.
About = tuple[str, date, str, str, str, str]
# What each is told of the help it belongs to.
OF_HELP = ("step_id", "case__number", "case__child__name", "case__child__born_on", "case__child__expected_on")


@dataclass(frozen=True, slots=True)
class Asked:
    """How rows of a sort are found, where their help stands, which own columns are read, and what is said of them."""

    rows: Any
    help_at: str
    own: tuple[str, ...]
    about: Callable[..., About]


def placed_rows(reach: Reach, *, on: date, is_leaders: bool = False) -> list[Row]:
    """The rows of the cases within reach, the first to break at the front; a leader sees what is already broken.

    A constant number of queries.
    """
    found = [row for asked in _asked(reach, on, is_leaders) for row in _rows(asked, on, is_leaders)]
    return sorted(found, key=lambda row: (row.due or date.max, row.kind))


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
    yield Asked(visits.filter(reach(f"{helped}case__")), helped, ("due_on",), _visit)
    ahead = timedelta(0) if is_leaders else REPORT_NEAR
    to_report = Placement.objects.running().to_report(by=on - REPORT_WEEKS + ahead)
    refused = Placement.objects.refused_by_the_board()
    lacking = refused | Placement.objects.to_mend() | to_report.filter(starts_on__gte=on - REPORTED_BACK)
    own = ("starts_on", "mend_by", "mended_on", "board_decided_on", "board_outcome")
    yield Asked(lacking.filter(reach("intervention__case__")), "intervention__", own, _lacking)
    near = Return.objects.near(by=on + RETURN_NEAR)
    yield Asked(near.filter(reach(f"{helped}case__")), helped, ("period_until",), _return)
    unlearnt = Breakdown.objects.without_learning(by=on - LEARNING_WEEKS if is_leaders else on)
    yield Asked(unlearnt.filter(reach(f"{helped}case__")), helped, ("on",), _breakdown)


def _rows(asked: Asked, on: date, is_leaders: bool) -> Iterator[Row]:
    of_help = [f"{asked.help_at}{column}" for column in OF_HELP]
    whose = [f"{asked.help_at}case__caseworker__name"] if is_leaders else []
    things = asked.rows.order_by("pk").values_list("pk", *asked.own, *of_help, *whose)
    for pk, *rest in things:
        own, (step, number, child, born_on, expected_on, *caseworker) = rest[: len(asked.own)], rest[len(asked.own) :]
        kind, due, about, more, url, do = asked.about(pk, *own)
        title = f"{about} · {short_name(child)}, {age_text(born_on, expected_on, on=on)}"
        if is_leaders:
            more = _("Rådgiver %(name)s · %(more)s") % {"name": caseworker[0], "more": more}
        page = reverse("dashboards:case", args=[number])
        is_refused = kind == REFUSED
        yield Row(kind, due, title, more, url, do, step, has_step=True, case_url=page, is_refused=is_refused)


def _visit(pk: int, due_on: date) -> About:
    more = _("Frist %(day)s; mindst to om året (§ 156)") % {"day": short_date(due_on)}
    return VISIT, due_on, _("Tilsyn"), more, reverse("interventions:hold_supervision", args=[pk]), _("Hold tilsyn")


def _lacking(
    pk: int, starts_on: date, mend_by: date | None, mended_on: date | None, board_on: date | None, outcome: str
) -> About:
    if board_on is not None and outcome == BoardOutcome.REFUSED:
        more = _("Udvalget afviste anbringelsen %(day)s; barnet skal hjem, eller grundlaget skal være et andet")
        placement = reverse("interventions:placement", args=[pk])
        return REFUSED, board_on, _("Anbringelse afvist"), more % {"day": short_date(board_on)}, placement, _("Se den")
    url = reverse("interventions:mend_placement", args=[pk])
    if mend_by is not None and mended_on is None:
        more = _("Begyndt akut %(day)s; det, loven kræver, mangler stadig") % {"day": short_date(starts_on)}
        return MEND, mend_by, _("Mangler ved anbringelse"), more, url, _("Før tjeklisten")
    more = _("Begyndt %(day)s; Danmarks Statistik inden fire uger") % {"day": short_date(starts_on)}
    return REPORT, starts_on + REPORT_WEEKS, _("Indberetning"), more, url, _("Før tjeklisten")


def _return(pk: int, period_until: date) -> About:
    more = _("Hjemgivelsesperioden slutter %(day)s (§ 100)") % {"day": short_date(period_until)}
    return (
        RETURN, period_until, _("Hjemgivelse"), more, reverse("interventions:complete_return", args=[pk]),
        _("Barnet er hjemme"),
    )  # fmt: skip


def _breakdown(pk: int, broke_on: date) -> About:
    more = _("Sammenbrud %(day)s; ingen har skrevet, hvad I lærte") % {"day": short_date(broke_on)}
    url = reverse("interventions:learn_from_breakdown", args=[pk])
    return LEARN, learning_due(broke_on), _("Læring af sammenbrud"), more, url, _("Skriv læringen")
