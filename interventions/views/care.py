"""While a placement lasts: contact is arranged, and supervision visits are held and moved."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.days import long_date
from herning.web.pages import page, show
from interventions import actions
from interventions.forms.care import ContactForm, EndContactForm, MoveVisitForm, VisitForm
from interventions.models import Contact, Placement, SupervisionVisit
from interventions.placement_access import contact_for, running_placement_for, visit_for

VISITS_SHOWN = 3


def show_act(
    request: Request,
    placement: Placement,
    form: Any,
    heading: str,
    *,
    lead: str = "",
    also: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page with one form about a placement, and beside it what the placement rests on."""
    case = placement.intervention.case
    context = {
        "form": form,
        "heading": heading,
        "lead": lead,
        "placement": placement,
        "case": case,
        "header": header(request, case, tab="interventions:interventions"),
        "back": reverse("interventions:placement", args=[placement.pk]),
    }
    return show(request, "interventions/placement_act.html", context | (also or {}))


@page(Permission.SET_CONTACT, load=running_placement_for)
def set_contact(request: Request, placement: Placement) -> HttpResponse:
    """Arrange contact with one person."""
    form = ContactForm.at(request, about=str(placement.pk), placement=placement)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_contact(placement=placement, by=request.user, **form.answers)
            messages.success(request, _("Aftalen om samvær er skrevet."))
            return redirect("interventions:placement", placement.pk)
    lead = _("Sjældnere end en gang om måneden, eller med overvågning, er det udvalget, der beslutter (§ 105).")
    return show_act(request, placement, form, _("Aftal samvær"), lead=lead)


@page(Permission.SET_CONTACT, load=contact_for)
def end_contact(request: Request, contact: Contact) -> HttpResponse:
    """End an arrangement."""
    form = EndContactForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.end_contact(contact=contact, by=request.user, **form.answers)
            messages.success(request, _("Aftalen er afsluttet."))
            return redirect("interventions:placement", contact.placement_id)
    heading = _("Afslut aftalen med %(name)s") % {"name": contact.with_whom}
    return show_act(request, contact.placement, form, heading, lead=contact.rhythm)


@page(Permission.HOLD_SUPERVISION, load=visit_for)
def hold_supervision(request: Request, visit: SupervisionVisit) -> HttpResponse:
    """Write down a visit; the next one is planned with it."""
    form = VisitForm.at(request, about=str(visit.pk))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.hold_supervision(visit=visit, today=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Tilsynet er skrevet, og det næste er planlagt."))
            return redirect("interventions:placement", visit.placement_id)
    lead = _("Senest %(day)s. Tal med barnet, om muligt uden personale (§ 156).") % {"day": long_date(visit.due_on)}
    held = SupervisionVisit.objects.visible_to(request.user).filter(
        placement=visit.placement_id, held_on__isnull=False
    )  # fmt: skip
    also = {"held": list(held.select_related("held_by").order_by("-held_on", "-pk")[:VISITS_SHOWN])}
    return show_act(request, visit.placement, form, _("Hold tilsyn"), lead=lead, also=also)


@page(Permission.HOLD_SUPERVISION, load=visit_for)
def move_supervision(request: Request, visit: SupervisionVisit) -> HttpResponse:
    """Give a planned visit another day."""
    form = MoveVisitForm.at(request, initial={"due_on": visit.due_on})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.move_supervision(visit=visit, today=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Tilsynet er flyttet."))
            return redirect("interventions:placement", visit.placement_id)
    lead = _("Der skal være mindst to tilsyn om året, højst seks måneder mellem hvert (§ 156).")
    return show_act(request, visit.placement, form, _("Flyt tilsynet"), lead=lead)
