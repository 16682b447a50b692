"""The help in one case: what runs, what is on its way, what has been; and how help begins and ends."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import case_for
from cases.header import header
from cases.models import Case
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.access import accepted_referral_for, active_intervention_for
from interventions.actions import change_placement, end_intervention, start_intervention, start_placement
from interventions.decided_end import DecidedEnd, decided_end
from interventions.ending import ending_of
from interventions.enums import EndReason, LegalBasis, ReferralStatus, Side
from interventions.exit_rules import ExitLevel, exit_level, exit_words
from interventions.forms.help import ChangePlacementForm, EndForm, PlacementForm, StartForm
from interventions.models import Intervention, Placement, Referral
from interventions.models.admission import points_of
from interventions.moved import moved
from interventions.placement_facts import checklist
from interventions.standing import number_offset

TAB = "interventions:interventions"


@page(Permission.SEE_CASE, load=case_for)
def interventions(request: Request, case: Case) -> HttpResponse:
    """All help in the case, the running first and of it the highest step first: it is the step the child is on."""
    helps = Intervention.objects.visible_to(request.user).filter(case=case)
    given = list(
        helps.with_exit()
        .select_related("offer", "department", "step", "next_step", "next_offer", "placement__child")
        .order_by("-starts_on", "-pk")
    )
    today = timezone.localdate()
    for help_ in given:
        help_.exit_words = _exit_words(help_, today)  # type: ignore[attr-defined]  # shown by the template
    referrals = Referral.objects.visible_to(request.user).filter(case=case).exclude(status=ReferralStatus.STARTED)
    shown = ("offer", "department", "step", "wanted_offer", "case__child")
    sent = list(referrals.select_related(*shown).order_by("-made_on", "-pk"))
    over = {ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN}
    context = {
        "case": case,
        "header": header(request, case, tab=TAB),
        "running": sorted((help_ for help_ in given if help_.ends_on is None), key=lambda help_: -help_.step_id),
        "ended": [help_ for help_ in given if help_.ends_on is not None],
        "under_way": [referral for referral in sent if referral.status not in over],
        "came_to_nothing": [referral for referral in sent if referral.status in over],
        "may_act": case.is_open and request.user.may(Permission.REFER),
        "today": today,
        "offset": number_offset(),
    }
    return show(request, "interventions/interventions.html", context)


def _exit_words(given: Any, on: date) -> str:
    """The warning of help above step 0 that is near its end and not ready, or past it; else nothing."""
    level = exit_level(given.exits_on, on=on)
    if not given.step_id or level == ExitLevel.NONE or (given.is_exit_ready and level != ExitLevel.OVERRUN):
        return ""
    return exit_words(given.exits_on, is_ready=given.is_exit_ready, on=on)


@page(Permission.START_INTERVENTION, load=accepted_referral_for)
def start(request: Request, referral: Referral) -> HttpResponse:
    """Help that was accepted begins; an offer that is a placement in law asks for the law's fields too."""
    if referral.offer is not None and referral.offer.is_legal_placement:
        return _start_placement(request, referral)
    form = StartForm.at(request, about=str(referral.pk), referral=referral)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            start_intervention(referral=referral, today=timezone.localdate(), by=request.user, **form.answers)
            return _begun(request, referral)
    return _show_start(request, referral, form, {})


def _start_placement(request: Request, referral: Referral) -> HttpResponse:
    """The checklist stands beside the form; a child that is placed already changes placement instead."""
    running = Placement.objects.visible_to(request.user).running().filter(child=referral.case.child_id)
    previous = running.select_related("intervention__offer", "intervention__case", "child").first()
    about, today = str(referral.pk), timezone.localdate()
    form: PlacementForm
    if previous is None:
        form = PlacementForm.at(request, about=about, referral=referral)
    else:
        form = ChangePlacementForm.at(request, about=about, referral=referral, previous=previous)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            if previous is None:
                start_placement(referral=referral, today=today, by=request.user, **form.answers)
            else:
                change_placement(placement=previous, referral=referral, today=today, by=request.user, **form.answers)
            return _begun(request, referral)
    asked = form["legal_basis"].value() or LegalBasis.CONSENT
    meant = Placement(child=referral.case.child, starts_on=today, legal_basis=asked, previous=previous)
    meant.carry_over()
    points = checklist(meant, referral)
    return _show_start(
        request, referral, form, {"points": points, "asked": True, "previous": previous}
    )  # fmt: skip


def _begun(request: Request, referral: Referral) -> HttpResponse:
    messages.success(request, _("Hjælpen er i gang. Næste opfølgning planlægges af sig selv."))
    return redirect(TAB, referral.case.number)


def _show_start(request: Request, referral: Referral, form: StartForm, also: dict[str, Any]) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "referral": referral,
        "case": referral.case,
        "header": header(request, referral.case, tab=TAB),
        "moved": moved(referral),
        "open_points": points_of(referral).filter(done_on=None),
        "side": Side.AUTHORITY,
        "today": timezone.localdate(),
        "offset": number_offset(),
    }
    return show(request, "interventions/start.html", context | also)


@page(Permission.END_INTERVENTION, load=active_intervention_for)
def end(request: Request, intervention: Intervention) -> HttpResponse:
    """Say that help has ended and why; the page says first what will happen."""
    decided = decided_end(intervention.case)
    initial = {"reason": EndReason.FINISHED, "text": decided.reason} if decided else {}
    ending = ending_of(intervention, on=timezone.localdate())
    form = EndForm.at(request, about=str(intervention.pk), initial=initial, ending=ending)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            end_intervention(intervention=intervention, today=timezone.localdate(), by=request.user, **form.answers)
            return _ended(request, intervention.case, decided)
    form.offer_what_explains()
    context = {
        "form": form,
        "intervention": intervention,
        "case": intervention.case,
        "decided": decided,
        "ends_elsewhere": ending is not None and EndReason.FINISHED not in form.offered,
        "is_return_decided": ending is not None and ending.is_return_decided,
        "header": header(request, intervention.case, tab=TAB) | {"action_url": ""},
        "offset": number_offset(),
    }
    return show(request, "interventions/end.html", context)


def _ended(request: Request, case: Case, decided: DecidedEnd | None) -> HttpResponse:
    """What was decided to end is finished where the last of the help has ended; else there may be more to end."""
    still_helped = Intervention.objects.visible_to(request.user).filter(case=case, ends_on=None).exists()
    if decided is None or still_helped:
        messages.success(request, _("Indsatsen er afsluttet."))
        return redirect(TAB, case.number)
    messages.success(request, _("Indsatsen er afsluttet. Luk nu sagen, og skriv, hvem familien kan kontakte."))
    return redirect(decided.url)
