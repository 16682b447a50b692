"""A child is looked for, registered when it is not known, and put right."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import reached_child_for, search_for
from cases.actions import StaleChild, change_child, register_child
from cases.forms.child import ChangeChildForm, FindChildForm, NewChildForm
from cases.models import Case, Child
from cases.searching import Found, find_children, with_cases
from cases.views.acting import act
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from herning.web.searches import searched_words, to_result


@page(Permission.REGISTER_CONCERN, load=search_for)
def find_child(request: Request, _searched: None) -> HttpResponse:
    """Search before creating; what is searched for is posted, so that it stands in no address."""
    words = searched_words(request)
    form = FindChildForm.at(request, initial={"words": words})
    if request.method == "POST" and form.is_valid():
        return to_result(request, form.cleaned_data["words"])
    found = find_children(words, by=request.user) if words and not form.is_bound else None
    shown: dict[str, Any] = {"form": form, "found": found, "today": timezone.localdate()}
    shown["may_open"] = request.user.may(Permission.OPEN_WITH_REASON)
    return show(request, "cases/find_child.html", shown)


@page(Permission.REGISTER_CONCERN)
def new_child(request: Request) -> HttpResponse:
    """Register a child that the search did not find; one that looks like a known child is held up first."""
    if request.method == "POST" and "words" in request.POST:
        return _new_child(request, NewChildForm(initial=_begun_with(request.POST["words"])))
    form = NewChildForm.at(request)
    if request.method == "POST" and form.is_valid() and not (alike := _alike(request, form)):
        with form.refusals():
            child = register_child(by=request.user, today=timezone.localdate(), **answers_of(form))
            messages.success(request, _("%(name)s er registreret.") % {"name": child.name})
            return redirect("cases:new_concern", child.pk)
    elif form.is_bound and form.is_valid():
        form.raise_doubt()
        return _new_child(request, form, alike=alike)
    return _new_child(request, form)


def _new_child(request: Request, form: NewChildForm, **more: Any) -> HttpResponse:
    lead = _("Et barn registreres kun én gang. Derefter skriver du underretningen.")
    more |= {"today": timezone.localdate(), "may_open": request.user.may(Permission.OPEN_WITH_REASON)}
    return act(request, form, heading=_("Nyt barn"), lead=lead, back=reverse("cases:find_child"), **more)


def _begun_with(words: str) -> dict[str, Any]:
    """What was searched for goes into the form, so that nobody types it twice."""
    digits = words.replace("-", "").replace(" ", "")
    return {"cpr": words[:20]} if digits.isdigit() else {"name": words.replace("\x00", "")[:120]}


def _alike(request: Request, form: NewChildForm) -> list[Found]:
    """Known children that the new one may be, unless the person has said that it is another."""
    said = form.cleaned_data
    if said["is_another_child"]:
        return []
    like: Any = Child.objects.visible_to(request.user).like(
        name=said["name"], born_on=said["born_on"], expected_on=said["expected_on"]
    )
    return with_cases(list(like[:10]), by=request.user)


def answers_of(form: NewChildForm) -> dict[str, Any]:
    """What is known of the child, without the answer about other children."""
    return {name: value for name, value in form.answers.items() if name != "is_another_child"}


@page(Permission.CHANGE_CHILD, load=reached_child_for)
def change_child_page(request: Request, child: Child) -> HttpResponse:
    """Put right what is known of a child; a second editor is shown what the first one changed."""
    initial = ChangeChildForm.initial_of(child)
    form = ChangeChildForm.at(request, about=f"child-{child.pk}", initial=initial)
    case = Case.objects.visible_to(request.user).open().filter(child=child).first()
    back = reverse("cases:family", args=[case.number]) if case else reverse("cases:concerns")
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            _change(request, child, form)
            messages.success(request, _("Oplysningerne er gemt."))
            return redirect(back)
    return act(request, form, heading=_("Ret oplysninger om %(name)s") % {"name": child.name}, back=back)


def _change(request: Request, child: Child, form: ChangeChildForm) -> None:
    try:
        change_child(child=child, by=request.user, today=timezone.localdate(), **form.answers)
    except StaleChild as stale:
        form.go_on_from(seen_version=stale.version)
        raise
