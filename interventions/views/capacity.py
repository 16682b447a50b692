"""How many places there are, and who waits for them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission, Role
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.access import capacity_for, offer_for
from interventions.forms.catalogue import CapacityForm, NewCapacityForm
from interventions.models import Capacity, Offer
from interventions.models.place import with_load


@page(Permission.SET_CAPACITY)
def capacity(request: Request) -> HttpResponse:
    """The own departments' places, taken, free and waited for; the administrator sees all."""
    today = timezone.localdate()
    rows = Capacity.objects.filter(closes_on=None).select_related("offer", "department")
    if request.user.role != Role.ADMINISTRATOR:
        rows = rows.filter(department__in=request.user.department_ids)
    listed = list(with_load(rows, on=today).order_by("department__sort_name", "offer__step", "offer__sort_name", "pk"))
    return show(request, "interventions/capacity.html", {"rows": listed, "today": today})


@page(Permission.SET_CAPACITY, load=capacity_for)
def set_capacity(request: Request, capacity: Capacity) -> HttpResponse:
    """Change a number of places."""
    form = CapacityForm.at(request, initial={"places_total": capacity.places_total})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_capacity(capacity=capacity, on=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Antallet af pladser er gemt."))
            return redirect("interventions:capacity")
    rows = with_load(Capacity.objects.filter(pk=capacity.pk), on=timezone.localdate())
    context = {"form": form, "capacity": capacity, "load": rows.first()}
    return show(request, "interventions/set_capacity.html", context)


@page(Permission.CHANGE_CATALOGUE, load=offer_for)
def add_capacity(request: Request, offer: Offer) -> HttpResponse:
    """Say that a department gives an offer."""
    form = NewCapacityForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.add_capacity(offer=offer, by=request.user, **form.answers)
            messages.success(request, _("Afdelingen giver nu tilbuddet."))
            return redirect("interventions:offer", offer.code)
    return show(request, "interventions/add_capacity.html", {"form": form, "offer": offer})
