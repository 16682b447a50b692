"""The loaders of cases: they turn an address into what the person may see, or into 404."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from cases.models import Case, Child, Concern
from herning.accounts.permissions import Role
from herning.accounts.request import Request


def case_for(request: Request, *, number: str) -> Case:
    """The case with a number, when it lies within the person's reach."""
    cases = Case.objects.visible_to(request.user).select_related("child__family", "caseworker", "team", "district")
    case = get_object_or_404(cases, number=number)
    case.reached_by = relation(case, request.user)
    return case


def open_case_for(request: Request, *, number: str) -> Case:
    """The same for a page that writes: a closed case is read, never written in."""
    case = case_for(request, number=number)
    if not case.is_open:
        raise Http404
    return case


def concern_for(request: Request, *, pk: int) -> Concern:
    """The concern, when it lies within the person's reach."""
    concerns = Concern.objects.visible_to(request.user).select_related("child__family", "case", "team", "registered_by")
    return get_object_or_404(concerns, pk=pk)


def child_for(request: Request, *, pk: int) -> Child:
    """A child whose identity the person may see."""
    return get_object_or_404(Child.objects.visible_to(request.user).select_related("family"), pk=pk)


def relation(case: Case, user: Any) -> str:
    """By what right the person sees the case; it stands in the access log."""
    if case.caseworker_id == user.pk:
        return "caseworker"
    if user.role == Role.CASEWORKER:
        return "granted"
    return str(user.role)
