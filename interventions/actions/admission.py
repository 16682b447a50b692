"""Admission (indskrivning): the checklist of an offer, and how far it is for one child."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from interventions import place_rules
from interventions.access import must_deliver
from interventions.enums import AdmissionKind, Side
from interventions.models import AdmissionItem, AdmissionPoint, Offer, Referral
from interventions.planned import plan_agreed_on

COPIED = ("order", "kind", "side", "text", "caseworker_takes_part", "needs_plan")
ITEM_FIELDS = frozenset({*COPIED, "days_before_start", "is_active"})


@action(Permission.CHANGE_CATALOGUE)
def add_admission_item(*, offer: Offer, by: User, **fields: Any) -> AdmissionItem:
    """Put a line on an offer's admission checklist; it counts for children accepted from now on."""
    _must_hold(fields)
    item = AdmissionItem.objects.create(offer=offer, **fields)
    record("admission_item.added", item, by=by)
    return item


@action(Permission.CHANGE_CATALOGUE)
def change_admission_item(*, item: AdmissionItem, by: User, **fields: Any) -> AdmissionItem:
    """Change a line, or take it out of use; points already copied to children stay as they are."""
    fresh = AdmissionItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    _must_hold({name: getattr(fresh, name) for name in ITEM_FIELDS} | fields)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(fields))
    record("admission_item.changed", fresh, by=by)
    return fresh


def copy_points(referral: Referral) -> None:
    """Give the accepted child the offer's checklist with its days; a second time adds nothing."""
    if AdmissionPoint.objects.filter(referral=referral, is_dropped=False).exists():
        return
    items = AdmissionItem.objects.filter(offer=referral.offer_id, is_active=True).order_by("order", "pk")
    AdmissionPoint.objects.bulk_create(
        AdmissionPoint(
            referral=referral,
            due_on=place_rules.admission_due(referral.expected_on, item.days_before_start),
            **{name: getattr(item, name) for name in COPIED},
        )
        for item in items
    )


def drop_points(referral: Referral) -> None:
    """Let the open points fall away with a referral that is withdrawn."""
    AdmissionPoint.objects.open().filter(referral=referral).update(is_dropped=True)


@action(Permission.TICK_ADMISSION)
def tick_point(*, point: AdmissionPoint, note: str = "", on: date, by: User) -> AdmissionPoint:
    """Say that a point is done, by whom and when; only the side it belongs to does so."""
    fresh = _locked(point, by)
    if fresh.done_on is not None:
        raise RuleBroken(_("Punktet er allerede krydset af. Genindlæs siden og se, af hvem."))
    if fresh.needs_plan:
        place_rules.must_have_plan(needs_plan=True, has_plan=plan_agreed_on(fresh.referral.case) is not None)
    fresh.done_on, fresh.done_by, fresh.note = on, by, note.strip()
    fresh.save(update_fields=["done_on", "done_by", "note"])
    record("admission_point.done", fresh, by=by, why=fresh.text)
    return fresh


@action(Permission.TICK_ADMISSION)
def reopen_point(*, point: AdmissionPoint, reason: str, by: User) -> AdmissionPoint:
    """Open a point again that was not done after all, with why; the row's history keeps who had ticked it."""
    fresh = _locked(point, by)
    if fresh.done_on is None:
        raise RuleBroken(_("Punktet er allerede åbent. Genindlæs siden."))
    reason = must_say(reason, field="note", ask=_("Skriv, hvorfor punktet åbnes igen."))
    fresh.done_on, fresh.done_by, fresh.note = None, None, reason
    fresh.save(update_fields=["done_on", "done_by", "note"])
    record("admission_point.reopened", fresh, by=by, why=reason)
    return fresh


def _locked(point: AdmissionPoint, by: User) -> AdmissionPoint:
    """The point, locked, when it is of the person's own side and within reach."""
    points = AdmissionPoint.objects.select_for_update(of=("self",)).select_related("referral__case__child")
    fresh = points.get(pk=point.pk)
    if by.is_provider:
        must_deliver(fresh.referral, by)
    else:
        must_reach(fresh.referral.case, by)
    if (fresh.side == Side.PROVIDER) != by.is_provider:
        raise PermissionDenied(_("Punktet hører til den anden side. Bed dem om at sætte kryds."))
    if fresh.is_dropped:
        raise RuleBroken(_("Visitationen er trukket tilbage, og punktet er faldet bort."))
    return fresh


def _must_hold(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - ITEM_FIELDS
    if unknown:
        raise TypeError(f"a checklist line has no {', '.join(sorted(unknown))}")
    must_say(str(fields.get("text", "")), field="text", ask=_("Skriv, hvad der skal gøres."))
    if fields.get("kind") not in AdmissionKind.values:
        raise RuleBroken(_("Vælg, om det er et møde, en opgave eller et papir."), field="kind")
    if fields.get("side") not in Side.values:
        raise RuleBroken(_("Vælg, hvem der gør det."), field="side")
    if abs(int(fields.get("days_before_start") or 0)) > place_rules.MOST_DAYS_BEFORE:
        raise RuleBroken(_("Skriv højst 365 dage."), field="days_before_start")
