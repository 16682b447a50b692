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
from interventions.models import Breakdown, Placement, Return, SupervisionVisit
from interventions.placement_checklist import REPORT_WEEKS

VISIT, MEND, REPORT, RETURN, LEARN = "visit", "mend", "report", "return", "learn"
REPORT_NEAR = timedelta(days=14)
# Placements that began before the list was kept are not asked about.
REPORTED_BACK = timedelta(days=365)
# Whose cases, as a condition on rows that lead to a case by a path.
Reach = Callable[[str], Q]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a kind of row is found and said."""

    kind: str
    rows: Any
    path: str
    about: Callable[[Any], tuple[date, str, str, str, str]]


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
    path = "placement__intervention__case__"
    yield Asked(VISIT, visits.filter(reach(path)), path, _visit)
    ahead = timedelta(0) if is_leaders else REPORT_NEAR
    to_report = Placement.objects.running().to_report(by=on - REPORT_WEEKS + ahead)
    lacking = Placement.objects.to_mend() | to_report.filter(starts_on__gte=on - REPORTED_BACK)
    yield Asked(MEND, lacking.filter(reach("intervention__case__")), "intervention__case__", _lacking)
    yield Asked(RETURN, Return.objects.near(by=on + RETURN_NEAR).filter(reach(path)), path, _return)
    unlearnt = Breakdown.objects.without_learning(by=on - LEARNING_WEEKS if is_leaders else on)
    yield Asked(LEARN, unlearnt.filter(reach(path)), path, _breakdown)


def _rows(asked: Asked, on: date, is_leaders: bool) -> Iterator[Row]:
    related = (f"{asked.path}child", f"{asked.path}caseworker")
    things = asked.rows.select_related(*related).order_by("pk")
    for thing in things:
        case = thing
        for part in asked.path.removesuffix("__").split("__"):
            case = getattr(case, part)
        child = case.child
        due, about, more, url, do = asked.about(thing)
        step = (thing.intervention if asked.kind == MEND else thing.placement.intervention).step_id
        title = f"{about} · {short_name(child.name)}, {age_text(child.born_on, child.expected_on, on=on)}"
        if is_leaders:
            more = _("Rådgiver %(name)s · %(more)s") % {"name": case.caseworker.name, "more": more}
        page = reverse("dashboards:case", args=[case.number])
        kind = REPORT if asked.kind == MEND and not _is_to_mend(thing) else asked.kind
        yield Row(kind, due, title, more, url, do, step, has_step=True, case_url=page)


def _visit(visit: SupervisionVisit) -> tuple[date, str, str, str, str]:
    more = _("Frist %(day)s; mindst to om året (§ 156)") % {"day": short_date(visit.due_on)}
    return visit.due_on, _("Tilsyn"), more, reverse("interventions:hold_supervision", args=[visit.pk]), _("Hold tilsyn")


def _is_to_mend(placement: Placement) -> bool:
    return placement.mend_by is not None and placement.mended_on is None


def _lacking(placement: Placement) -> tuple[date, str, str, str, str]:
    url = reverse("interventions:mend_placement", args=[placement.pk])
    if _is_to_mend(placement) and placement.mend_by is not None:
        more = _("Begyndt akut %(day)s; det, loven kræver, mangler stadig") % {"day": short_date(placement.starts_on)}
        return placement.mend_by, _("Mangler ved anbringelse"), more, url, _("Før tjeklisten")
    more = _("Begyndt %(day)s; Danmarks Statistik inden fire uger") % {"day": short_date(placement.starts_on)}
    return placement.starts_on + REPORT_WEEKS, _("Indberetning"), more, url, _("Før tjeklisten")


def _return(homecoming: Return) -> tuple[date, str, str, str, str]:
    more = _("Hjemgivelsesperioden slutter %(day)s (§ 100)") % {"day": short_date(homecoming.period_until)}
    url = reverse("interventions:complete_return", args=[homecoming.pk])
    return homecoming.period_until, _("Hjemgivelse"), more, url, _("Barnet er hjemme")


def _breakdown(breakdown: Breakdown) -> tuple[date, str, str, str, str]:
    more = _("Sammenbrud %(day)s; ingen har skrevet, hvad I lærte") % {"day": short_date(breakdown.on)}
    url = reverse("interventions:learn_from_breakdown", args=[breakdown.pk])
    return learning_due(breakdown.on), _("Læring af sammenbrud"), more, url, _("Skriv læringen")
