"""The loaders of referrals, help and places: they turn an address into what the person may see, or into 404."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import open_case_for, relation
from cases.models import Case, Child
from herning.accounts.models import User
from herning.accounts.permissions import Role
from herning.accounts.request import Request
from interventions.enums import MeetingStatus, ReferralStatus
from interventions.models import (
    Capacity,
    ForeignPlace,
    Intervention,
    KnowledgeTeamMeeting,
    Neighbour,
    Offer,
    Referral,
    Step,
)

REFERRAL_PARTS = (
    "case__child__family", "case__caseworker", "case__team", "case__district", "step", "offer__step", "department",
    "wanted_offer", "made_by", "approved_by", "answered_by",
)  # fmt: skip


def referral_for(request: Request, *, pk: int) -> Referral:
    """The referral, when its case lies within the person's reach."""
    referrals = Referral.objects.visible_to(request.user)
    found = get_object_or_404(referrals.select_related(*REFERRAL_PARTS, "intervention__placement__child"), pk=pk)
    found.reached_by = found.case.reached_by = relation(found.case, request.user)
    return found


def open_referral_for(request: Request, *, pk: int) -> Referral:
    """The same for a page that writes: one in a closed case is read, never acted on."""
    found = referral_for(request, pk=pk)
    if not found.case.is_open:
        raise Http404
    return found


def delivered_referral_for(request: Request, *, pk: int) -> Referral:
    """The referral as its provider meets it; it stays readable after the answer for the people who gave it."""
    referrals = Referral.objects.visible_to(request.user).select_related("case__child", "step", "offer", "department")
    found = get_object_or_404(referrals, pk=pk)
    found.reached_by = "provider"
    return found


def intervention_for(request: Request, *, pk: int) -> Intervention:
    """The help, when its case is open and lies within the person's reach."""
    helps = Intervention.objects.visible_to(request.user).select_related(
        "case__child__family", "case__caseworker", "case__team", "case__district", "offer", "department", "step",
        "placement__child",
    )  # fmt: skip
    found = get_object_or_404(helps, pk=pk)
    found.reached_by = found.case.reached_by = relation(found.case, request.user)
    return found


def offer_for(_request: Request, *, code: str) -> Offer:
    """An offer of the catalogue, which everybody may read."""
    return get_object_or_404(Offer.objects.select_related("step"), code=code)


def step_for(_request: Request, *, number: int) -> Step:
    """A step of the ladder."""
    return get_object_or_404(Step, pk=number)


def meeting_for(request: Request, *, pk: int) -> KnowledgeTeamMeeting:
    """A knowledge-team meeting still to be held, for those who work in its open case.

    A page read earlier may still be sent, and the act refuses it kindly.
    """
    meetings = KnowledgeTeamMeeting.objects.visible_to(request.user).select_related(
        "case__child__family", "case__caseworker", "case__team", "case__district"
    )
    found = get_object_or_404(meetings.prefetch_related("invitations"), pk=pk)
    if not found.case.is_open or (request.method != "POST" and found.status != MeetingStatus.PLANNED):
        raise Http404
    found.reached_by = found.case.reached_by = relation(found.case, request.user)
    return found


def invited_meeting_for(request: Request, *, pk: int) -> KnowledgeTeamMeeting:
    """The papers of a meeting for an invited leader, until it is over or called off, or the invitation taken back."""
    meetings = KnowledgeTeamMeeting.objects.open_to(request.user, on=timezone.localdate())
    found = get_object_or_404(
        meetings.select_related("case__child", "called_by").prefetch_related("invitations__leader"), pk=pk
    )
    found.reached_by = "knowledge_team"
    return found


@dataclass(frozen=True)
class Borrowing:
    """A neighbour's place looked at for one child; the access log asks whose case it is."""

    case: Case
    place: ForeignPlace

    @property
    def pk(self) -> int:
        """The place's."""
        return self.place.pk

    @property
    def case_number(self) -> str:
        """The case it is looked at for."""
        return self.case.number

    @property
    def reached_by(self) -> str:
        """By what right the case was reached."""
        return self.case.reached_by


def borrowing_for(request: Request, *, number: str, pk: int) -> Borrowing:
    """A neighbour's place for a child whose open case lies within reach."""
    case = open_case_for(request, number=number)
    return Borrowing(case, get_object_or_404(ForeignPlace.objects.select_related("neighbour"), pk=pk))


def neighbour_for(_request: Request, *, code: str) -> Neighbour:
    """A neighbouring municipality, for whoever keeps the list of them."""
    return get_object_or_404(Neighbour, code=code)


def capacity_for(request: Request, *, pk: int) -> Capacity:
    """A capacity in force: an own department's for its leader, any for the administrator."""
    capacities = Capacity.objects.filter(closes_on=None).select_related("offer", "department")
    found = get_object_or_404(capacities, pk=pk)
    if not may_set_places(found.department_id, request.user):
        raise Http404
    return found


def may_set_places(department_id: int, by: User) -> bool:
    """A provider leader counts the places of an own department, the administrator those of all."""
    return by.role == Role.ADMINISTRATOR or (by.is_provider and department_id in by.department_ids)


def must_set_places(department_id: int, by: User) -> None:
    """Raise `PermissionDenied` unless the person counts the places of this department."""
    if not may_set_places(department_id, by):
        raise PermissionDenied(_("Pladserne hører til en anden afdeling. Bed dens leder om at rette dem."))


def children_known_to(user: User) -> Any:
    """The children referred to or helped by the person's own departments, each with its open case's number."""
    sent = Referral.objects.visible_to(user).values("case__child")
    helped = Intervention.objects.visible_to(user).values("case__child")
    known = Case.objects.open().filter(child=OuterRef("pk")).values("number")
    children = Child.objects.filter(Q(pk__in=sent) | Q(pk__in=helped)).annotate(number=Subquery(known[:1]))
    return children.order_by("sort_name", "pk")


def must_know_child(child: Child, by: User) -> None:
    """Raise `PermissionDenied` unless the child is referred to or helped by a department the person works in."""
    if not children_known_to(by).filter(pk=child.pk).exists():
        raise PermissionDenied(_("Barnet er ikke visiteret til jeres afdeling. Bed rådgiveren om at visitere det."))


def must_deliver(delivered: Any, by: User) -> None:
    """Raise `PermissionDenied` unless the referral or help was sent to a department the person works in."""
    if by.role == Role.SYSTEM or (by.is_provider and delivered.department_id in by.department_ids):
        return
    raise PermissionDenied(_("Det er sendt til en anden afdeling. Kun de, der arbejder der, kan svare."))


def accepted_referral_for(request: Request, *, pk: int) -> Referral:
    """A referral the provider has accepted; a page read earlier may still be sent, and the act refuses it kindly."""
    found = open_referral_for(request, pk=pk)
    if request.method != "POST" and found.status != ReferralStatus.ACCEPTED:
        raise Http404
    return found


def active_intervention_for(request: Request, *, pk: int) -> Intervention:
    """Help that has not ended, in an open case; an older page may still be sent, and the act refuses it kindly."""
    found = intervention_for(request, pk=pk)
    if not found.case.is_open or (request.method != "POST" and found.ends_on is not None):
        raise Http404
    return found
