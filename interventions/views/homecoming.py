"""A placement breaks down or leads home."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.days import long_date
from herning.web.pages import page
from interventions import actions, care_rules
from interventions.forms.care import BreakdownForm, CompleteReturnForm, LearningForm, ReturnForm
from interventions.models import Breakdown, Placement, Return
from interventions.placement_access import breakdown_for, return_for, running_placement_for
from interventions.planned import plan_agreed_on
from interventions.views.care import show_act


@page(Permission.RECORD_BREAKDOWN, load=running_placement_for)
def record_breakdown(request: Request, placement: Placement) -> HttpResponse:
    """Write down that the placement broke down; the page says first what will happen."""
    form = BreakdownForm.at(request, about=str(placement.pk))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.record_breakdown(
                placement=placement, today=timezone.localdate(), by=request.user, **form.answers
            )  # fmt: skip
            messages.success(request, _("Sammenbruddet er registreret, og anbringelsen er ophørt."))
            return redirect("interventions:placement", placement.pk)
    lead = _("Anbringelsen ophører den dag, og pladsen bliver fri. Inden fire uger skriver I, hvad I har lært.")
    return show_act(request, placement, form, _("Registrér sammenbrud"), lead=lead)


@page(Permission.RECORD_BREAKDOWN, load=breakdown_for)
def learn_from_breakdown(request: Request, breakdown: Breakdown) -> HttpResponse:
    """Write what it taught."""
    form = LearningForm.at(request, about=str(breakdown.pk))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.learn_from_breakdown(
                breakdown=breakdown, on=timezone.localdate(), by=request.user, **form.answers
            )  # fmt: skip
            messages.success(request, _("Læringen er skrevet."))
            return redirect("interventions:placement", breakdown.placement_id)
    lead = _("Sammenbrud %(day)s. Spørg barnet, familien og stedet, før du skriver.") % {"day": long_date(breakdown.on)}
    return show_act(
        request, breakdown.placement, form, _("Hvad har vi lært?"), lead=lead, also={"breakdown": breakdown}
    )


@page(Permission.DECIDE_RETURN, load=running_placement_for)
def decide_return(request: Request, placement: Placement) -> HttpResponse:
    """Decide that the child goes home."""
    form = ReturnForm.at(request, about=str(placement.pk))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.decide_return(placement=placement, today=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Hjemgivelsen er besluttet."))
            return redirect("interventions:placement", placement.pk)
    lead = _("Perioden er højst seks måneder. Barnet bliver på stedet, til du registrerer hjemkomsten (§ 100).")
    revised_on = plan_agreed_on(placement.intervention.case)
    is_revised = care_rules.is_revised(revised_on, starts_on=placement.starts_on)
    also = {"asks_for_plan": True, "revised_on": revised_on if is_revised else None}
    return show_act(request, placement, form, _("Beslut hjemgivelse"), lead=lead, also=also)


@page(Permission.DECIDE_RETURN, load=return_for)
def complete_return(request: Request, homecoming: Return) -> HttpResponse:
    """The child is home; the placement ends."""
    form = CompleteReturnForm.at(request, about=str(homecoming.pk))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.complete_return(homecoming=homecoming, today=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Barnet er hjemme, og anbringelsen er ophørt."))
            return redirect("interventions:placement", homecoming.placement_id)
    lead = _("Anbringelsen ophører den dag, og pladsen bliver fri.")
    return show_act(request, homecoming.placement, form, _("Barnet er hjemme"), lead=lead)
