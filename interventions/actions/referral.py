"""Refer a child to an offer, or take the referral back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.models import Case
from herning.accounts.models import Department, User
from herning.accounts.permissions import Permission, Role
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions import approval_rules, place_rules, rules
from interventions.actions.admission import drop_points
from interventions.actions.considering import keep_considered
from interventions.actions.line import close_gap, close_offers
from interventions.actions.locking import (
    free_place,
    locked_case,
    locked_in_line,
    locked_referral,
    must_be_offered,
    must_be_spoken_with,
)
from interventions.choosing import Choice, fitting_offers, need_of
from interventions.enums import PlaceOfferStatus, ReferralStatus
from interventions.models import ApprovalLimit, FosterFamily, Offer, Referral, Step, TargetGroup


@dataclass(frozen=True)
class Asked:
    """What a need asks for besides the offer, and what was weighed on the way to it."""

    target_group: TargetGroup | None = None
    wants_siblings_together: bool = False
    wants_school_kept: bool = False
    foster_family: FosterFamily | None = None
    # Values of the desks that were compared side by side, and reasons against lower offers by their ids.
    compared: Collection[str] = ()
    why_not: Mapping[int, str] = field(default_factory=dict)


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
    asked: Asked | None = None,
    draft: Referral | None = None,
    by: User,
) -> Referral:
    """Choose an offer for a child's need and say why not a lower step; step and price say who has to approve it.

    The list that was chosen from is kept as it stood that day.
    """
    must_reach(case, by)
    case = locked_case(case)
    asked = asked or Asked()
    # Offers above the one that is chosen are kept only when they were compared with it.
    choices = _choices(case, asked, on, highest_step=None if asked.compared else offer.step_id)
    price = next((choice.weekly_price for choice in choices if choice.offer.pk == offer.pk), None)
    approver = approval_rules.approver(offer.step_id, price, _limits(), is_leader=by.role == Role.TEAM_LEADER)
    status = approval_rules.status_after_referring(approver)
    referral = Referral(case=case) if draft is None else locked_referral(_own(draft, case), to=status, case=case)
    need = must_say(need, field="need", ask=_("Skriv, hvad barnet har brug for."))
    why_not_lower = rules.must_say_why_not_lower(offer.step_id, why_not_lower)
    must_be_in_order(on, case.opened_on, field="made_on", what=_("sagens åbning"))
    must_be_spoken_with(case, on=on)
    givers = must_be_offered(offer, department, on=on)
    _must_name_a_family(givers, asked.foster_family, child=case.child_id, on=on)
    _must_be_the_only_one(case, offer, department)
    referral.status, referral.step_id, referral.offer, referral.department = status, offer.step_id, offer, department
    referral.need, referral.why_not_lower, referral.made_on, referral.made_by = need, why_not_lower, on, by
    referral.wanted_offer = wanted_offer if wanted_offer != offer else None
    referral.target_group, referral.foster_family = asked.target_group, asked.foster_family
    referral.wants_siblings_together = asked.wants_siblings_together
    referral.wants_school_kept = asked.wants_school_kept
    referral.approver_role, referral.returned_reason = approver, ""
    referral.save()
    keep_considered(
        referral, choices, compared=asked.compared, why_not=asked.why_not, is_made_again=draft is not None
    )  # fmt: skip
    record("referral.made", referral, by=by, why=why_not_lower)
    return referral


@action(Permission.HOLD_REVIEW)
def prepare_referral(*, case: Case, step: Step, need: str, on: date, by: User) -> Referral:
    """Open the referral that a review's move asks for, filled in and without an offer yet.

    The review is a referral's own reason; its words are carried over, so that nothing is typed twice.
    """
    must_reach(case, by)
    case = locked_case(case)
    need = must_say(need, field="need", ask=_("Skriv, hvad barnet har brug for."))
    referral = Referral.objects.create(
        case=case, status=ReferralStatus.DRAFT, step=step, need=need, why_not_lower=need, made_on=on, made_by=by
    )
    record("referral.prepared", referral, by=by)
    return referral


@action(Permission.REFER)
def withdraw_referral(*, referral: Referral, reason: str, on: date, by: User) -> Referral:
    """Take a referral back before help has begun; its place becomes free, and it leaves the line."""
    must_reach(referral.case, by)
    _capacities, referral = locked_in_line(referral, to=ReferralStatus.WITHDRAWN)
    reason = must_say(reason, field="reason", ask=_("Skriv, hvorfor visitationen trækkes tilbage."))
    must_be_in_order(on, referral.made_on, field="on", what=_("visitationen"))
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


def _choices(case: Case, asked: Asked, on: date, *, highest_step: int | None) -> list[Choice]:
    need = need_of(
        case, on=on, target_group=asked.target_group, wants_siblings_together=asked.wants_siblings_together,
        wants_school_kept=asked.wants_school_kept,
    )  # fmt: skip
    return fitting_offers(case, on=on, need=need, highest_step=highest_step)


def _limits() -> list[approval_rules.Limit]:
    rows = ApprovalLimit.objects.order_by("pk").values_list("role", "highest_step", "highest_weekly_price")
    return [approval_rules.Limit(*row) for row in rows]


def _must_name_a_family(givers: set[int | None], family: FosterFamily | None, *, child: int, on: date) -> None:
    """Where only families give the offer, one of them is asked; it gives it there, approved that day for the child."""
    if family is None:
        if None not in givers:
            raise RuleBroken(_("Vælg den familie, der skal spørges."), field="offer")
    elif not family.is_approved(on=on) or family.pk not in givers:
        raise RuleBroken(
            _("%(family)s kan ikke tage imod et barn her nu. Vælg en anden familie.") % {"family": family.name},
            field="offer",
        )
    else:
        place_rules.must_be_its_child(family=family.name, takes=family.takes(child))


def _must_be_the_only_one(case: Case, offer: Offer, department: Department) -> None:
    """One child is not referred twice at once to the same help; the case's row is locked meanwhile."""
    waiting = Referral.objects.under_way().exclude(status=ReferralStatus.DRAFT)
    if waiting.filter(case=case, offer=offer, department=department).exists():
        raise RuleBroken(
            _("Barnet er allerede visiteret til %(offer)s. Træk den tidligere tilbage, før du laver en ny.")
            % {"offer": offer.name},
            field="offer",
        )
