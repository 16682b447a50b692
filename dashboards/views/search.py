"""The search in the top bar: name, CPR or case number; what was searched for is logged with the CPR masked."""

import re
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.access import CPR_AS_SEARCHED
from cases.models import Case, Child
from cases.searching import Found, find_children, with_cases
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.forms import HouseForm
from herning.web.pages import page, show
from herning.web.searches import searched_words, to_result

CASE_NUMBER = re.compile(r"\d{4}-\d{5,}")


class SearchForm(HouseForm):
    """What is searched for."""

    button = _("Søg")

    q = forms.CharField(
        label=_("Navn, CPR-nummer eller sagsnummer"),
        min_length=2,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Fx “Sofie Mikkelsen”, ti cifre eller “2026-00318”."),
    )


def search_for(request: Request) -> None:
    """Put what is searched for on the access log; the digits of a CPR number that tell the person are left out."""
    words = request.POST.get("q", "").replace("\x00", "").strip()
    if not CASE_NUMBER.fullmatch(words):
        words = CPR_AS_SEARCHED.sub(r"\1-••••", words)
    request.searched_for = words[:200]


@page(Permission.SEARCH, load=search_for)
def search(request: Request, _searched: None) -> HttpResponse:
    """Everybody of the authority finds a child's identity and caseworker; the case opens only within reach."""
    words = searched_words(request)
    form = SearchForm.at(request, initial={"q": words})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["q"]
        found = _found(words, request)
        if len(found) == 1 and found[0].is_reached and found[0].case is not None:
            return redirect("dashboards:case", found[0].case.number)
        return to_result(request, words)
    rows = [_row(request, one) for one in _found(words, request)] if words and not form.is_bound else None
    return show(request, "dashboards/search.html", {"form": form, "rows": rows, "sought": form["q"].value()})


def _found(words: str, request: Request) -> list[Found]:
    return _by_number(words, request) if CASE_NUMBER.fullmatch(words) else find_children(words, by=request.user)


def _by_number(words: str, request: Request) -> list[Found]:
    children = list(Child.objects.visible_to(request.user).filter(cases__number=words))
    found = with_cases(children, by=request.user)
    closed = Case.objects.visible_to(request.user).filter(number=words).select_related("caseworker", "team").first()
    return [Found(one.child, closed, True) if closed else one for one in found]


def _row(request: Request, found: Found) -> dict[str, Any]:
    """Identity and caseworker for everybody; what leads further depends on reach and role."""
    child, case, user = found.child, found.case, request.user
    url = label = ""
    if case is not None and found.is_reached:
        url, label = reverse("dashboards:case", args=[case.number]), str(_("Åbn sagen"))
    elif case is not None and user.may(Permission.OPEN_WITH_REASON):
        url, label = reverse("cases:open_with_reason", args=[case.number]), str(_("Åbn med begrundelse"))
    elif case is None and user.may(Permission.REGISTER_CONCERN):
        url, label = reverse("cases:new_concern", args=[child.pk]), str(_("Ny underretning"))
    return {
        "name": child.name,
        "age": child.age_text(on=timezone.localdate()),
        "cpr": child.cpr,
        "is_protected": child.is_address_protected,
        "case": case,
        "is_reached": found.is_reached,
        "url": url,
        "label": label,
    }
