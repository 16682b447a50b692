"""The loaders of placements and what goes with them: an address becomes what the person may act on, or 404."""

from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from cases.access import relation
from herning.accounts.request import Request
from interventions.models import Breakdown, Contact, Intervention, Placement, Return, SupervisionVisit

PLACEMENT_PARTS = (
    "child", "intervention__case__child__family", "intervention__case__caseworker", "intervention__case__team",
    "intervention__case__district", "intervention__offer", "intervention__department", "intervention__step",
    "intervention__next_step", "intervention__next_offer",
    "intervention__referral__case__child", "intervention__referral__offer", "intervention__referral__foster_family",
    "board_recorded_by", "previous__intervention__offer",
)  # fmt: skip
Kept = TypeVar("Kept", SupervisionVisit, Contact, Breakdown, Return)
Running = TypeVar("Running", Placement, SupervisionVisit, Contact, Return)
OF_PLACEMENT = tuple(f"placement__{part}" for part in PLACEMENT_PARTS)


def placement_for(request: Request, *, pk: int) -> Placement:
    """The placement, when its case lies within the person's reach."""
    found = get_object_or_404(Placement.objects.visible_to(request.user).select_related(*PLACEMENT_PARTS), pk=pk)
    found.reached_by = _reached(found, request)
    return found


def placement_before_the_board(request: Request, *, pk: int) -> Placement:
    """A placement the Board has not decided on yet."""
    found = placement_for(request, pk=pk)
    if found.board_decided_on is not None:
        raise Http404
    return found


def running_placement_for(request: Request, *, pk: int) -> Placement:
    """One that runs, in an open case; an older page may still be sent, and the act refuses it kindly."""
    found = placement_for(request, pk=pk)
    return _runs(found, request, is_over=found.ends_on is not None)


def visit_for(request: Request, *, pk: int) -> SupervisionVisit:
    """A supervision visit still to be made."""
    visits = SupervisionVisit.objects.visible_to(request.user).select_related(*OF_PLACEMENT)
    found = _of_placement(visits, request, pk)
    return _runs(found, request, is_over=found.held_on is not None or found.cancelled_on is not None)


def contact_for(request: Request, *, pk: int) -> Contact:
    """An arrangement of contact in force."""
    found = _of_placement(Contact.objects.visible_to(request.user).select_related(*OF_PLACEMENT), request, pk)
    return _runs(found, request, is_over=found.until is not None)


def breakdown_for(request: Request, *, pk: int) -> Breakdown:
    """A breakdown of which nothing is learnt yet; the case may have been closed since."""
    found = _of_placement(Breakdown.objects.visible_to(request.user).select_related(*OF_PLACEMENT), request, pk)
    if request.method != "POST" and found.learnt_on is not None:
        raise Http404
    return found


def return_for(request: Request, *, pk: int) -> Return:
    """A return home that was decided and not carried out."""
    found = _of_placement(Return.objects.visible_to(request.user).select_related(*OF_PLACEMENT), request, pk)
    return _runs(found, request, is_over=found.returned_on is not None)


def exiting_intervention_for(request: Request, *, pk: int) -> Intervention:
    """Help above step 0 that runs in an open case, with where it leads afterwards."""
    helps = Intervention.objects.visible_to(request.user).filter(step__gte=1)
    found = get_object_or_404(
        helps.select_related(
            "case__child__family", "case__caseworker", "case__team", "case__district", "offer", "department", "step",
            "next_step", "next_offer", "placement__child",
        ),
        pk=pk,
    )  # fmt: skip
    found.reached_by = found.case.reached_by = relation(found.case, request.user)
    if not found.case.is_open or (request.method != "POST" and found.ends_on is not None):
        raise Http404
    return found


def _of_placement(rows: "QuerySet[Kept]", request: Request, pk: int) -> Kept:
    found = get_object_or_404(rows, pk=pk)
    found.reached_by = _reached(found.placement, request)
    return found


def _reached(placement: Placement, request: Request) -> str:
    case = placement.intervention.case
    case.reached_by = relation(case, request.user)
    return case.reached_by


def _runs(found: Running, request: Request, *, is_over: bool) -> Running:
    placement = found if isinstance(found, Placement) else found.placement
    if not placement.intervention.case.is_open or (request.method != "POST" and is_over):
        raise Http404
    return found
