"""What happens to a referral until it is answered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.access import open_referral_for, referral_for
from interventions.actions import withdraw_referral
from interventions.approving import may_approve
from interventions.considered import considered
from interventions.enums import ReferralStatus, Side
from interventions.forms.referral import WithdrawForm
from interventions.models import Referral
from interventions.models.admission import points_of
from interventions.moved import moved
from interventions.rules import may_become
from interventions.standing import number_offset

TAB = "interventions:interventions"


@page(Permission.SEE_CASE, load=referral_for)
def referral(request: Request, referral: Referral) -> HttpResponse:
    """Where a referral stands, and the next thing to do with it."""
    case, user = referral.case, request.user
    is_awaiting = referral.status == ReferralStatus.AWAITING_APPROVAL
    is_approver = is_awaiting and may_approve(referral, user, on=timezone.localdate())
    is_own = referral.made_by_id == user.pk
    may_act = case.is_open and user.may(Permission.REFER)
    off_its_step = moved(referral)
    context = {
        "case": case,
        "referral": referral,
        "header": header(request, case, tab=TAB),
        "place_offer": referral.place_offers.select_related("capacity__foster_family").order_by("-pk").first(),
        "points": points_of(referral),
        "side": Side.AUTHORITY if may_act else "",
        "may_act": may_act,
        "may_complete": may_act and referral.status == ReferralStatus.DRAFT,
        "may_approve": case.is_open and is_approver and not is_own,
        "is_own": is_approver and is_own,
        "lines": considered(referral),
        "moved": off_its_step,
        "may_start": may_act and referral.status == ReferralStatus.ACCEPTED and not off_its_step,
        "may_choose_again": may_act and referral.status in {ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN},
        "may_withdraw": may_act and may_become(referral.status, ReferralStatus.WITHDRAWN),
        "today": timezone.localdate(),
        "offset": number_offset(),
    }
    return show(request, "interventions/referral.html", context)


@page(Permission.REFER, load=open_referral_for)
def withdraw(request: Request, referral: Referral) -> HttpResponse:
    """Take a referral back; the page says first what will happen."""
    if request.method == "GET" and not may_become(referral.status, ReferralStatus.WITHDRAWN):
        raise Http404
    form = WithdrawForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            withdraw_referral(referral=referral, on=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Visitationen er trukket tilbage."))
            return redirect(TAB, referral.case.number)
    return _decide(request, referral, "interventions/withdraw.html", form)


def _decide(request: Request, referral: Referral, template: str, form: Any) -> HttpResponse:
    context = {
        "form": form,
        "referral": referral,
        "case": referral.case,
        "header": header(request, referral.case, tab=TAB),
        "offset": number_offset(),
    }
    return show(request, template, context)
