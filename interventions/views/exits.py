"""What follows help whose end is near: the next, lower step, or a longer stay with a reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.enums import ReferralStatus
from interventions.forms.exits import NextStepForm, ProlongForm
from interventions.models import Intervention, Referral
from interventions.placement_access import exiting_intervention_for
from interventions.secrecy import told_offer
from interventions.standing import number_offset


@page(Permission.PROLONG_INTERVENTION, load=exiting_intervention_for)
def prolong(request: Request, intervention: Intervention) -> HttpResponse:
    """Give help a later planned end, with the reason."""
    form = ProlongForm.at(request, about=str(intervention.pk))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.prolong_intervention(
                intervention=intervention, today=timezone.localdate(), by=request.user, **form.answers
            )
            messages.success(request, _("Indsatsen er forlænget."))
            return redirect("interventions:interventions", intervention.case.number)
    return _show(request, intervention, form, _("Forlæng %(offer)s") % {"offer": told_offer(intervention)})


@page(Permission.REFER, load=exiting_intervention_for)
def next_step(request: Request, intervention: Intervention) -> HttpResponse:
    """Carry the exit plan over into a draft of a referral to a lower step, and go on choosing; the plan stays."""
    form = NextStepForm.at(request, intervention=intervention)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            draft = _draft(request, intervention, form.answers)
            chosen = reverse("interventions:refer", args=[intervention.case.number])
            return redirect(f"{chosen}?udkast={draft.pk}")
    return _show(
        request, intervention, form, _("Find det næste trin efter %(offer)s") % {"offer": told_offer(intervention)}
    )


def _draft(request: Request, intervention: Intervention, answers: dict[str, Any]) -> Referral:
    """The draft that waits already, or a new one: nobody gets two for the same step."""
    drafts = Referral.objects.visible_to(request.user).filter(case=intervention.case, status=ReferralStatus.DRAFT)
    found = drafts.filter(step=answers["step"]).order_by("pk").first()
    today = timezone.localdate()
    return found or actions.prepare_referral(case=intervention.case, on=today, by=request.user, **answers)


def _show(request: Request, intervention: Intervention, form: Any, heading: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "intervention": intervention,
        "case": intervention.case,
        "header": header(request, intervention.case, tab="interventions:interventions"),
        "today": timezone.localdate(),
        "offset": number_offset(),
    }
    return show(request, "interventions/exit.html", context)
