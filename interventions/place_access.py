"""The loaders of waiting lists, offered and lent places, foster families and admissions: an address, or 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from cases.access import relation
from herning.accounts.request import Request
from interventions.access import REFERRAL_PARTS, may_set_places
from interventions.enums import Side
from interventions.models import AdmissionItem, AdmissionPoint, Capacity, FosterFamily, Place, PlaceOffer


def line_for(request: Request, *, pk: int) -> Capacity:
    """The places of an own department or its foster family, whose waiting list is asked for."""
    capacities = Capacity.objects.filter(department_id__in=request.user.department_ids)
    return get_object_or_404(capacities.select_related("offer", "department", "foster_family"), pk=pk)


def place_offer_for(request: Request, *, pk: int) -> PlaceOffer:
    """A place offered to a child within reach, or by an own department."""
    offers = PlaceOffer.objects.visible_to(request.user).select_related(
        *(f"referral__{part}" for part in (*REFERRAL_PARTS, "intervention__placement__child")),
        "capacity__department", "capacity__foster_family",
        "offered_by", "answered_by",
    )  # fmt: skip
    found = get_object_or_404(offers, pk=pk)
    if request.user.is_provider:
        found.reached_by = "provider"
    else:
        case = found.referral.case
        found.reached_by = found.referral.reached_by = case.reached_by = relation(case, request.user)
    return found


def lent_place_for(request: Request, *, pk: int) -> Place:
    """A place that is lent out, of an own department, or of any for the administrator."""
    lent = (
        Place.objects.visible_to(request.user)
        .filter(referral=None)
        .select_related("capacity__offer", "capacity__department")
    )
    found = get_object_or_404(lent, pk=pk)
    if not may_set_places(found.capacity.department_id, request.user):
        raise Http404
    return found


def foster_family_for(request: Request, *, pk: int) -> FosterFamily:
    """A foster family of an own department."""
    families = FosterFamily.objects.visible_to(request.user)
    return get_object_or_404(families.select_related("department", "district"), pk=pk)


def admission_item_for(_request: Request, *, code: str, pk: int) -> AdmissionItem:
    """A line of an offer's admission checklist."""
    return get_object_or_404(AdmissionItem.objects.select_related("offer"), offer__code=code, pk=pk)


def admission_point_for(request: Request, *, pk: int) -> AdmissionPoint:
    """A point of an admission within reach, of the person's own side."""
    side = Side.PROVIDER if request.user.is_provider else Side.AUTHORITY
    points = AdmissionPoint.objects.visible_to(request.user).filter(side=side, is_dropped=False)
    parts = (f"referral__{part}" for part in REFERRAL_PARTS)
    found = get_object_or_404(points.select_related(*parts, "done_by"), pk=pk)
    if request.user.is_provider:
        found.reached_by = "provider"
    else:
        case = found.referral.case
        found.reached_by = case.reached_by = relation(case, request.user)
    return found
