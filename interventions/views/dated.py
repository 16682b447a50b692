"""An offer's price and its closing, from a day on, and where a child goes then."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.access import active_intervention_for, offer_for
from interventions.closing import children_now, leaves_on
from interventions.forms.dated import CloseForm, OnwardForm, PriceForm
from interventions.models import Intervention, Offer
from interventions.standing import number_offset

TAB = "interventions:interventions"


@page(Permission.CHANGE_CATALOGUE, load=offer_for)
def set_price(request: Request, offer: Offer) -> HttpResponse:
    """Set what an offer costs, from a day on; the page shows the prices there are."""
    prices = list(offer.prices.order_by("-valid_from", "-pk"))
    initial = {"unit": prices[0].unit} if prices else {}
    form = PriceForm.at(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_price(offer=offer, by=request.user, **form.answers)
            messages.success(request, _("Prisen er sat."))
            return redirect("interventions:offer", offer.code)
    context = {"form": form, "offer": offer, "prices": prices, "today": timezone.localdate()}
    return show(request, "interventions/set_price.html", context)


@page(Permission.CHANGE_CATALOGUE, load=offer_for)
def close_offer(request: Request, offer: Offer) -> HttpResponse:
    """Say what will happen, and close an offer from a day."""
    form = CloseForm.at(request, initial={"closes_on": offer.closes_on})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.close_offer(offer=offer, today=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Tilbuddet har fået en dag, det lukker. Rådgiverne får det at se på Min dag."))
            return redirect("interventions:offer", offer.code)
    context = {"form": form, "offer": offer, "count": children_now(offer, on=timezone.localdate())}
    return show(request, "interventions/close_offer.html", context)


@page(Permission.START_INTERVENTION, load=active_intervention_for)
def plan_onward(request: Request, intervention: Intervention) -> HttpResponse:
    """Where does the child go when the offer closes?"""
    today = timezone.localdate()
    leaves = leaves_on(intervention, today=today)
    form = OnwardForm.at(request, about=str(intervention.pk), intervention=intervention, leaves_on=leaves)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.plan_onward(intervention=intervention, today=today, by=request.user, **form.answers)
            messages.success(request, _("Planen er gemt. Visitér til det nye tilbud, når tiden er inde."))
            return redirect(TAB, intervention.case.number)
    context = {
        "form": form,
        "intervention": intervention,
        "case": intervention.case,
        "header": header(request, intervention.case, tab=TAB),
        "leaves_on": leaves,
        "today": today,
        "offset": number_offset(),
    }
    return show(request, "interventions/plan_onward.html", context)
