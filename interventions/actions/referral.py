"""Refer a child to an offer; the team leader approves the upper steps, never an own referral."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.models import Case
from herning.accounts.models import Department, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions import rules
from interventions.actions.admission import drop_points
from interventions.actions.line import close_gap, close_offers
from interventions.actions.locking import (
    free_place,
    locked_case,
    locked_in_line,
    locked_referral,
    must_be_offered,
    must_be_spoken_with,
)
from interventions.enums import PlaceOfferStatus, ReferralStatus
from interventions.models import Offer, Referral, Step


@action(Permission.REFER)
def refer(
    *,
    case: Case,
    offer: Offer,
    department: Department,
    need: str,
    why_not_lower: str,
    on: date,
    wanted_offer: Offer | None = None,
    draft: Referral | None = None,
    by: User,
) -> Referral:
    """Choose an offer for a child's need and say why not a lower step; steps 3 to 5 wait for the team leader."""
    must_reach(case, by)
    case = locked_case(case)
    status = rules.status_after_referring(offer.step_id)
    referral = Referral(case=case) if draft is None else locked_referral(_own(draft, case), to=status)
    need = rules.must_say(need, field="need", what=_("Skriv, hvad barnet har brug for."))
    why_not_lower = rules.must_say_why_not_lower(offer.step_id, why_not_lower)
    rules.must_be_in_order(on, case.opened_on, field="made_on", what=_("sagens åbning"))
    must_be_spoken_with(case, on=on)
    must_be_offered(offer, department, on=on)
    _must_be_the_only_one(case, offer, department)
    referral.status, referral.step_id, referral.offer, referral.department = status, offer.step_id, offer, department
    referral.need, referral.why_not_lower, referral.made_on, referral.made_by = need, why_not_lower, on, by
    referral.wanted_offer = wanted_offer if wanted_offer != offer else None
    referral.returned_reason = ""
    referral.save()
    record("referral.made", referral, by=by, why=why_not_lower)
    return referral


@action(Permission.HOLD_REVIEW)
def prepare_referral(*, case: Case, step: Step, need: str, on: date, by: User) -> Referral:
    """Open the referral that a review's move asks for, filled in and without an offer yet.

    The review is a referral's own reason; its words are carried over, so that nothing is typed twice.
    """
    must_reach(case, by)
    rules.must_be_open(case.is_open)
    need = rules.must_say(need, field="need", what=_("Skriv, hvad barnet har brug for."))
    referral = Referral.objects.create(
        case=case, status=ReferralStatus.DRAFT, step=step, need=need, why_not_lower=need, made_on=on, made_by=by
    )
    record("referral.prepared", referral, by=by)
    return referral


@action(Permission.APPROVE_REFERRAL)
def approve_referral(*, referral: Referral, on: date, by: User) -> Referral:
    """Let a referral to steps 3 to 5 go to the provider; never one's own."""
    must_reach(referral.case, by)
    referral = locked_referral(referral, to=ReferralStatus.SENT)
    if referral.offer is None or referral.department is None:
        raise RuleBroken(_("Visitationen har intet tilbud endnu. Send den tilbage til rådgiveren."))
    rules.must_not_be_own(referral.made_by_id, by.pk)
    rules.must_be_in_order(on, referral.made_on, field="on", what=_("visitationen"))
    must_be_offered(referral.offer, referral.department, on=on)
    referral.approved_on, referral.approved_by = on, by
    referral.save(update_fields=["status", "approved_on", "approved_by"])
    record("referral.approved", referral, by=by)
    return referral


@action(Permission.APPROVE_REFERRAL)
def return_referral(*, referral: Referral, reason: str, on: date, by: User) -> Referral:
    """Send a referral back to the caseworker with what is missing; it becomes a draft again."""
    must_reach(referral.case, by)
    referral = locked_referral(referral, to=ReferralStatus.DRAFT)
    reason = rules.must_say(reason, field="reason", what=_("Skriv, hvad rådgiveren skal se på, før du kan godkende."))
    rules.must_be_in_order(on, referral.made_on, field="on", what=_("visitationen"))
    referral.returned_reason = reason
    referral.save(update_fields=["status", "returned_reason"])
    record("referral.returned", referral, by=by, why=reason)
    return referral


@action(Permission.REFER)
def withdraw_referral(*, referral: Referral, reason: str, on: date, by: User) -> Referral:
    """Take a referral back before help has begun; its place becomes free, and it leaves the line."""
    must_reach(referral.case, by)
    _capacities, referral = locked_in_line(referral, to=ReferralStatus.WITHDRAWN)
    reason = rules.must_say(reason, field="reason", what=_("Skriv, hvorfor visitationen trækkes tilbage."))
    rules.must_be_in_order(on, referral.made_on, field="on", what=_("visitationen"))
    referral.withdrawn_on, referral.withdrawn_reason, referral.queue_number = on, reason, None
    referral.save(update_fields=["status", "withdrawn_on", "withdrawn_reason", "queue_number"])
    close_offers(referral, status=PlaceOfferStatus.WITHDRAWN, reason=reason, on=on, by=by)
    free_place(referral, on=on)
    close_gap(referral)
    drop_points(referral)
    record("referral.withdrawn", referral, by=by, why=reason)
    return referral


def _own(draft: Referral, case: Case) -> Referral:
    """The draft belongs to the case it is completed in."""
    if draft.case_id != case.pk:
        raise RuleBroken(_("Kladden hører til en anden sag. Åbn den fra barnets egen side."))
    if draft.status != ReferralStatus.DRAFT:
        rules.must_become(draft.status, ReferralStatus.DRAFT)
    return draft


def _must_be_the_only_one(case: Case, offer: Offer, department: Department) -> None:
    """One child is not referred twice at once to the same help; the case's row is locked meanwhile."""
    waiting = Referral.objects.under_way().exclude(status=ReferralStatus.DRAFT)
    if waiting.filter(case=case, offer=offer, department=department).exists():
        raise RuleBroken(
            _("Barnet er allerede visiteret til %(offer)s. Træk den tidligere tilbage, før du laver en ny.")
            % {"offer": offer.name},
            field="offer",
        )
