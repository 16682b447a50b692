"""The list a caseworker chose from, as it stood that day, and what has changed since."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interventions.choosing import Choice, fitting_offers, need_of
from interventions.models import ConsideredOffer, Referral


@dataclass(frozen=True, slots=True)
class Line:
    """One offer that was weighed, in the words of that day, with what is different now."""

    row: ConsideredOffer
    changes: list[str] = field(default_factory=list)

    @property
    def is_weighed(self) -> bool:
        """Whether somebody chose it, compared it or wrote why not, or it is different now; the rest was only listed."""
        return bool(self.row.is_chosen or self.row.is_compared or self.row.why_not or self.changes)


def considered(referral: Referral) -> list[Line]:
    """What was weighed when the referral was last made, the chosen one first; one query."""
    rows = ConsideredOffer.objects.filter(referral=referral).select_related("offer", "department", "step")
    found = list(rows.order_by("-round", "rank"))
    latest = [row for row in found if row.round == found[0].round]
    return [Line(row) for row in sorted(latest, key=lambda row: (not row.is_chosen, row.rank))]


def considered_since(referral: Referral, *, on: date) -> list[Line]:
    """The same for whoever approves it, with what has changed; a constant number of queries for any list."""
    need = need_of(
        referral.case, on=on, target_group=referral.target_group,
        wants_siblings_together=referral.wants_siblings_together, wants_school_kept=referral.wants_school_kept,
    )  # fmt: skip
    now = {choice.offer.pk: choice for choice in fitting_offers(referral.case, on=on, need=need)}
    return [Line(line.row, _changes(line.row, now.get(line.row.offer_id))) for line in considered(referral)]


def _changes(row: ConsideredOffer, now: Choice | None) -> list[str]:
    """What is different: closed, no longer given there, fuller or freer, longer or shorter waiting, another price."""
    if now is None:
        return [_("Tilbuddet er lukket siden")]
    desk = next((desk for desk in now.desks if desk.department.pk == row.department_id), None)
    if desk is None:
        return [] if row.department_id is None else [_("Afdelingen giver det ikke længere")]
    found = []
    if desk.is_full and row.free is not None and row.free > 0:
        found.append(_("Nu er alle pladser optaget"))
    elif not desk.is_full and row.free is not None and row.free <= 0:
        found.append(_("Nu er der en ledig plads"))
    if desk.waiting != row.waiting:
        found.append(
            ngettext("Nu venter %(count)s barn", "Nu venter %(count)s børn", desk.waiting) % {"count": desk.waiting}
        )
    if now.weekly_price is not None and now.weekly_price != row.weekly_price:
        found.append(_("Prisen er nu %(kroner)s kr. om ugen") % {"kroner": f"{now.weekly_price:,}".replace(",", ".")})
    if now.fits != row.is_fitting:
        found.append(_("Nu passer det") if now.fits else _("Nu passer det ikke længere"))
    return found
