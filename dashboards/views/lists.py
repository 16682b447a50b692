"""The lists behind the numbers of the staircase; each look at one is logged with what it asked for."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from cases.models import Case
from dashboards.figures import behind, ladder, moves, places
from dashboards.figures.scope import Scope
from dashboards.views.asked import headed, months_label, number, scope_for
from herning.accounts.models import Team
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.rules import LADDER_STEPS
from herning.web.pages import page, show
from herning.web.paging import Page, keyset
from reviews.models import Review


def paged(request: Request, found: Page[Any], head: dict[str, Any]) -> dict[str, Any]:
    """A page of a list under its head, and the way on."""
    return head | {"rows": found.rows} | found.beside(request.GET)


@page(Permission.SEE_STAIRCASE, load=scope_for)
def children(request: Request, scope: Scope) -> HttpResponse:
    """The children on one step, in Danish order; without a step those with an open case and no help.

    Of these those whose case waits for its next step; of the placed ones all, or those whose placement is on the step.
    """
    step = number(request, "trin")
    step = step if step in LADDER_STEPS else None
    is_waiting = step is None and request.GET.get("vis") == "venter"
    is_placed = number(request, "anbragt") == 1
    among = behind.placed if is_placed else behind.children
    rows = behind.waiting(scope) if is_waiting else among(scope, step=step)
    found = keyset(rows, by="child__sort_name", within=Case.objects.visible_to(request.user), asked=request.GET)
    tread = next((tread for tread in ladder.treads() if tread.step == step), None)
    heading = (
        _("Trin %(number)s · %(name)s") % {"number": tread.number, "name": tread.name}
        if tread
        else _("Sager, der venter på næste skridt")
        if is_waiting
        else _("Uden indsats nu")
    )
    lead = []
    if is_placed:
        heading, lead = _("Anbragte børn"), [heading] if tread else []
    head = headed(scope, heading, count=rows.count(), lead=lead)
    return show(request, "dashboards/children.html", paged(request, found, head))


@page(Permission.SEE_STAIRCASE, load=scope_for)
def stepped(request: Request, scope: Scope) -> HttpResponse:
    """The moves behind one number, newest first."""
    direction, step, left = request.GET.get("retning", ""), number(request, "trin"), number(request, "fra")
    titles = {
        moves.DOWN: _("Ned ad trappen"),
        moves.UP: _("Op ad trappen"),
        moves.SKIPPED: _("Trin sprunget over"),
        moves.ONTO: _("Nye på trappen"),
        moves.OFF: _("Forladt trappen"),
    }
    rows = moves.behind(scope, direction=direction, step=step, left=left)
    count = rows.count()
    rows = rows.select_related(
        "case__child", "case__caseworker", "intervention__offer", "intervention__placement__child", "decided_by"
    )
    found = keyset(rows, by="on", within=behind.all_moves(scope), newest_first=True, asked=request.GET)
    heading = titles.get(direction, _("Bevægelser på trappen"))
    head = headed(scope, heading, count=count, lead=[months_label(scope.months), *_which(direction, step, left)])
    return show(request, "dashboards/moves.html", paged(request, found, head))


def _which(direction: str, step: int | None, left: int | None) -> list[str]:
    """The steps a list of moves is narrowed to, as the heads of its numbers say it."""
    if step is None and left is None:
        return []
    numbers = {tread.step: tread.number for tread in ladder.treads()}
    is_from = direction == moves.UP
    said = [(left, True), (step, is_from)] if direction in {moves.DOWN, moves.UP, moves.SKIPPED} else [(left, True)]
    return [
        (_("fra trin %(number)s") if is_left else _("til trin %(number)s")) % {"number": numbers[asked]}
        for asked, is_left in said
        if asked in numbers
    ]


@page(Permission.SEE_STAIRCASE, load=scope_for)
def overdue(request: Request, scope: Scope) -> HttpResponse:
    """The reviews over their date, the longest first; of one team when the address names it."""
    team = number(request, "team")
    rows = behind.overdue(scope, team=team)
    reached = Review.objects.visible_to(request.user)
    found = keyset(rows, by="due_on", within=reached, asked=request.GET)
    named = Team.objects.filter(pk=team).values_list("name", flat=True).first() if team is not None else None
    head = headed(scope, _("Opfølgninger over fristen"), count=rows.count(), lead=[named] if named else [])
    shown = paged(request, found, head)
    shown["may_explain"] = request.user.may(Permission.EXPLAIN_REVIEW)
    return show(request, "dashboards/overdue.html", shown)


@page(Permission.SEE_STAIRCASE, load=scope_for)
def full_offers(request: Request, scope: Scope) -> HttpResponse:
    """The open offers where nobody can begin now, and the steps they leave without room."""
    offers = places.given(on=scope.on)
    full = places.full(offers)
    steps = {tread.step: tread for tread in ladder.treads()}
    # A place is given to a child of any district, so that these are the same wherever one came from.
    head = headed(replace(scope, district_name=_("alle distrikter")), _("Tilbud uden ledig plads"), count=len(full))
    shown = {"offers": full, "without_room": [steps[step] for step in places.steps_without_room(offers)]}
    return show(request, "dashboards/full_offers.html", head | shown)
