"""The family and the network around a child."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import listing, rules
from cases.access import case_for, custody_for, open_case_for, relative_for, search_for
from cases.actions import (
    add_relative,
    add_sibling,
    end_custody,
    give_custody,
    register_child,
    set_municipalities,
)
from cases.forms.casework import MunicipalitiesForm
from cases.forms.child import EndCustodyForm, FindChildForm, GiveCustodyForm, NewChildForm, RelativeForm, SiblingForm
from cases.header import elsewhere, header
from cases.models import Case, Child, Custody, Relative
from cases.searching import find_children, with_cases
from cases.views.acting import act
from cases.views.children import answers_of
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show


@page(Permission.SEE_CASE, load=case_for)
def family(request: Request, case: Case) -> HttpResponse:
    """Siblings with their cases, adults with custody, and the network."""
    today = timezone.localdate()
    child = case.child
    others = child.family.children.with_custody(on=today).exclude(pk=child.pk)
    siblings: list[Any] = list(others.order_by("sort_name", "pk"))
    lacking = {one.pk for one in siblings if _lacks(one, is_held=one.is_in_custody, on=today)}
    custodies = child.custodies.select_related("holder").order_by("holder__sort_name", "since", "pk")
    is_of_age = rules.is_of_age(child.born_on, on=today)
    of_age_on = rules.of_age_on(child.born_on) if child.born_on else None
    held = {} if is_of_age else {custody.holder_id: custody for custody in custodies if custody.until is None}
    relatives = child.family.relatives.order_by("sort_name", "pk")
    found = with_cases(siblings, by=request.user)
    shown = {
        "case": case,
        "child": child,
        "header": header(request, case, tab="cases:family"),
        "siblings": [
            {"found": one, "known": known, "lacks_custody": one.child.pk in lacking}
            for one, known in _known(request, found, today=today)
        ],
        "relatives": [{"person": relative, "custody": held.get(relative.pk)} for relative in relatives],
        "lacks_custody": _lacks(child, is_held=bool(held), on=today),
        "knows_steps": bool(listing.ANNOTATORS),
        "is_of_age": is_of_age,
        "ended": [
            {"holder": custody.holder, "since": custody.since, "until": custody.until or of_age_on}
            for custody in custodies
            if custody.until is not None or is_of_age
        ],
        "municipalities": elsewhere(case),
        "rights": rules.party_rights(child.born_on, on=today),
        "today": today,
        "may_open": request.user.may(Permission.OPEN_WITH_REASON),
        "may_change": case.is_open and request.user.may(Permission.CHANGE_FAMILY),
    }
    return show(request, "cases/family.html", shown)


def _lacks(child: Child, *, is_held: bool, on: date) -> bool:
    """Whether the child is born and under 18, and nobody has custody of it."""
    return not is_held and rules.is_minor(child.born_on, on=on)


def _known(request: Request, found: list[Any], *, today: Any) -> list[tuple[Any, Case | None]]:
    """Each sibling with its case as the list of cases shows it, when the person reaches that."""
    reached = [one.case.pk for one in found if one.is_reached]
    cases = listing.in_list(Case.objects.visible_to(request.user).filter(pk__in=reached), on=today)
    case_of = {case.child_id: case for case in cases} if reached else {}
    return [(one, case_of.get(one.child.pk)) for one in found]


@page(Permission.CHANGE_FAMILY, load=open_case_for)
def add_relative_page(request: Request, case: Case) -> HttpResponse:
    """Add an adult of the family or its network."""
    is_of_age = rules.is_of_age(case.child.born_on, on=timezone.localdate())
    form = RelativeForm.at(request, about=case.number, is_of_age=is_of_age)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            relative = add_relative(child=case.child, by=request.user, **form.answers)
            messages.success(request, _("%(name)s er tilføjet.") % {"name": relative.name})
            return redirect("cases:family", case.number)
    return _in_family(request, form, case, heading=_("Tilføj en voksen"))


@page(Permission.CHANGE_FAMILY, load=relative_for)
def give_custody_page(request: Request, relative: Relative) -> HttpResponse:
    """Somebody who stands in the family already holds custody; from the birth, unless it is held again."""
    case, child = relative.on_case, relative.on_case.child
    is_first = not relative.custodies.filter(child=child).exists()
    initial = {"since": child.born_on} if is_first and child.born_on else {}
    form = GiveCustodyForm.at(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            give_custody(child=child, holder=relative, today=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("%(name)s har nu forældremyndighed over %(child)s.") % _named(relative, case))
            return redirect("cases:family", case.number)
    heading = _("%(name)s har forældremyndighed over %(child)s") % _named(relative, case)
    return _in_family(request, form, case, heading=heading)


def _named(relative: Relative, case: Case) -> dict[str, str]:
    return {"name": relative.name, "child": case.child.first_name}


@page(Permission.CHANGE_FAMILY, load=custody_for)
def end_custody_page(request: Request, custody: Custody) -> HttpResponse:
    """Somebody no longer holds custody."""
    case = Case.objects.visible_to(request.user).get(number=custody.case_number)
    form = EndCustodyForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            end_custody(custody=custody, by=request.user, **form.answers)
            messages.success(request, _("Forældremyndigheden er afsluttet."))
            return redirect("cases:family", case.number)
    heading = _("%(name)s har ikke længere forældremyndighed") % {"name": custody.holder.name}
    return _in_family(request, form, case, heading=heading)


@page(Permission.CHANGE_CHILD, load=open_case_for)
def set_municipalities_page(request: Request, case: Case) -> HttpResponse:
    """Say which municipalities the case lies between."""
    names = ("acting_municipality", "paying_municipality", "residence_municipality")
    form = MunicipalitiesForm.at(
        request, initial={name: getattr(case, name) for name in names} | {"seen_version": case.version}
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            set_municipalities(case=case, by=request.user, **form.answers)
            messages.success(request, _("Kommunerne er gemt."))
            return redirect("cases:family", case.number)
        form.go_on_from(seen_version=case.version)
    return _in_family(request, form, case, heading=_("Kommuner på sagen"))


def _sought_in(request: Request, *, number: str) -> Case:
    """An open case within reach, and the search on the access log."""
    search_for(request)
    return open_case_for(request, number=number)


@page(Permission.CHANGE_FAMILY, load=_sought_in)
def add_sibling_page(request: Request, case: Case) -> HttpResponse:
    """Find a sibling among the known children, or go on to register one; the families become one."""
    if request.method == "POST" and "sibling" in request.POST:
        return _sibling_chosen(request, case)
    form = FindChildForm.at(request)
    found = None
    if request.method == "POST" and form.is_valid():
        found = [one for one in find_children(form.cleaned_data["words"], by=request.user) if one.child != case.child]
    return _sibling_page(request, case, form, found)


def _sibling_chosen(request: Request, case: Case) -> HttpResponse:
    form = SiblingForm(request.POST, person=request.user)
    if form.is_valid():
        with form.refusals():
            sibling = add_sibling(child=case.child, by=request.user, **form.answers)
            messages.success(request, _("%(name)s er tilføjet som søskende.") % {"name": sibling.name})
            return redirect("cases:family", case.number)
    return _sibling_page(request, case, form, None)


def _sibling_page(request: Request, case: Case, form: Any, found: Any) -> HttpResponse:
    search = form if isinstance(form, FindChildForm) else FindChildForm()
    shown = {
        "case": case,
        "header": header(request, case, tab="cases:family"),
        "form": form,
        "search": search,
        "choices": [{"found": one, "form": _choice(request, one)} for one in found or []],
        "is_searched": found is not None,
        "today": timezone.localdate(),
    }
    return show(request, "cases/add_sibling.html", shown)


def _choice(request: Request, found: Any) -> SiblingForm:
    return SiblingForm(person=request.user, initial={"sibling": found.child.pk}, auto_id=False)


@page(Permission.CHANGE_FAMILY, load=open_case_for)
def new_sibling(request: Request, case: Case) -> HttpResponse:
    """Register a sibling that is not known yet, in the child's family."""
    form = NewChildForm.at(request, about=case.number)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            known = answers_of(form)
            child = register_child(family=case.child.family, today=timezone.localdate(), by=request.user, **known)
            messages.success(request, _("%(name)s er tilføjet som søskende.") % {"name": child.name})
            return redirect("cases:family", case.number)
    return _in_family(request, form, case, heading=_("Ny søskende"))


def _in_family(request: Request, form: Any, case: Case, **shown: Any) -> HttpResponse:
    back = reverse("cases:family", args=[case.number])
    return act(request, form, back=back, case=case, tab="cases:family", **shown)
