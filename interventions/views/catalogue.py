"""The catalogue with its dates."""

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.access import offer_for
from interventions.catalogue_rules import missing_professions
from interventions.choosing import age_range
from interventions.closing import closing
from interventions.enums import Paragraph
from interventions.forms.catalogue import OfferForm, offer_as_typed
from interventions.models import Capacity, Offer, Step, TargetGroup
from interventions.models.place import with_load
from interventions.models.price import with_weekly_price
from interventions.standing import number_offset


@page(Permission.SEE_CATALOGUE)
def catalogue(request: Request) -> HttpResponse:
    """All offers step by step; closed ones on request."""
    today = timezone.localdate()
    is_all = request.GET.get("alle") == "1"
    priced: Any = with_weekly_price(Offer.objects.all(), on=today)
    offers = priced.select_related("step").order_by("step", "number", "sort_name", "pk")
    rows = list(offers if is_all else offers.filter(Q(closes_on=None) | Q(closes_on__gt=today)))
    load: dict[int, list[Capacity]] = {}
    for capacity in with_load(Capacity.objects.current(on=today), on=today):
        load.setdefault(capacity.offer_id, []).append(capacity)
    offset = number_offset()
    groups = [
        _group(step, [_row(offer, load) for offer in of_step], offset, today)
        for step, of_step in groupby(rows, key=lambda offer: offer.step)
    ]
    context = {"groups": groups, "is_all": is_all, "count": len(rows), "today": today, "offset": offset}
    context["may_change"] = request.user.may(Permission.CHANGE_CATALOGUE)
    context["may_see_changes"] = request.user.may(Permission.SEE_CATALOGUE_CHANGES)
    return show(request, "interventions/catalogue.html", context)


def _group(step: Step, rows: list[dict[str, Any]], offset: int, today: date) -> dict[str, Any]:
    """A step's offers, and the professions it should have that none of the open ones has."""
    given = [profession for row in rows if row["offer"].is_open(on=today) for profession in row["offer"].professions]
    missing = missing_professions(step.expected_professions, given)
    return {"step": step, "number": step.pk + offset, "rows": rows, "missing": missing}


def _row(offer: Offer, load: dict[int, list[Capacity]]) -> dict[str, Any]:
    """An offer with its departments' places added up; a department without a limit makes the sum unlimited."""
    capacities = load.get(offer.pk, [])
    totals = [capacity.places_total for capacity in capacities]
    is_counted = bool(totals) and None not in totals
    return {
        "offer": offer,
        "ages": age_range(offer.min_age, offer.max_age),
        "departments": len(capacities),
        "total": sum(total or 0 for total in totals) if is_counted else None,
        "free": sum(getattr(capacity, "free") or 0 for capacity in capacities) if is_counted else None,  # noqa: B009 -- annotated
        "waiting": sum(getattr(capacity, "waiting") for capacity in capacities),  # noqa: B009 -- annotated
    }


@page(Permission.SEE_CATALOGUE, load=offer_for)
def offer(request: Request, offer: Offer) -> HttpResponse:
    """One offer: what it is, what it costs, who gives it, who is in it when it closes, and what its step lacks."""
    today = timezone.localdate()
    current = Capacity.objects.filter(offer=offer, closes_on=None).select_related("department__provider")
    prices = list(offer.prices.order_by("-valid_from", "-pk"))
    on_step = Offer.objects.open(on=today).filter(step=offer.step).values_list("professions", flat=True)
    given = [profession for professions in on_step for profession in professions]
    labels, groups = dict(Paragraph.choices), TargetGroup.objects.filter(pk__in=offer.target_groups)
    this: Any = with_weekly_price(Offer.objects.filter(pk=offer.pk), on=today)
    context = {
        "offer": offer,
        "ages": age_range(offer.min_age, offer.max_age),
        "is_open": offer.is_open(on=today),
        "capacities": list(with_load(current, on=today).order_by("department__sort_name", "pk")),
        "target_groups": [str(group) for group in groups.order_by("order", "pk")],
        "paragraphs": [labels.get(code, f"§ {code}") for code in offer.paragraphs],
        "prices": prices,
        "price_now": next((price for price in prices if price.is_in_force(on=today)), None),
        "weekly_price": this.values_list("weekly_price", flat=True).get(),
        "missing": missing_professions(offer.step.expected_professions, given),
        "closing": closing(offer, request.user, on=today),
        "may_change": request.user.may(Permission.CHANGE_CATALOGUE),
        "may_see_changes": request.user.may(Permission.SEE_CATALOGUE_CHANGES),
        "may_plan": request.user.may(Permission.START_INTERVENTION),
        "today": today,
        "offset": number_offset(),
    }
    return show(request, "interventions/offer.html", context)


@page(Permission.CHANGE_CATALOGUE)
def add_offer(request: Request) -> HttpResponse:
    """Put an offer in the catalogue."""
    form = OfferForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            added = actions.add_offer(by=request.user, **form.fields_of_offer)
            messages.success(request, _("Tilbuddet er i kataloget. Tilføj nu de afdelinger, der giver det."))
            return redirect("interventions:offer", added.code)
    return show(request, "interventions/offer_form.html", {"form": form})


@page(Permission.CHANGE_CATALOGUE, load=offer_for)
def change_offer(request: Request, offer: Offer) -> HttpResponse:
    """Change an offer, or close it by a date."""
    form = OfferForm.at(request, offer=offer, initial=offer_as_typed(offer))
    if request.method == "POST" and form.is_valid():
        seen = form.answers["seen_version"] or 0
        with form.refusals():
            actions.change_offer(offer=offer, seen_version=seen, by=request.user, **form.fields_of_offer)
            messages.success(request, _("Tilbuddet er rettet."))
            return redirect("interventions:offer", offer.code)
        _see_again(form, offer.version)
    return show(request, "interventions/offer_form.html", {"form": form, "offer": offer})


def _see_again(form: OfferForm, version: int) -> None:
    """After a refusal the form stands on the row as it is now, so that saving again is a decision, not an accident."""
    form.data = dict(form.data.items()) | {"seen_version": str(version)}
