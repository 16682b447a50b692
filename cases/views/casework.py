"""Conversation, consent and investigation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import rules
from cases.access import consent_for, investigation_for, open_case_for
from cases.actions import (
    begin_investigation,
    finish_investigation,
    hold_conversation,
    record_consent,
    waive_conversation,
    withdraw_consent,
)
from cases.forms.casework import (
    BeginInvestigationForm,
    ConsentForm,
    ConversationForm,
    FinishInvestigationForm,
    WithdrawConsentForm,
)
from cases.models import Case, ChildInvestigation, Consent
from cases.models.investigation import became_aware_on
from cases.views.acting import act
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.days import long_date
from herning.web.forms import HouseForm
from herning.web.pages import page


@page(Permission.SPEAK_WITH_CHILD, load=open_case_for)
def conversation(request: Request, case: Case) -> HttpResponse:
    """Keep what the child said, or why it was not asked."""
    form = ConversationForm.at(request, about=case.number, is_unborn=case.child.is_unborn)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            _keep_conversation(request, case, **form.answers)
            messages.success(request, _("Samtalen er gemt."))
            return redirect("cases:journal", case.number)
    lead = _("Barnet høres før hver afgørelse (Barnets lov § 5). Mindre børn kan høres ved observation eller leg.")
    heading = _("Samtale med %(name)s") % {"name": case.child.first_name}
    return _in_journal(request, form, case, heading=heading, lead=lead)


def _keep_conversation(
    request: Request, case: Case, *, is_held: bool, on: Any, reason: str, words: str = "", place: str = "",
    companion: str = "",
) -> None:  # fmt: skip
    if is_held:
        hold_conversation(case=case, on=on, words=words, place=place, companion=companion, by=request.user)
    else:
        waive_conversation(case=case, on=on, reason=reason, by=request.user)


@page(Permission.RECORD_CONSENT, load=open_case_for)
def consent(request: Request, case: Case) -> HttpResponse:
    """Keep a consent."""
    today = timezone.localdate()
    custodies = case.child.custodies.held(on=today).select_related("holder").order_by("holder__sort_name", "pk")
    holders = [custody.holder for custody in custodies]
    form = ConsentForm.at(request, about=case.number, case=case, holders=holders, today=today)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            record_consent(case=case, by=request.user, **form.answers)
            messages.success(request, _("Samtykket er registreret."))
            return redirect("cases:journal", case.number)
    lead = _("Samtykke gives af den, der har forældremyndigheden, og fra 15 år også af den unge selv.")
    if case.child.is_unborn:
        lead += " " + _("Barnet er ufødt: forældremyndighed begynder ved fødslen, og først da kan der gives samtykke.")
    elif rules.is_of_age(case.child.born_on, on=today):
        lead = _("Den unge er fyldt 18 år og myndig. Kun den unge selv giver samtykke.")
    elif not holders:
        lead += " " + _("Ingen er registreret med forældremyndighed. Tilføj dem under Familie og netværk først.")
    return _in_journal(request, form, case, heading=_("Samtykke"), lead=lead)


@page(Permission.RECORD_CONSENT, load=consent_for)
def withdraw_consent_page(request: Request, consent: Consent) -> HttpResponse:
    """A consent is withdrawn."""
    form = WithdrawConsentForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            withdraw_consent(consent=consent, by=request.user, **form.answers)
            messages.success(request, _("Det er registreret, at samtykket er trukket tilbage."))
            return redirect("cases:journal", consent.case.number)
    lead = _("%(kind)s, givet %(day)s. Samtykket bliver stående med begge datoer.") % {
        "kind": consent.get_kind_display(),
        "day": long_date(consent.given_on),
    }
    return _in_journal(request, form, consent.case, heading=_("Træk et samtykke tilbage"), lead=lead)


@page(Permission.INVESTIGATE, load=open_case_for)
def investigation(request: Request, case: Case) -> HttpResponse:
    """Begin a child investigation; an unfinished one is finished first."""
    current = case.investigations.filter(finished_on=None).first()
    if current is not None and request.method != "POST":
        return redirect("cases:finish_investigation", case.number, current.pk)
    aware_on = became_aware_on(case, on=timezone.localdate())
    form = BeginInvestigationForm.at(request, about=case.number, initial={"aware_on": aware_on})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            begin_investigation(case=case, by=request.user, **form.answers)
            messages.success(request, _("Undersøgelsen er begyndt."))
            return redirect("cases:journal", case.number)
    lead = _("Blev kommunen opmærksom %(aware)s, skal den være færdig %(day)s: fire måneder efter (§ 20).") % {
        "aware": long_date(aware_on),
        "day": long_date(rules.investigation_due(aware_on)),
    }
    return _in_journal(request, form, case, heading=_("Begynd en børnefaglig undersøgelse"), lead=lead)


@page(Permission.INVESTIGATE, load=investigation_for)
def finish_investigation_page(request: Request, investigation: ChildInvestigation) -> HttpResponse:
    """Finish a child investigation with its reasoned position."""
    form = FinishInvestigationForm.at(request, about=investigation.case.number)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            finish_investigation(investigation=investigation, by=request.user, **form.answers)
            messages.success(request, _("Undersøgelsen er afsluttet."))
            return redirect("cases:journal", investigation.case.number)
    lead = _("Frist %(day)s: fire måneder efter, kommunen blev opmærksom (Barnets lov § 20).") % {
        "day": long_date(investigation.due_on)
    }
    heading = _("Børnefaglig undersøgelse")
    return _in_journal(request, form, investigation.case, heading=heading, lead=lead, quote=investigation.why)


def _in_journal(request: Request, form: HouseForm, case: Case, **shown: Any) -> HttpResponse:
    back = reverse("cases:journal", args=[case.number])
    return act(request, form, back=back, case=case, tab="cases:journal", **shown)
