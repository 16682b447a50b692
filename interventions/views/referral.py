"""Choosing an offer for a child, and what happens to the referral until it is answered."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import open_case_for
from cases.header import header
from cases.models import Case
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.access import open_referral_for, referral_for
from interventions.actions import approve_referral, refer, return_referral, withdraw_referral
from interventions.choosing import Choice, fitting_offers, methods, not_spoken_with_since
from interventions.enums import ReferralStatus
from interventions.forms.referral import ApproveForm, ReferForm, WithdrawForm
from interventions.models import Referral, Step
from interventions.rules import may_become
from interventions.standing import number_offset

TAB = "interventions:interventions"


@page(Permission.REFER, load=open_case_for)
def choose(request: Request, case: Case) -> HttpResponse:
    """Need first, then the offers that fit, least intrusive first; a draft from a review comes filled in."""
    today = timezone.localdate()
    draft = _draft(request, case)
    kinds = methods()
    kind = request.GET.get("art", "")
    choices = fitting_offers(case, on=today, need_method=kind if kind in dict(kinds) else None)
    about = f"{case.number}:{draft.pk}" if draft else case.number
    form = ReferForm.at(request, about=about, choices=choices, draft_referral=draft)
    if request.method == "POST" and form.is_valid():
        answers = form.answers
        answers["offer"], department = form.chosen
        with form.refusals():
            made = refer(case=case, department=department, on=today, draft=draft, by=request.user, **answers)
            messages.success(request, _("Visitationen er sendt."))
            return redirect("interventions:referral", made.pk)
    shown_header = header(request, case, tab=TAB)
    offset = number_offset()
    context = {
        "case": case,
        "form": form,
        "draft": draft,
        "header": shown_header,
        "groups": _groups(choices, offset),
        "treads": _treads(choices, offset),
        "picked": form["offer"].value() or "",
        "kinds": kinds,
        "kind": kind,
        "speak_since": not_spoken_with_since(case, on=today),
        "offset": offset,
    }
    return show(request, "interventions/choose.html", context)


@page(Permission.SEE_CASE, load=referral_for)
def referral(request: Request, referral: Referral) -> HttpResponse:
    """Where a referral stands, and the next thing to do with it."""
    case, user = referral.case, request.user
    is_leader = user.may(Permission.APPROVE_REFERRAL) and referral.made_by_id != user.pk
    may_act = case.is_open and user.may(Permission.REFER)
    context = {
        "case": case,
        "referral": referral,
        "header": header(request, case, tab=TAB),
        "may_complete": may_act and referral.status == ReferralStatus.DRAFT,
        "may_approve": case.is_open and is_leader and referral.status == ReferralStatus.AWAITING_APPROVAL,
        "is_own": user.may(Permission.APPROVE_REFERRAL) and not is_leader,
        "may_start": may_act and referral.status == ReferralStatus.ACCEPTED,
        "may_choose_again": may_act and referral.status in {ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN},
        "may_withdraw": may_act and may_become(referral.status, ReferralStatus.WITHDRAWN),
        "today": timezone.localdate(),
        "offset": number_offset(),
    }
    return show(request, "interventions/referral.html", context)


@page(Permission.APPROVE_REFERRAL, load=open_referral_for)
def approve(request: Request, referral: Referral) -> HttpResponse:
    """The team leader approves a referral to steps 3 to 5 or sends it back."""
    form = ApproveForm.at(request)
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate()
        with form.refusals():
            if form.answers["decision"] == "approve":
                approve_referral(referral=referral, on=today, by=request.user)
                messages.success(request, _("Visitationen er godkendt og sendt til udføreren."))
            else:
                return_referral(referral=referral, reason=form.answers["reason"], on=today, by=request.user)
                messages.success(request, _("Visitationen er sendt tilbage til rådgiveren."))
            return redirect("interventions:referral", referral.pk)
    return _decide(request, referral, "interventions/approve.html", form)


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


def _draft(request: Request, case: Case) -> Referral | None:
    """The draft named in the address, when it is this case's and still one; else 404."""
    named = request.GET.get("udkast", "")
    if not named:
        return None
    if not (named.isascii() and named.isdigit()) or len(named) > 18:
        raise Http404
    drafts = Referral.objects.visible_to(request.user).filter(case=case)
    found = get_object_or_404(drafts.select_related("step", "offer", "department"), pk=int(named))
    if found.status != ReferralStatus.DRAFT and request.method == "GET":
        raise Http404
    return found


def _groups(choices: list[Choice], offset: int) -> list[dict[str, Any]]:
    """The offers step by step: those that fit, and folded below them those that do not."""
    groups = []
    for step, of_step in groupby(choices, key=lambda choice: choice.offer.step):
        listed = list(of_step)
        groups.append(
            {
                "step": step,
                "number": step.pk + offset,
                "fitting": [choice for choice in listed if choice.fits],
                "others": [choice for choice in listed if not choice.fits],
            }
        )
    return groups


def _treads(choices: list[Choice], offset: int) -> list[dict[str, Any]]:
    """The chooser's six treads with how many offers fit on each."""
    fitting = [choice.offer.step_id for choice in choices if choice.fits]
    return [
        {
            "number": step.pk + offset,
            "name": step.short_name,
            "count": fitting.count(step.pk),
            "url": f"#trin-{step.pk}",
        }
        for step in Step.objects.order_by("pk")
    ]
