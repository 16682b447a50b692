"""Admission checklists: an offer's lines for the administrator, one child's points for both sides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.access import offer_for
from interventions.enums import ReferralStatus
from interventions.forms.admission import AdmissionItemForm, PointForm, item_as_kept
from interventions.models import AdmissionItem, AdmissionPoint, Offer
from interventions.place_access import admission_item_for, admission_point_for
from interventions.standing import number_offset


@page(Permission.CHANGE_CATALOGUE, load=offer_for)
def admission(request: Request, offer: Offer) -> HttpResponse:
    """The checklist an accepted child gets, and a form for one more line."""
    items = list(AdmissionItem.objects.filter(offer=offer).order_by("-is_active", "order", "pk"))
    form = AdmissionItemForm.at(request, initial={"order": max((item.order for item in items), default=0) + 10})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.add_admission_item(offer=offer, by=request.user, **form.answers)
            messages.success(request, _("Punktet er lagt på listen. Det gælder børn, der tages imod fra nu."))
            return redirect("interventions:admission", offer.code)
    context = {"form": form, "offer": offer, "items": items, "offset": number_offset()}
    return show(request, "interventions/admission.html", context)


@page(Permission.CHANGE_CATALOGUE, load=admission_item_for)
def change_admission_item(request: Request, item: AdmissionItem) -> HttpResponse:
    """Change a line, or take it out of use."""
    form = AdmissionItemForm.at(request, initial=item_as_kept(item))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_admission_item(item=item, by=request.user, **form.answers)
            messages.success(request, _("Punktet er gemt."))
            return redirect("interventions:admission", item.offer.code)
    return show(request, "interventions/change_admission_item.html", {"form": form, "item": item, "offer": item.offer})


@page(Permission.TICK_ADMISSION, load=admission_point_for)
def admission_point(request: Request, point: AdmissionPoint) -> HttpResponse:
    """Tick one point of the own side, or open it again."""
    form = PointForm.at(request, point=point)
    back = _back(point, is_provider=request.user.is_provider)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            note = form.answers["note"]
            if point.done_on is None:
                actions.tick_point(point=point, note=note, on=timezone.localdate(), by=request.user)
                messages.success(request, _("Punktet er krydset af."))
            else:
                actions.reopen_point(point=point, reason=note, by=request.user)
                messages.success(request, _("Punktet er åbnet igen."))
            return redirect(back)
    child = point.referral.case.child
    today = timezone.localdate()
    context = {
        "form": form,
        "point": point,
        "referral": point.referral,
        "child_name": child.name,
        "child_age": child.age_text(on=today),
        "back_url": back,
        "today": today,
    }
    return show(request, "interventions/admission_point.html", context)


def _back(point: AdmissionPoint, *, is_provider: bool) -> str:
    """The page the point stands on; a provider's own page of the child once help has begun."""
    if not is_provider:
        return reverse("interventions:referral", args=[point.referral_id])
    if point.referral.status == ReferralStatus.STARTED:
        return reverse("reviews:delivered", args=[point.referral.intervention.pk])
    return reverse("interventions:answer", args=[point.referral_id])
