"""Who reaches what: loaders turn an address into what the person may see or into 404; actions ask again."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Child, ChildInvestigation, Concern, Consent, Custody, JournalNote, Relative
from herning.accounts.models import Absence, User
from herning.accounts.permissions import Role
from herning.accounts.request import Request
from herning.rules import RuleBroken

CASE_NUMBER = re.compile(r"\d{4}-\d{1,5}")
# Six digits of a day and any more after them, however they are spaced: the search reads them as a CPR number too.
CPR_AS_SEARCHED = re.compile(r"(?<!\d)(\d(?:[- ]*\d){5})(?:[- ]*\d)+")


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


def unreached_case_for(request: Request, *, number: str) -> Case:
    """A case the person does not reach yet, to ask for it with a reason; the page shows whose it is and no content."""
    cases = Case.objects.select_related("child", "caseworker", "team", "district")
    return get_object_or_404(cases, number=number)


def consent_for(request: Request, *, number: str, pk: int) -> Consent:
    """A consent in an open case within reach."""
    case = open_case_for(request, number=number)
    consent = get_object_or_404(case.consents.select_related("holder"), pk=pk)
    consent.case = case
    return consent


def custody_for(request: Request, *, number: str, pk: int) -> Custody:
    """A custody of the child of an open case within reach."""
    case = open_case_for(request, number=number)
    custody = get_object_or_404(case.child.custodies.select_related("holder"), pk=pk)
    custody.child = case.child
    custody.child.reached_case_number = case.number
    return custody


def relative_for(request: Request, *, number: str, pk: int) -> Relative:
    """An adult in the family of the child of an open case within reach."""
    case = open_case_for(request, number=number)
    relative = get_object_or_404(case.child.family.relatives.all(), pk=pk)
    relative.on_case = case
    return relative


def note_for(request: Request, *, number: str, pk: int) -> JournalNote:
    """A note in an open case within reach."""
    case = open_case_for(request, number=number)
    note = get_object_or_404(case.journal.select_related("written_by"), pk=pk)
    note.case = case
    return note


def investigation_for(request: Request, *, number: str, pk: int) -> ChildInvestigation:
    """An investigation in an open case within reach."""
    case = open_case_for(request, number=number)
    investigation = get_object_or_404(case.investigations.all(), pk=pk)
    investigation.case = case
    return investigation


def search_for(request: Request) -> None:
    """Put what is searched for on the access log; digits of a CPR number are left out."""
    words = request.POST.get("words", "").replace("\x00", "").strip()
    if not CASE_NUMBER.fullmatch(words):
        words = CPR_AS_SEARCHED.sub(r"\1-••••", words)
    request.searched_for = words[:200]


def child_for(request: Request, *, pk: int) -> Child:
    """A child whose identity the person may see."""
    return get_object_or_404(Child.objects.visible_to(request.user).select_related("family"), pk=pk)


def reached_child_for(request: Request, *, pk: int) -> Child:
    """A child whose case the person reaches, or that never had one: its address is no business of other caseworkers."""
    child = child_for(request, pk=pk)
    case = Case.objects.deciding_for([child.pk]).first()
    if case is not None:
        if not Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
            raise Http404
        child.reached_case_number, child.reached_by = case.number, relation(case, request.user)
    return child


def relation(case: Case, user: Any) -> str:
    """By what right the person sees the case; it stands in the access log."""
    if case.caseworker_id == user.pk:
        return "caseworker"
    if user.role == Role.CASEWORKER:
        covers = Absence.objects.on(timezone.localdate()).filter(user=case.caseworker_id, cover=user.pk)
        return "cover" if case.is_open and covers.exists() else "granted"
    return str(user.role)


def must_reach(case: Case, by: User) -> None:
    """Whoever acts in a case reaches it; raises `PermissionDenied`. The system itself reaches all."""
    if by.role == Role.SYSTEM or case.caseworker_id == by.pk:
        return
    if by.role == Role.TEAM_LEADER and case.team_id == by.team_id:
        return
    if not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied(
            _("Sagen ligger uden for det, du har adgang til. Spørg sagens rådgiver eller teamleder.")
        )


def must_write_in(case: Case, by: User) -> None:
    """The same for what writes: a closed case is read, never written in; raises `RuleBroken` for one."""
    must_reach(case, by)
    if not case.is_open:
        raise RuleBroken(_("Sagen er lukket og kan kun læses. Kommer der nyt, så registrér en underretning."))


def must_reach_concern(concern: Concern, by: User) -> None:
    """Whoever acts on a concern belongs to its team or reaches its case; raises `PermissionDenied`."""
    if by.role == Role.SYSTEM or concern.team_id == by.team_id:
        return
    if not Concern.objects.visible_to(by).filter(pk=concern.pk).exists():
        raise PermissionDenied(_("Underretningen hører til et andet team. Spørg det teams leder."))


def must_reach_child(child: Child, by: User) -> None:
    """Whoever changes a child or its family reaches its open case or the latest closed; without one any caseworker may.

    Raises `PermissionDenied`, and leaves the case's number on the child for the record.
    """
    case = Case.objects.deciding_for([child.pk]).only("number", "caseworker_id", "team_id").first()
    if case is None:
        return
    child.reached_case_number = case.number
    must_reach(case, by)
