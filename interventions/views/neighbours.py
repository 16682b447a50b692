"""The own free places for the neighbours, and the administrator's pages about whose feeds are read."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import open_page, page, show
from interventions.access import Borrowing, borrowing_for, neighbour_for
from interventions.actions import add_neighbour, borrow_offer, change_neighbour
from interventions.forms.neighbour import BorrowForm, ChangeNeighbourForm, NeighbourForm, ReadNeighbourForm
from interventions.models import ForeignPlace, Neighbour
from interventions.neighbour_rules import fault_of, short_key
from interventions.publishing import free_offers, is_published, own_public_key, sealed
from interventions.standing import number_offset
from interventions.tasks import read_one

TAB = "interventions:interventions"
KEPT = "own-free-places"
KEPT_SECONDS = 300
PLACES_SHOWN = 100
# Feeds are read every half hour: one that has not been for this long has been missed more than twice.
LATE = timedelta(minutes=90)


@open_page
def free_places(request: HttpRequest) -> HttpResponse:
    """The signed feed, made at most once in five minutes however often it is asked for; without a key there is none."""
    if not is_published():
        raise Http404
    body = cache.get(KEPT)
    if body is None:
        body = sealed(on=timezone.localdate(), at=timezone.now())
        cache.set(KEPT, body, KEPT_SECONDS)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(body, content_type="application/json")
    answer["ETag"] = tag
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return answer


@page(Permission.REFER, load=borrowing_for)
def borrow(request: Request, borrowing: Borrowing) -> HttpResponse:
    """Take a neighbour's place into the list a caseworker chooses from, once it is agreed with the neighbour."""
    case, place = borrowing.case, borrowing.place
    form = BorrowForm.at(request)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        with form.refusals():
            borrow_offer(foreign_place=place, on=timezone.localdate(), at=now, by=request.user, **form.answers)
            messages.success(request, _("Pladsen er lånt. Vælg den nu på trinnet, og visitér som ellers."))
            return redirect(f"{reverse('interventions:refer', args=[case.number])}#trin-{place.step}")
    context = {"form": form, "case": case, "place": place, "header": header(request, case, tab=TAB)}
    return show(request, "interventions/borrow.html", context)


@page(Permission.CHANGE_NEIGHBOURS)
def neighbours(request: Request) -> HttpResponse:
    """The own feed and key to hand on, and how the reading of each neighbour's goes."""
    now = timezone.now()
    fresh = Count("places", filter=Q(places__expires_at__gt=now, places__free__gt=0))
    listed = [_row(neighbour, now) for neighbour in Neighbour.objects.annotate(fresh=fresh).order_by("name", "pk")]
    key = own_public_key()
    context = {
        "rows": listed,
        "feed_url": f"{settings.SITE_ORIGIN}{reverse('interventions:free_places')}" if key else "",
        "public_key": key,
        "short_key": short_key(key) if key else "",
        "published": len(free_offers(on=timezone.localdate())) if key else 0,
        "now": now,
    }
    return show(request, "interventions/neighbours.html", context)


def _row(neighbour: Neighbour, now: datetime) -> dict[str, object]:
    fault, explanation = fault_of(neighbour.last_error)
    return {
        "neighbour": neighbour,
        "fault": fault,
        "explanation": explanation,
        "places": getattr(neighbour, "fresh", 0),
        "is_late": neighbour.is_active and (neighbour.last_read_at is None or neighbour.last_read_at < now - LATE),
    }


@page(Permission.CHANGE_NEIGHBOURS)
def new_neighbour(request: Request) -> HttpResponse:
    """Begin to read a municipality's feed."""
    form = NeighbourForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = add_neighbour(by=request.user, **form.answers)
            messages.success(
                request, _("%(name)s er tilføjet. Læs feedet nu for at se, om nøglen passer.") % {"name": made.name}
            )
            return redirect("interventions:read_neighbour", made.code)
    return show(request, "interventions/neighbour_form.html", {"form": form})


@page(Permission.CHANGE_NEIGHBOURS, load=neighbour_for)
def neighbour(request: Request, neighbour: Neighbour) -> HttpResponse:
    """Where one neighbour's feed lies and its key; a wrong change is refused, and an older page is told so."""
    typed = {name: getattr(neighbour, name) for name in ("feed_url", "public_key", "is_active")}
    form = ChangeNeighbourForm.at(request, initial=typed | {"seen_version": neighbour.version})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            change_neighbour(neighbour=neighbour, by=request.user, **form.answers)
            messages.success(request, _("Nabokommunen er rettet."))
            return redirect("interventions:neighbours")
        form.data = dict(form.data.items()) | {"seen_version": str(neighbour.version)}
    return show(request, "interventions/neighbour_form.html", {"form": form, "neighbour": neighbour})


@page(Permission.READ_NEIGHBOURS, load=neighbour_for)
def read_neighbour(request: Request, neighbour: Neighbour) -> HttpResponse:
    """How the last reading went and what it told of; the button reads at once instead of within half an hour."""
    form = ReadNeighbourForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            read = read_one(neighbour, at=timezone.now(), by=request.user)
            if read.last_error:
                messages.warning(request, _("Feedet kunne ikke bruges. Se hvorfor herunder."))
            else:
                messages.success(request, _("Feedet er læst."))
            return redirect("interventions:read_neighbour", neighbour.code)
    now = timezone.now()
    places = ForeignPlace.objects.filter(neighbour=neighbour).order_by("step", "offer_name", "pk")
    context = {
        "row": _row(neighbour, now),
        "neighbour": neighbour,
        "form": form,
        "places": list(places[:PLACES_SHOWN]),
        "now": now,
        "offset": number_offset(),
        "short_key": short_key(neighbour.public_key),
    }
    return show(request, "interventions/read_neighbour.html", context)
