"""Approve a referral or send it back; how far each role's word goes, and who stands in for a leader."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission, Role
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions import approval_rules
from interventions.actions.locking import locked_referral, must_be_offered
from interventions.approving import must_approve
from interventions.enums import ReferralStatus
from interventions.models import ApprovalDelegation, ApprovalLimit, Referral
from interventions.moved import must_not_be_moved


@action(Permission.APPROVE_REFERRAL)
def approve_referral(*, referral: Referral, on: date, by: User) -> Referral:
    """Let a referral go to the provider; never one's own."""
    referral = _locked(referral, ReferralStatus.SENT, on=on, by=by)
    if referral.offer is None or referral.department is None:
        raise RuleBroken(_("Visitationen har intet tilbud endnu. Send den tilbage til rådgiveren."))
    must_be_in_order(on, referral.made_on, field="on", what=_("visitationen"))
    must_be_offered(referral.offer, referral.department, on=on)
    must_not_be_moved(referral, is_awaiting=True)
    referral.approved_on, referral.approved_by = on, by
    referral.save(update_fields=["status", "approved_on", "approved_by"])
    record("referral.approved", referral, by=by)
    return referral


@action(Permission.APPROVE_REFERRAL)
def return_referral(*, referral: Referral, reason: str, on: date, by: User) -> Referral:
    """Send a referral back to the caseworker with what is missing; it becomes a draft again."""
    referral = _locked(referral, ReferralStatus.DRAFT, on=on, by=by)
    reason = must_say(reason, field="reason", ask=_("Skriv, hvad rådgiveren skal se på, før du kan godkende."))
    must_be_in_order(on, referral.made_on, field="on", what=_("visitationen"))
    referral.returned_reason = reason
    referral.save(update_fields=["status", "returned_reason"])
    record("referral.returned", referral, by=by, why=reason)
    return referral


@action(Permission.SET_APPROVAL_LIMITS)
def set_approval_limit(
    *, limit: ApprovalLimit, highest_step: int, highest_weekly_price: int | None, seen_version: int, by: User
) -> ApprovalLimit:
    """Say how far a role's own word goes; steps 3 to 5 can never be the caseworker's alone."""
    limit = ApprovalLimit.objects.select_for_update().get(pk=limit.pk)
    if limit.version != seen_version:
        raise RuleBroken(_("Grænsen er ændret imens. Her er den, som den er nu. Se den efter, og gem igen."))
    if limit.role == Role.CASEWORKER and highest_step >= approval_rules.FIRST_APPROVED_STEP:
        raise RuleBroken(_("Trin 3–5 skal altid godkendes af teamlederen."), field="highest_step")
    limit.highest_step, limit.highest_weekly_price = highest_step, highest_weekly_price
    limit.version += 1
    limit.save(update_fields=["highest_step", "highest_weekly_price", "version"])
    record("approval_limit.set", limit, by=by)
    return limit


@action(Permission.DELEGATE_APPROVAL)
def delegate_approval(*, to: User, since: date, until: date, reason: str, on: date, by: User) -> ApprovalDelegation:
    """Let a caseworker of the team, or another team's leader, approve in the leader's place for some days."""
    if by.team is None:
        raise PermissionDenied(_("Du leder ikke et team."))
    is_colleague = to.role == Role.CASEWORKER and to.team_id == by.team_id
    approval_rules.must_be_delegated(
        since, until, today=on, is_oneself=to.pk == by.pk,
        may_stand_in=to.is_active and (is_colleague or to.role == Role.TEAM_LEADER),
    )  # fmt: skip
    reason = must_say(reason, field="reason", ask=_("Skriv hvorfor, fx ferie."))
    lent = ApprovalDelegation.objects.create(
        team=by.team, to=to, since=since, until=until, reason=reason, given_by=by
    )  # fmt: skip
    record("approval.delegated", lent, by=by, why=reason)
    return lent


@action(Permission.DELEGATE_APPROVAL)
def withdraw_delegation(*, delegation: ApprovalDelegation, by: User) -> ApprovalDelegation:
    """Take the leader's word back at once; what was approved meanwhile stands."""
    delegation = ApprovalDelegation.objects.select_for_update().get(pk=delegation.pk)
    if delegation.team_id != by.team_id:
        raise PermissionDenied(_("Stedfortræderen hører til et andet team."))
    if delegation.is_withdrawn:
        raise RuleBroken(_("Stedfortræderen er allerede trukket tilbage."))
    delegation.is_withdrawn = True
    delegation.save(update_fields=["is_withdrawn"])
    record("delegation.withdrawn", delegation, by=by)
    return delegation


def _locked(referral: Referral, to: ReferralStatus, *, on: date, by: User) -> Referral:
    """The referral locked and moved on; what is asked of it is asked of the row as it is then, not as it was read."""
    referral = locked_referral(referral, to=to)
    if by.role == Role.TEAM_LEADER:
        # A leader's own goes to the manager; that it is an own one says more than whose it is to approve.
        approval_rules.must_not_be_own(referral.made_by_id, by.pk)
    must_approve(referral, by, on=on)
    approval_rules.must_not_be_own(referral.made_by_id, by.pk)
    return referral
