"""Cases that wait for their next step: a case that was opened and then lay still is on its caseworker's list."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from cases.rules import age_text
from dashboards.figures.row import Row, day_in, short_name
from dashboards.figures.scope import Scope
from herning.web.days import long_date
from interventions.stalled import stalled

STALLED = "stalled"
COLUMNS = (
    "number", "opened_on", "danger_at", "child__name", "child__born_on", "child__expected_on", "caseworker__name",
)  # fmt: skip


def stalled_rows(scope: Scope, *, most: int) -> list[Row]:
    """Those within a scope with their caseworker's name: children in danger first, then the oldest case."""
    cases: Any = stalled(scope.cases(), on=scope.on)
    rows = cases.order_by("danger_at", "opened_on", "pk").values_list(*COLUMNS)
    found = []
    for number, opened_on, danger_at, name, born_on, expected_on, whose in rows[:most]:
        child = f"{short_name(name)}, {age_text(born_on, expected_on, on=scope.on)}"
        more = _("Rådgiver %(name)s") % {"name": whose}
        found.append(stalled_row(number, child, opened_on, danger_at, on=scope.on, more=more))
    return found


def stalled_row(
    number: str, child: str, opened_on: date, danger_at: datetime | None, *, on: date, more: str = ""
) -> Row:
    """One of them; it leads to the case, where the ways on stand."""
    url = reverse("dashboards:case", args=[number])
    said = [_in_danger(day_in(_day(danger_at), on))] if danger_at else []
    said += [more] if more else []
    opened = _("Åbnet %(day)s · ingen hjælp, visitation eller undersøgelse er i gang")
    said.append(opened % {"day": day_in(opened_on, on)})
    return Row(
        STALLED, None, _("Sagen venter på næste skridt · %(child)s") % {"child": child}, " · ".join(said), url,
        _("Se sagen"), has_step=True, case_url=url, is_in_danger=danger_at is not None,
    )  # fmt: skip


def standstill(case: Case, *, on: date) -> str:
    """What the overview says of a case that waits for its next step; nothing of any other."""
    cases: Any = stalled(Case.objects.filter(pk=case.pk), on=on)
    found = list(cases.values_list("danger_at", flat=True))
    if not found:
        return ""
    (danger_at,) = found
    text = _("Sagen venter på næste skridt: visitér til en indsats, begynd en undersøgelse, eller luk sagen.")
    return f"{_in_danger(long_date(_day(danger_at)))}. {text}" if danger_at else text


def _in_danger(day: str) -> str:
    return _("Barnet er vurderet i fare %(day)s") % {"day": day}


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
