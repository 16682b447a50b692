"""The system seen by its administrator, and the Board's list seen by its secretary."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards import words
from dashboards.figures.row import Row, short_name
from herning.accounts.models import Membership, User
from herning.accounts.permissions import Role
from herning.accounts.rules import PROVIDING
from herning.audit.models import Event
from herning.web.days import long_date
from interventions.enums import LegalBasis
from interventions.models import Offer, Placement

# The chair's provisional decision is before the Board within seven days (Barnets lov § 143).
BOARD_DAYS = timedelta(days=7)
OFFERS_AHEAD = timedelta(days=90)
KEPT_BY_ADMINISTRATOR = ("user.", "team.", "membership.", "offer.", "step.", "ladder.", "capacity.", "catalogue.")


@dataclass
class Running:
    """Who can sign in, who lacks a department, offers about to close, and what was changed last."""

    roles: list[tuple[str, str, int]]
    people: int
    homeless: list[tuple[int, str]]
    closing: list[Any]
    open_offers: int
    changes: list[dict[str, Any]]


def running(*, on: date) -> Running:
    """Read it in a constant number of queries."""
    counts = dict(User.objects.active().order_by().values_list("role").annotate(count=Count("pk")))
    member = Membership.objects.filter(user=OuterRef("pk"), until=None)
    homeless = User.objects.with_role(*PROVIDING).filter(~Exists(member)).order_by("sort_name", "pk")
    offers = Offer.objects.open(on=on)
    closing = offers.filter(closes_on__lte=on + OFFERS_AHEAD).order_by("closes_on", "pk")
    kept = Q()
    for prefix in KEPT_BY_ADMINISTRATOR:
        kept |= Q(kind__startswith=prefix)
    changes = Event.objects.filter(kept, case_number="").order_by("-at", "-pk").values("kind", "at", "by__name")[:8]
    return Running(
        roles=[(role.value, str(role.label), counts.get(role, 0)) for role in Role if role != Role.SYSTEM],
        people=sum(counts.values()),
        homeless=list(homeless.values_list("pk", "name")[:10]),
        closing=list(closing.values("code", "name", "closes_on")[:10]),
        open_offers=offers.count(),
        changes=[{"at": row["at"], "text": words.act(row["kind"]), "by": row["by__name"]} for row in changes],
    )


def before_the_board(user: User, *, on: date) -> list[Row]:
    """Placements without consent that lack the Board's decision; the provisional ones have seven days (§ 143)."""
    rows = (
        Placement.objects.visible_to(user)
        .before_the_board()
        .annotate(rested_since=Coalesce("basis_since", "starts_on"))
        .order_by("rested_since", "pk")
        .values_list("pk", "starts_on", "rested_since", "legal_basis", "intervention__case__number", "child__name")[:50]
    )
    found = []
    for pk, starts_on, rested_since, basis, number, name in rows:
        due = rested_since + BOARD_DAYS if basis == LegalBasis.PROVISIONAL else None
        title = _("%(child)s · sag %(number)s") % {"child": short_name(name), "number": number}
        is_late = due is not None and due < on
        more = _("%(basis)s · begyndt %(day)s") % {"basis": LegalBasis(basis).label, "day": long_date(starts_on)}
        if is_late:
            more += _(" · de syv dage er gået (§ 143)")
        url = reverse("interventions:record_board_decision", args=[pk])
        found.append(Row("board", due, title, more, url, _("Registrér afgørelse")))
    return sorted(found, key=lambda row: row.due or date.max)
