"""Waiting lists: their order, places offered from them, and the caseworker's answer."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.access import delivered_referral_for
from interventions.enums import PlaceOfferStatus, ReferralStatus
from interventions.forms.line import MoveForm, OfferPlaceForm, PlaceAnswerForm, TakeBackForm
from interventions.models import Capacity, PlaceOffer, QueueJump, Referral
from interventions.models.place import with_load
from interventions.models.waiting import standing_line
from interventions.moved import moved
from interventions.place_access import line_for, place_offer_for
from interventions.place_rules import next_in_line, passed_over
from interventions.standing import number_offset

TAB = "interventions:interventions"
JUMPS_SHOWN = 20


@page(Permission.ANSWER_REFERRAL, load=line_for)
def waiting_list(request: Request, capacity: Capacity) -> HttpResponse:
    """Who waits for a place, in order, with how long and what was offered; the next one asked has the button."""
    today = timezone.localdate()
    asked = Referral(
        offer_id=capacity.offer_id, department_id=capacity.department_id, foster_family_id=capacity.foster_family_id
    )
    line = Referral.objects.visible_to(request.user).in_line_with(asked).select_related("case__child")
    following = next_in_line(standing_line(asked, on=today))
    standing = [one.pk for one in line]
    made = PlaceOffer.objects.visible_to(request.user).filter(referral__in=standing).order_by("pk")
    offers = {offered.referral_id: offered for offered in made}
    jumps = QueueJump.objects.visible_to(request.user).filter(referral__in=standing)
    load: Any = with_load(Capacity.objects.filter(pk=capacity.pk), on=today).get()
    context = {
        "capacity": capacity,
        "load": load,
        "is_free": load.free is None or load.free > 0,
        "rows": [_row(one, offers.get(one.pk), today, is_next=one.pk == following) for one in line],
        "following": following,
        "jumps": jumps.select_related("by", "referral__case__child").order_by("-at", "-pk")[:JUMPS_SHOWN],
        "today": today,
        "offset": number_offset(),
    }
    return show(request, "interventions/waiting_list.html", context)


def _row(referral: Referral, offered: PlaceOffer | None, today: Any, *, is_next: bool) -> dict[str, Any]:
    child = referral.case.child
    return {
        "referral": referral,
        "child": child.name,
        "age": child.age_text(on=today),
        "days": (today - referral.waiting_since).days if referral.waiting_since else None,
        "offered": offered,
        "is_open": offered is not None and offered.status == PlaceOfferStatus.OPEN,
        "is_waiting": referral.status == ReferralStatus.WAITING,
        "is_next": is_next,
    }


@page(Permission.ANSWER_REFERRAL, load=delivered_referral_for)
def offer_place(request: Request, referral: Referral) -> HttpResponse:
    """Offer a free place to one child until a day; the page says who would be passed over."""
    today = timezone.localdate()
    if request.method == "GET" and (refused := _not_offered(referral, today)):
        messages.info(request, refused)
        return _back_to_line(referral)
    form = OfferPlaceForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.offer_place(referral=referral, on=today, by=request.user, **form.answers)
            messages.success(request, _("Pladsen er tilbudt. Rådgiveren ser det på Min dag."))
            return _back_to_line(referral)
    line = standing_line(referral, on=today)
    own = next((one.number for one in line if one.referral == referral.pk), None)
    passed = len(passed_over(line, referral.pk, own))
    return _about(request, referral, "interventions/offer_place.html", form, passed=passed, number=own)


def _not_offered(referral: Referral, today: date) -> str:
    """Why there is nothing to offer the child any more, on a page gone back to or a link from an older list."""
    if referral.status != ReferralStatus.WAITING:
        return _("Barnet venter ikke længere: visitationen er nu “%(status)s”.") % {
            "status": referral.get_status_display()
        }
    capacity = _capacity(referral)
    load: Any = with_load(Capacity.objects.filter(pk=capacity.pk), on=today).get() if capacity else None
    if load is None or load.free is None or load.free > 0:
        return ""
    return _("Der er ingen ledig plads lige nu. Pladsen kan være taget eller tilbudt et andet barn.")


@page(Permission.ANSWER_REFERRAL, load=delivered_referral_for)
def move_in_line(request: Request, referral: Referral) -> HttpResponse:
    """Move a child in line, with why."""
    if request.method == "GET" and referral.status != ReferralStatus.WAITING:
        raise Http404
    form = MoveForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.move_in_line(referral=referral, by=request.user, **form.answers)
            messages.success(request, _("Barnet er flyttet i køen."))
            return _back_to_line(referral)
    line = standing_line(referral, on=timezone.localdate())
    number = next((one.number for one in line if one.referral == referral.pk), None)
    return _about(request, referral, "interventions/move_in_line.html", form, number=number, length=len(line))


@page(Permission.ANSWER_REFERRAL, load=place_offer_for)
def withdraw_place_offer(request: Request, place_offer: PlaceOffer) -> HttpResponse:
    """Take an offered place back; the page says first what will happen."""
    if request.method == "GET" and place_offer.status != PlaceOfferStatus.OPEN:
        raise Http404
    form = TakeBackForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.withdraw_place_offer(
                place_offer=place_offer, on=timezone.localdate(), by=request.user, **form.answers
            )
            messages.success(request, _("Tilbuddet er trukket tilbage. Barnet beholder sit nummer."))
            return _back_to_line(place_offer.referral)
    return _about(request, place_offer.referral, "interventions/withdraw_place_offer.html", form, offered=place_offer)


@page(Permission.REFER, load=place_offer_for)
def place_offer(request: Request, place_offer: PlaceOffer) -> HttpResponse:
    """The caseworker takes an offered place or says no; a page about an answered one says what became of it."""
    form = PlaceAnswerForm.at(request)
    today = timezone.localdate()
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            if form.answers["decision"] == "take":
                actions.take_place(place_offer=place_offer, on=today, by=request.user)
                messages.success(request, _("Pladsen er jeres. Start indsatsen, når barnet begynder."))
            else:
                reason = form.answers["reason"]
                actions.decline_place(place_offer=place_offer, reason=reason, on=today, by=request.user)
                messages.success(request, _("I har sagt nej. Barnet beholder sit nummer på ventelisten."))
            return redirect("interventions:referral", place_offer.referral_id)
    case = place_offer.referral.case
    context = {
        "form": form,
        "offered": place_offer,
        "referral": place_offer.referral,
        "case": case,
        "moved": moved(place_offer.referral),
        "header": header(request, case, tab=TAB),
        "is_open": place_offer.status == PlaceOfferStatus.OPEN and case.is_open,
        "today": today,
        "offset": number_offset(),
    }
    return show(request, "interventions/place_offer.html", context)


def _about(request: Request, referral: Referral, template: str, form: Any, **more: Any) -> HttpResponse:
    """A provider's page about one child in line."""
    child = referral.case.child
    today = timezone.localdate()
    context = {
        "form": form,
        "referral": referral,
        "child_name": child.name,
        "child_age": child.age_text(on=today),
        "capacity": _capacity(referral),
        "today": today,
        **more,
    }
    return show(request, template, context)


def _capacity(referral: Referral) -> Capacity | None:
    """The places the child waits for, the ones in force first."""
    found = Capacity.objects.filter(
        offer=referral.offer_id, department=referral.department_id, foster_family=referral.foster_family_id
    )
    return found.order_by("-opens_on", "-pk").first()


def _back_to_line(referral: Referral) -> HttpResponse:
    capacity = _capacity(referral)
    return redirect("interventions:waiting_list", capacity.pk) if capacity else redirect("dashboards:start")
