"""The team's concerns that wait for something: the danger assessment, the acknowledgement, the decision."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import ReporterKind
from cases.models import Concern
from cases.rules import DANGER_HOURS, acknowledge_by, age_text
from dashboards.figures.row import Row, short_name
from herning.accounts.models import User
from herning.web.days import weekday_date

ASSESS, ACKNOWLEDGE, DECIDE = "assess", "acknowledge", "decide"
SHOWN = 50
COLUMNS = (
    "pk", "received_at", "reporter_kind", "assessed_at", "acknowledged_on", "outcome", "child__name", "child__born_on",
    "child__expected_on",
)  # fmt: skip


def concern_rows(user: User, *, now: datetime) -> list[Row]:
    """What the team owes each concern and its reporter: those not assessed first, within each the oldest first."""
    untold = Q(acknowledged_on=None) & ~Q(reporter_kind=ReporterKind.ANONYMOUS)
    waiting = Concern.objects.visible_to(user).filter(Q(outcome="") | untold)
    # Cut only once ranked: however many wait for an answer, a child nobody has looked to is among those shown.
    waiting = waiting.order_by(IsNull(F("assessed_at"), False), "received_at", "pk")
    today = timezone.localtime(now).date()
    return [row for values in waiting.values_list(*COLUMNS)[:SHOWN] for row in _rows(values, today)]


def _rows(values: tuple[Any, ...], today: date) -> Iterator[Row]:
    pk, received_at, kind, assessed_at, acknowledged_on, outcome, name, born_on, expected_on = values
    received_on = timezone.localtime(received_at).date()
    reporter = str(ReporterKind(kind).label).lower()
    child = f"{short_name(name)}, {age_text(born_on, expected_on, on=today)}"
    received = _("modtaget %(day)s fra %(reporter)s") % {"day": weekday_date(received_on), "reporter": reporter}
    if assessed_at is None:
        title = _("Underretning om %(child)s") % {"child": child}
        more = _("Er barnet i fare? Vurdér inden 24 timer (§ 136) – %(received)s") % {"received": received}
        url = reverse("cases:assess_concern", args=[pk])
        yield Row(ASSESS, received_at + timedelta(hours=DANGER_HOURS), title, more, url, _("Vurdér"))
    if acknowledged_on is None and kind != ReporterKind.ANONYMOUS:
        title = _("Kvittering for underretning om %(child)s") % {"child": child}
        more = _("%(received)s (§ 137)") % {"received": received[:1].upper() + received[1:]}
        url = reverse("cases:acknowledge_concern", args=[pk])
        yield Row(ACKNOWLEDGE, acknowledge_by(received_on), title, more, url, _("Kvittér"))
    if assessed_at is not None and not outcome:
        title = _("Underretning om %(child)s er ikke afgjort") % {"child": child}
        yield Row(
            DECIDE,
            None,
            title,
            received[:1].upper() + received[1:],
            reverse("cases:decide_concern", args=[pk]),
            _("Afgør"),
        )
