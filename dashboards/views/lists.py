"""The lists behind the numbers of the staircase; each look at one is logged with what it asked for."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from cases.models import Case
from cases.paging import Page, keyset
from dashboards.figures import behind, ladder, moves, places
from dashboards.figures.scope import Scope
from dashboards.views.asked import months_label, number, scope_for
from herning.accounts.models import District
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from reviews.models import Review


def paged(request: Request, scope: Scope, found: Page[Any], heading: str, **more: Any) -> dict[str, Any]:
    """A page of a list with its heading and the way on."""
    district = (
        District.objects.filter(pk=scope.district).values_list("name", flat=True).first() if scope.district else ""
    )
    query = request.GET.copy()
    addresses = {}
    for name, other, key in (("next_url", "efter", found.after), ("previous_url", "foer", found.before)):
        for place in ("efter", "foer"):
            query.pop(place, None)
        query[other] = str(key)
        addresses[name] = f"?{query.urlencode()}" if key else ""
    lead = [district] if district else []
    return {
        "heading": heading,
        "lead": " · ".join([*lead, *more.pop("lead", [])]),
        "rows": found.rows,
        "on": scope.on,
        "back_query": scope.query(),
        **addresses,
        **more,
    }


def place_in(request: Request) -> Any:
    """Where in a list the address asks to be."""
    return {"after": request.GET.get("efter", ""), "before": request.GET.get("foer", "")}


@page(Permission.SEE_STAIRCASE, load=scope_for)
def children(request: Request, scope: Scope) -> HttpResponse:
    """The children on one step, in Danish order; without a step those with an open case and no help.

    Of these those whose case waits for its next step; of the placed ones all, or those whose placement is on the step.
    """
    step = number(request, "trin")
    step = step if step in range(6) else None
    is_waiting = step is None and request.GET.get("vis") == "venter"
    is_placed = number(request, "anbragt") == 1
    among = behind.placed if is_placed else behind.children
    rows = behind.waiting(scope) if is_waiting else among(scope, step=step)
    found = keyset(rows, by="child__sort_name", within=Case.objects.visible_to(request.user), **place_in(request))
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
    return show(request, "dashboards/children.html", paged(request, scope, found, heading, lead=lead))


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
    rows = moves.behind(scope, direction=direction, step=step, left=left).select_related(
        "case__child", "case__caseworker", "intervention__offer", "intervention__placement__child", "decided_by"
    )
    found = keyset(rows, by="on", within=behind.all_moves(scope), newest_first=True, **place_in(request))
    lead = [months_label(scope.months)]
    shown = paged(request, scope, found, titles.get(direction, _("Bevægelser på trappen")), lead=lead)
    return show(request, "dashboards/moves.html", shown)


@page(Permission.SEE_STAIRCASE, load=scope_for)
def overdue(request: Request, scope: Scope) -> HttpResponse:
    """The reviews over their date, the longest first; of one team when the address names it."""
    team = number(request, "team")
    rows = behind.overdue(scope, team=team)
    reached = Review.objects.visible_to(request.user)
    found = keyset(rows, by="due_on", within=reached, **place_in(request))
    shown = paged(request, scope, found, _("Opfølgninger over fristen"))
    shown["may_explain"] = request.user.may(Permission.EXPLAIN_REVIEW)
    return show(request, "dashboards/overdue.html", shown)


@page(Permission.SEE_STAIRCASE, load=scope_for)
def full_offers(request: Request, scope: Scope) -> HttpResponse:
    """The open offers where nobody can begin now, and the steps they leave without room."""
    offers = places.given(on=scope.on)
    steps = {tread.step: tread for tread in ladder.treads()}
    shown = {
        "offers": places.full(offers),
        "without_room": [steps[step] for step in places.steps_without_room(offers)],
        "on": scope.on,
        "back_query": scope.query(),
    }
    return show(request, "dashboards/full_offers.html", shown)
