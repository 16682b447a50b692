"""Approving a referral on the very list it was chosen from; the limits of each role's word; a leader's stand-ins."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.days import long_date
from herning.web.pages import page, show
from interventions import actions
from interventions.approving import referral_to_approve_for
from interventions.considered import considered_since
from interventions.enums import ReferralStatus
from interventions.forms.approval import DelegationForm, LimitForm, WithdrawDelegationForm
from interventions.forms.referral import ApproveForm
from interventions.models import ApprovalDelegation, ApprovalLimit, Referral
from interventions.moved import moved
from interventions.standing import number_offset

TAB = "interventions:interventions"


@page(Permission.APPROVE_REFERRAL, load=referral_to_approve_for)
def approve(request: Request, referral: Referral) -> HttpResponse:
    """Approve a referral or send it back, seeing the list as the caseworker saw it and what has changed since."""
    today = timezone.localdate()
    if request.method == "GET" and referral.status != ReferralStatus.AWAITING_APPROVAL:
        # A page gone back to, or a second tab: the question has been answered.
        said = _("Der er taget stilling: visitationen er nu “%(status)s”.")
        messages.info(request, said % {"status": referral.get_status_display()})
        return _onward(referral)
    form = ApproveForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            if form.answers["decision"] == "approve":
                actions.approve_referral(referral=referral, on=today, by=request.user)
                messages.success(request, _("Visitationen er godkendt og sendt til udføreren."))
            else:
                actions.return_referral(referral=referral, reason=form.answers["reason"], on=today, by=request.user)
                messages.success(request, _("Visitationen er sendt tilbage til rådgiveren."))
            return _onward(referral)
    shown_header = header(request, referral.case, tab=TAB)
    if referral.reached_by == "delegate":
        # A stand-in reads this referral and no other page of the case.
        shown_header |= {"tabs": [], "action_url": ""}
    context = {
        "form": form,
        "referral": referral,
        "case": referral.case,
        "header": shown_header,
        "lines": considered_since(referral, on=today),
        "moved": moved(referral),
        "offset": number_offset(),
    }
    return show(request, "interventions/approve.html", context)


def _onward(referral: Referral) -> HttpResponse:
    """Back to the referral; a stand-in, who reads it no more, to the start page."""
    if referral.reached_by == "delegate":
        return redirect("dashboards:start")
    return redirect("interventions:referral", referral.pk)


@page(Permission.SET_APPROVAL_LIMITS)
def approval_limits(request: Request) -> HttpResponse:
    """Who may say yes to what, role by role."""
    limits = {limit.role: limit for limit in ApprovalLimit.objects.order_by("pk")}
    order = ["caseworker", "team_leader", "manager"]
    context = {"limits": [limits[role] for role in order if role in limits], "offset": number_offset()}
    return show(request, "interventions/approval_limits.html", context)


@page(Permission.SET_APPROVAL_LIMITS)
def set_approval_limit(request: Request, role: str) -> HttpResponse:
    """Set one role's limit; the manager is the last to be asked and has none."""
    limit = get_object_or_404(ApprovalLimit, pk=role)
    if limit.role == "manager":
        raise Http404
    form = LimitForm.at(request, limit=limit, offset=number_offset())
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_approval_limit(limit=limit, by=request.user, **form.answers)
            messages.success(request, _("Grænsen er gemt. Den gælder for visitationer fra nu af."))
            return redirect("interventions:approval_limits")
    return show(request, "interventions/set_approval_limit.html", {"limit": limit, "form": form})


def _lent(lent: ApprovalDelegation, today: date) -> str:
    about = {"name": lent.to.name, "since": long_date(lent.since), "until": long_date(lent.until)}
    if lent.since > today:
        return _("%(name)s kan godkende i dit sted fra %(since)s til og med %(until)s.") % about
    return _("%(name)s kan nu godkende i dit sted til og med %(until)s.") % about


@page(Permission.DELEGATE_APPROVAL)
def delegations(request: Request) -> HttpResponse:
    """Who approves in the leader's place now, later and before; and a form for another one."""
    today = timezone.localdate()
    form = DelegationForm.at(request, leader=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            lent = actions.delegate_approval(on=today, by=request.user, **form.answers)
            messages.success(request, _lent(lent, today))
            return redirect("interventions:delegations")
    rows = ApprovalDelegation.objects.visible_to(request.user).select_related("to").order_by("-until", "-pk")[:30]
    return show(request, "interventions/delegations.html", {"form": form, "rows": list(rows), "today": today})


@page(Permission.DELEGATE_APPROVAL)
def withdraw_delegation(request: Request, pk: int) -> HttpResponse:
    """Take the leader's word back; asked first, because it holds at once."""
    own = ApprovalDelegation.objects.visible_to(request.user).filter(team=request.user.team_id)
    delegation = get_object_or_404(own.select_related("to"), pk=pk)
    if request.method == "GET" and delegation.is_withdrawn:
        raise Http404
    form = WithdrawDelegationForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.withdraw_delegation(delegation=delegation, by=request.user)
            messages.success(request, _("%(name)s kan ikke længere godkende.") % {"name": delegation.to.name})
            return redirect("interventions:delegations")
    return show(request, "interventions/withdraw_delegation.html", {"delegation": delegation, "form": form})
