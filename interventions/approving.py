"""Who approves a referral: by role and reach, or because the team's leader has lent its word; never an own one."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import relation
from herning.accounts.models import User
from herning.accounts.permissions import Permission, Role
from herning.accounts.request import Request
from interventions.access import REFERRAL_PARTS
from interventions.models import ApprovalDelegation, Referral


def may_approve(referral: Referral, user: Any, *, on: date) -> bool:
    """Whether the referral's approval is this person's to give; whose own it is, is asked elsewhere."""
    if not user.may(Permission.APPROVE_REFERRAL):
        return False
    if referral.approver_role == Role.MANAGER or user.role == Role.MANAGER:
        return bool(referral.approver_role == user.role)
    if user.role == Role.TEAM_LEADER and user.team_id == referral.case.team_id:
        return True
    return ApprovalDelegation.objects.in_force(on=on).filter(to=user, team=referral.case.team_id).exists()


def must_approve(referral: Referral, by: User, *, on: date) -> None:
    """Raise `PermissionDenied` unless the approval is this person's to give."""
    if not may_approve(referral, by, on=on):
        asked = _("lederen") if referral.approver_role == Role.MANAGER else _("teamlederen")
        raise PermissionDenied(
            _("Visitationen skal godkendes af %(asked)s eller en stedfortræder. Bed om det der.") % {"asked": asked}
        )


def referral_to_approve_for(request: Request, *, pk: int) -> Referral:
    """A referral in an open case whose approval is this person's; 404 where not even the case is within reach."""
    user, today = request.user, timezone.localdate()
    found = get_object_or_404(Referral.objects.select_related(*REFERRAL_PARTS, "target_group", "foster_family"), pk=pk)
    if not found.case.is_open:
        raise Http404
    if not may_approve(found, user, on=today):
        if not Referral.objects.visible_to(user).filter(pk=pk).exists():
            raise Http404
        must_approve(found, user, on=today)
    found.reached_by = found.case.reached_by = _relation(found, user)
    return found


def _relation(referral: Referral, user: Any) -> str:
    """By what right the page is read: a stand-in for the leader reads this referral, and the log says so."""
    is_own = user.role == Role.CASEWORKER and referral.case.caseworker_id != user.pk
    return "delegate" if is_own else relation(referral.case, user)
