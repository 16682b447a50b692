"""How far it is between districts, and where each department lies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from herning.accounts.models import Department, DistrictDistance
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.catalogue_access import department_for
from interventions.forms.ladder import DepartmentDistrictForm, DistanceForm


@page(Permission.CHANGE_CATALOGUE)
def districts(request: Request) -> HttpResponse:
    """The known distances, a new one, and the departments with their district."""
    form = DistanceForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_distance(by=request.user, **form.answers)
            messages.success(request, _("Afstanden er gemt."))
            return redirect("interventions:districts")
    departments = Department.objects.filter(is_active=True).select_related("provider", "district")
    context = {
        "form": form,
        "distances": list(
            DistrictDistance.objects.select_related("one", "other").order_by("one__name", "other__name", "pk")
        ),
        "departments": list(departments.order_by("sort_name", "pk")),
    }
    return show(request, "interventions/districts.html", context)


@page(Permission.CHANGE_CATALOGUE, load=department_for)
def place_department(request: Request, department: Department) -> HttpResponse:
    """Say in which district a department lies."""
    initial = {"district": department.district_id, "seen_version": department.version}
    form = DepartmentDistrictForm.at(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.place_department(department=department, by=request.user, **form.answers)
            messages.success(request, _("Distriktet er gemt."))
            return redirect("interventions:districts")
        form.data = dict(form.data.items()) | {"seen_version": str(department.version)}
    return show(request, "interventions/place_department.html", {"form": form, "department": department})
