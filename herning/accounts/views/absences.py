"""One's own holidays and illness, who covers, and whom one covers for; a leader sees the team's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.access import absence_for
from herning.accounts.actions import cancel_absence, register_absence
from herning.accounts.forms import AbsenceForm, CancelAbsenceForm
from herning.accounts.models import Absence
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show


@page(Permission.REGISTER_ABSENCE)
def absences(request: Request) -> HttpResponse:
    """What is registered from today on, and a form for more."""
    today = timezone.localdate()
    form = AbsenceForm.at(request, by=request.user, initial={"user": request.user.pk, "since": today})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = register_absence(by=request.user, today=today, **form.answers)
            messages.success(request, _("%(name)s afløser.") % {"name": made.cover.name})
            return redirect("accounts:absences")
    rows = (
        Absence.objects.visible_to(request.user)
        .filter(until__gte=today, is_cancelled=False)
        .select_related("user", "cover")
        .order_by("since", "pk")
    )
    return show(request, "accounts/absences.html", {"form": form, "absences": rows, "today": today})


@page(Permission.REGISTER_ABSENCE, load=absence_for)
def cancel(request: Request, absence: Absence) -> HttpResponse:
    """Say what will happen, and take the absence back."""
    form = CancelAbsenceForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            cancel_absence(absence=absence, by=request.user)
            messages.success(request, _("Fraværet er aflyst."))
            return redirect("accounts:absences")
    return show(request, "accounts/cancel_absence.html", {"form": form, "absence": absence})
