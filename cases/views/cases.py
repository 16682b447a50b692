"""The list of cases within reach."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import listing
from cases.access import CASE_NUMBER, search_for
from cases.models import Case
from cases.models.case import CaseQuerySet
from herning.accounts.models import District, User
from herning.accounts.permissions import Permission, Role
from herning.accounts.request import Request
from herning.web.danish import matching
from herning.web.pages import page, show
from herning.web.paging import keyset

DIGITS_OF_A_CPR = 6
WORDS_AT_MOST = 80


@page(Permission.SEE_CASE, load=search_for)
def cases(request: Request, _searched: None) -> HttpResponse:
    """Cases within reach, narrowed by the choices above them, fifty a page in Danish order.

    The choices stand in the address; a name is posted, so that it stands in none and in the access log instead.
    """
    given = {**request.GET.dict(), **request.POST.dict()}
    asked = {name: str(value).replace("\x00", "")[:WORDS_AT_MOST] for name, value in given.items()}
    words = asked.pop("words", "").strip() if request.method == "POST" else ""
    if "q" in request.GET or _may_hold_cpr(words):
        messages.info(request, _("Navne skrives kun i søgefeltet, og CPR-numre kun i det øverst på siden."))
        return redirect(f"{reverse('cases:cases')}{_address(asked)}")
    today = timezone.localdate()
    reached = Case.objects.visible_to(request.user)
    found = keyset(
        listing.in_list(_named(_narrow(reached, asked, today=today, person=request.user), words), on=today),
        by="child__sort_name",
        within=reached,
        asked=asked,
    )
    return show(
        request,
        "cases/cases.html",
        {
            "cases": found.rows,
            "words": words,
            "today": today,
            "may_register": request.user.may(Permission.REGISTER_CONCERN),
            "is_filtered": bool(words) or any(asked.get(name) for name in _filter_names()),
            "filters": _filters(request.user, asked),
            "same_url": reverse("cases:cases") + _address(asked),
            **found.beside(_kept(asked)),
            "knows_steps": bool(listing.ANNOTATORS),
        },
    )


def _may_hold_cpr(words: str) -> bool:
    return not CASE_NUMBER.fullmatch(words) and sum(sign.isdigit() for sign in words) >= DIGITS_OF_A_CPR


def _named(cases: CaseQuerySet, words: str) -> CaseQuerySet:
    if CASE_NUMBER.fullmatch(words):
        return cases.filter(number__startswith=words)
    return matching(cases, words, field="child__search_name")


def _narrow(cases: CaseQuerySet, asked: dict[str, str], *, today: Any, person: User) -> CaseQuerySet:
    match asked.get("status", ""):
        case "lukkede":
            cases = cases.exclude(closed_on=None)
        case "alle":
            pass
        case _:
            cases = cases.open()
    if asked.get("omfang") == "mine":
        cases = cases.filter(caseworker=person)
    for name, column in (("distrikt", "district_id"), ("raadgiver", "caseworker_id")):
        if _is_key(asked.get(name, "")):
            cases = cases.filter(**{column: asked[name]})
    for choice in listing.FILTERS:
        if asked.get(choice.name):
            cases = choice.narrow(cases, asked[choice.name], today)
    return cases


def _filters(person: User, asked: dict[str, str]) -> list[dict[str, Any]]:
    """The choices above the list: those that can differ within the person's reach."""
    filters: list[dict[str, Any]] = []
    if person.role == Role.CASEWORKER:
        scope = [("", _("Mine og åbnede med begrundelse")), ("mine", _("Kun mine"))]
        filters.append({"name": "omfang", "label": _("Omfang"), "choices": scope})
    if person.role == Role.MANAGER:
        districts = [
            (str(key), name) for key, name in District.objects.order_by("name", "pk").values_list("pk", "name")
        ]
        filters.append({"name": "distrikt", "label": _("Distrikt"), "choices": [("", _("Alle")), *districts]})
    if person.role in {Role.MANAGER, Role.TEAM_LEADER}:
        filters.append(
            {"name": "raadgiver", "label": _("Rådgiver"), "choices": [("", _("Alle")), *_caseworkers(person, asked)]}
        )
    filters += [
        {"name": choice.name, "label": choice.label, "choices": [("", _("Alle")), *choice.choices()]}
        for choice in listing.FILTERS
    ]
    states = [("", _("Åbne")), ("lukkede", _("Lukkede")), ("alle", _("Alle"))]
    filters.append({"name": "status", "label": _("Sager"), "choices": states})
    return [{**choice, "chosen": asked.get(choice["name"], "")} for choice in filters]


def _caseworkers(person: User, asked: dict[str, str]) -> list[tuple[str, str]]:
    people = User.objects.with_role(Role.CASEWORKER).order_by("sort_name", "pk")
    if person.role == Role.TEAM_LEADER:
        people = people.filter(team=person.team)
    elif _is_key(asked.get("distrikt", "")):
        people = people.filter(team__district_id=asked["distrikt"])
    return [(str(key), name) for key, name in people.values_list("pk", "name")]


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _filter_names() -> set[str]:
    return {"omfang", "distrikt", "raadgiver", "status"} | {choice.name for choice in listing.FILTERS}


def _kept(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value and name in _filter_names()}


def _address(asked: dict[str, str]) -> str:
    """What stands behind the address of the list with the same choices."""
    kept = _kept(asked)
    return f"?{urlencode(kept)}" if kept else ""
