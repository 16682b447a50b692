"""The catalogue with its dates, and the ladder's own names."""

from itertools import groupby

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
from interventions.access import offer_for, step_for
from interventions.choosing import age_range
from interventions.forms.catalogue import LadderForm, OfferForm, StepForm, offer_as_typed
from interventions.models import Capacity, Offer, Step
from interventions.models.place import with_load
from interventions.standing import number_offset


@page(Permission.SEE_CATALOGUE)
def catalogue(request: Request) -> HttpResponse:
    """All offers step by step; closed ones on request."""
    today = timezone.localdate()
    is_all = request.GET.get("alle") == "1"
    offers = Offer.objects.select_related("step").order_by("step", "number", "sort_name", "pk")
    rows = list(offers if is_all else offers.filter(Q(closes_on=None) | Q(closes_on__gt=today)))
    load: dict[int, list[Capacity]] = {}
    for capacity in with_load(Capacity.objects.current(on=today), on=today):
        load.setdefault(capacity.offer_id, []).append(capacity)
    offset = number_offset()
    groups = [
        {"step": step, "number": step.pk + offset, "rows": [_row(offer, load) for offer in of_step]}
        for step, of_step in groupby(rows, key=lambda offer: offer.step)
    ]
    context = {"groups": groups, "is_all": is_all, "count": len(rows), "today": today, "offset": offset}
    context["may_change"] = request.user.may(Permission.CHANGE_CATALOGUE)
    return show(request, "interventions/catalogue.html", context)


def _row(offer: Offer, load: dict[int, list[Capacity]]) -> dict[str, object]:
    """An offer with its departments' places added up; a department without a limit makes the sum unlimited."""
    capacities = load.get(offer.pk, [])
    totals = [capacity.places_total for capacity in capacities]
    is_counted = bool(totals) and None not in totals
    return {
        "offer": offer,
        "ages": age_range(offer),
        "departments": len(capacities),
        "total": sum(total or 0 for total in totals) if is_counted else None,
        "free": sum(getattr(capacity, "free") or 0 for capacity in capacities) if is_counted else None,  # noqa: B009 -- annotated
        "waiting": sum(getattr(capacity, "waiting") for capacity in capacities),  # noqa: B009 -- annotated
    }


@page(Permission.SEE_CATALOGUE, load=offer_for)
def offer(request: Request, offer: Offer) -> HttpResponse:
    """One offer with the departments that give it."""
    today = timezone.localdate()
    current = Capacity.objects.filter(offer=offer, closes_on=None).select_related("department__provider")
    context = {
        "offer": offer,
        "ages": age_range(offer),
        "is_open": offer.is_open(on=today),
        "capacities": list(with_load(current, on=today).order_by("department__sort_name", "pk")),
        "may_change": request.user.may(Permission.CHANGE_CATALOGUE),
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
    form = OfferForm.at(request, initial=offer_as_typed(offer))
    if request.method == "POST" and form.is_valid():
        seen = form.answers["seen_version"] or 0
        with form.refusals():
            actions.change_offer(offer=offer, seen_version=seen, by=request.user, **form.fields_of_offer)
            messages.success(request, _("Tilbuddet er rettet."))
            return redirect("interventions:offer", offer.code)
        _see_again(form, offer.version)
    return show(request, "interventions/offer_form.html", {"form": form, "offer": offer})


@page(Permission.CHANGE_CATALOGUE)
def ladder(request: Request) -> HttpResponse:
    """The six steps with their names, and the number they are counted from."""
    form = LadderForm.at(request, initial={"number_offset": number_offset()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_number_offset(by=request.user, **form.answers)
            messages.success(request, _("Trinnene tælles nu sådan på alle sider."))
            return redirect("interventions:ladder")
    context = {"form": form, "steps": list(Step.objects.order_by("-pk")), "offset": number_offset()}
    return show(request, "interventions/ladder.html", context)


@page(Permission.CHANGE_CATALOGUE, load=step_for)
def step(request: Request, step: Step) -> HttpResponse:
    """Name a step, and say how often it is reviewed."""
    typed = {name: getattr(step, name) for name in ("name", "short_name", "name_en", "review_weeks")}
    form = StepForm.at(request, step=step, initial=typed | {"seen_version": step.version})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.rename_step(step=step, by=request.user, **form.answers)
            messages.success(request, _("Trinnet er gemt."))
            return redirect("interventions:ladder")
        _see_again(form, step.version)
    return show(request, "interventions/step.html", {"form": form, "step": step, "offset": number_offset()})


def _see_again(form: OfferForm | StepForm, version: int) -> None:
    """After a refusal the form stands on the row as it is now, so that saving again is a decision, not an accident."""
    form.data = dict(form.data.items()) | {"seen_version": str(version)}
