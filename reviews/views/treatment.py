"""The provider's papers on a whole course: the treatment plan and the end report."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.models import Intervention
from reviews import actions
from reviews.access import delivered_for, reported_for
from reviews.forms.note import EndReportForm, TreatmentPlanForm
from reviews.models import TreatmentPlan
from reviews.progress import progress_in


@page(Permission.WRITE_TREATMENT_PLAN, load=delivered_for)
def write_treatment_plan(request: Request, intervention: Intervention) -> HttpResponse:
    """Write the treatment plan, or a new one in place of the one in force."""
    in_force = TreatmentPlan.objects.visible_to(request.user).in_force().filter(intervention=intervention)
    initial = in_force.values("aims", "methods", "exit_strategy").first()
    form = TreatmentPlanForm.at(request, about=_about(intervention), initial=initial)
    back = reverse("reviews:delivered", args=[intervention.pk])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.write_treatment_plan(intervention=intervention, by=request.user, **form.answers)
            messages.success(request, _("Behandlingsplanen er sendt til rådgiveren."))
            return redirect(back)
    heading = _("Behandlingsplan for %(name)s") % {"name": intervention.case.child.first_name}
    return show(request, "reviews/write_treatment_plan.html", _context(intervention, form, heading, back))


@page(Permission.WRITE_END_REPORT, load=reported_for)
def write_end_report(request: Request, intervention: Intervention) -> HttpResponse:
    """Write the report at the end of a course, scored per sub-goal."""
    goals = progress_in(intervention.case, seen_by=request.user)
    form = EndReportForm.at(request, about=_about(intervention), goals=goals)
    # Help that has ended is no longer among the department's children.
    back = reverse("dashboards:start") if intervention.ends_on else reverse("reviews:delivered", args=[intervention.pk])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.write_end_report(
                intervention=intervention, today=timezone.localdate(), by=request.user, **form.answers
            )
            messages.success(request, _("Slutrapporten er sendt til rådgiveren."))
            return redirect(back)
    heading = _("Slutrapport om %(name)s") % {"name": intervention.case.child.first_name}
    return show(request, "reviews/write_end_report.html", _context(intervention, form, heading, back))


def _about(intervention: Intervention) -> str:
    return f"{intervention.case.number}-{intervention.pk}"


def _context(intervention: Intervention, form: Any, heading: str, back: str) -> dict[str, Any]:
    return {"intervention": intervention, "form": form, "heading": heading, "back": back}
