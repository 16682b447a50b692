"""How many places there are, and who waits for them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.municipalities import MUNICIPALITIES
from herning.accounts.permissions import Permission, Role
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.access import capacity_for, offer_for
from interventions.forms.catalogue import NewCapacityForm
from interventions.forms.places import LendForm, PlacesForm, ReturnForm
from interventions.models import Capacity, Offer, Place, PlannedPlaces
from interventions.models.place import with_load
from interventions.place_access import lent_place_for


@page(Permission.SET_CAPACITY)
def capacity(request: Request) -> HttpResponse:
    """The own departments' places, taken, free and waited for; the administrator sees all."""
    today = timezone.localdate()
    rows = Capacity.objects.filter(closes_on=None).select_related("offer", "department", "foster_family")
    if request.user.role != Role.ADMINISTRATOR:
        rows = rows.filter(department__in=request.user.department_ids)
    listed = list(with_load(rows, on=today).order_by("department__sort_name", "offer__step", "offer__sort_name", "pk"))
    context = {"rows": listed, "own": request.user.department_ids, "today": today}
    return show(request, "interventions/capacity.html", context)


@page(Permission.SET_CAPACITY, load=capacity_for)
def set_capacity(request: Request, capacity: Capacity) -> HttpResponse:
    """Change a number of places, at once or from a day; beside it what is planned and what is lent."""
    form = PlacesForm.at(request, initial={"places_total": capacity.places_total})
    today = timezone.localdate()
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            messages.success(request, _set(request, capacity, form))
            return redirect("interventions:capacity")
    lent = list(
        Place.objects.visible_to(request.user)
        .occupied(on=today)
        .filter(capacity=capacity, referral=None)
        .order_by("number")
    )
    for place in lent:
        place.municipality = municipality(place)  # type: ignore[attr-defined]  # shown on the page alone
    context = {
        "form": form,
        "capacity": capacity,
        "load": with_load(Capacity.objects.filter(pk=capacity.pk), on=today).first(),
        "planned": PlannedPlaces.objects.filter(capacity=capacity, applied_on=None).order_by("from_on"),
        "lent": lent,
        "is_own": capacity.department_id in request.user.department_ids,
    }
    return show(request, "interventions/set_capacity.html", context)


def _set(request: Request, capacity: Capacity, form: PlacesForm) -> str:
    """Carry the change out and say what was done."""
    given, today = form.answers, timezone.localdate()
    if given["from_on"] is None:
        actions.set_capacity(capacity=capacity, places_total=given["places_total"], on=today, by=request.user)
        return _("Antallet af pladser er gemt.")
    actions.plan_places(capacity=capacity, on=today, by=request.user, **given)
    return _("Ændringen er planlagt og træder i kraft af sig selv.")


def municipality(place: Place) -> str:
    """The name of the municipality a place is lent to."""
    return dict(MUNICIPALITIES).get(place.lent_to, place.lent_to)


@page(Permission.SET_CAPACITY, load=capacity_for)
def lend_place(request: Request, capacity: Capacity) -> HttpResponse:
    """Lend a free place to another municipality."""
    form = LendForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.lend_place(capacity=capacity, on=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Pladsen er lånt ud."))
            return redirect("interventions:set_capacity", capacity.pk)
    return show(request, "interventions/lend_place.html", {"form": form, "capacity": capacity})


@page(Permission.SET_CAPACITY, load=lent_place_for)
def return_lent_place(request: Request, place: Place) -> HttpResponse:
    """Take a lent place back."""
    form = ReturnForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.return_lent_place(place=place, on=timezone.localdate(), by=request.user)
            messages.success(request, _("Pladsen er fri igen."))
            return redirect("interventions:set_capacity", place.capacity_id)
    context = {"form": form, "place": place, "lent_to": municipality(place)}
    return show(request, "interventions/return_lent_place.html", context)


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
