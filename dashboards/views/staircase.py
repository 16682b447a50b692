"""The managers' staircase and the lists behind its numbers."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.figures import caseload, ladder, moves, places, punctuality, standing
from dashboards.figures.exits import OVERRUN, count_overrun
from dashboards.figures.placed import broken
from dashboards.figures.scope import MONTHS, Scope
from dashboards.figures.team import approvals, furthest_behind, team_rows
from dashboards.views.asked import months_label, scope_for
from herning.accounts.models import District
from herning.accounts.permissions import Permission, Role
from herning.accounts.request import Request
from herning.web.days import date_and_year, month
from herning.web.pages import page, show

HIGHEST_STEP = 5


@page(Permission.SEE_STAIRCASE, load=scope_for)
def staircase(request: Request, scope: Scope) -> HttpResponse:
    """Children per step now and before, moves, reviews on time, load, full offers; every number leads to its list."""
    return show_staircase(request, scope)


def show_staircase(request: Request, scope: Scope) -> HttpResponse:
    """The same page where it is somebody's start page."""
    steps = ladder.treads()
    districts = list(District.objects.order_by("name", "pk").values_list("pk", "name"))
    whole = Scope(scope.user, scope.on, scope.months)
    moved = moves.moves(scope)
    stood = standing.standing(scope, moved)
    load = caseload.caseload(scope)
    late = punctuality.overdue_by_team(scope)
    teams = team_rows(scope, load, late)
    shown = {
        "scope": scope,
        "approvals": approvals(scope.user, on=scope.on) if scope.user.role == Role.MANAGER else [],
        "on": scope.on,
        "before": date_and_year(scope.before),
        "since": month(scope.before),
        "total": sum(stood.now.values()),
        "without": max(load.cases - sum(stood.now.values()), 0),
        "treads": [_tread(tread, scope, stood, moved) for tread in steps],
        "figures": _figures(scope, load, late, moved, steps),
        "movements": _movements(scope, moved),
        "steps": steps,
        "districts": _districts(whole, districts, stood, steps),
        "teams": furthest_behind(teams),
        "teams_count": len(teams),
        "choices": _choices(scope, districts),
    }
    return show(request, "dashboards/staircase.html", shown)


def _tread(tread: ladder.Tread, scope: Scope, stood: standing.Standing, moved: moves.Moves) -> dict[str, Any]:
    """One tread of the drawing; step 0 is for all children: it counts cases only when some child has or had help there.

    Nobody comes down to the highest step or goes up from it, so that the rest are all moves down and up.
    """
    step = tread.step
    count, down, up = stood.now[step], moved.down_to[step], moved.up_from[step]
    is_silent = step == 0 and not (count or stood.then[step] or down or up)
    has_moves = step < HIGHEST_STEP and not is_silent
    return {
        "number": tread.number,
        "name": tread.name,
        "count": None if is_silent else count,
        "change": None if is_silent else stood.change(step),
        "down": down if has_moves else None,
        "up": up if has_moves else None,
        "url": "" if is_silent else reverse("dashboards:children") + scope.query(trin=step),
    }


def _figures(
    scope: Scope, load: caseload.Load, late: list[punctuality.Overdue], moved: moves.Moves, steps: list[ladder.Tread]
) -> list[dict[str, Any]]:
    offers = places.rooms(on=scope.on)
    full, empty = places.full(offers), set(places.steps_without_room(offers))
    without_room = [tread.number for tread in steps if tread.step in empty]
    held = punctuality.punctuality(scope)
    overrun, broke = count_overrun(scope.of(), on=scope.on), broken(scope).count()
    overdue, long = punctuality.total(late), sum(team.long for team in late)
    return [
        {
            "label": _("Opfølgninger over fristen"),
            "value": overdue,
            "more": ngettext("%(count)s over ti arbejdsdage", "%(count)s over ti arbejdsdage", long) % {"count": long},
            "state": "late" if overdue else "",
            "url": reverse("dashboards:overdue") + scope.query(),
        },
        {
            "label": _("Opfølgninger til tiden"),
            "value": "–" if held.share is None else f"{held.share} %",
            "more": _("af %(held)s holdt · loven: %(law)s")
            % {"held": held.held, "law": "–" if held.law_share is None else f"{held.law_share} %"},
        },
        {
            "label": _("Sager pr. rådgiver"),
            "value": "–" if load.average is None else number_format(load.average, 1),
            "more": _("norm 20–25 · %(count)s over 25") % {"count": load.overloaded},
            "state": "soon" if load.overloaded else "",
            "url": reverse("dashboards:team") + scope.query(),
        },
        {
            "label": _("Hjælp over planlagt slut"),
            "value": overrun,
            "more": _("hverken afsluttet eller forlænget"),
            "state": "late" if overrun else "",
            "url": reverse("dashboards:exits") + scope.query(vis=OVERRUN),
        },
        {
            "label": _("Sammenbrud i anbringelser"),
            "value": broke,
            "more": months_label(scope.months).lower(),
            "url": reverse("dashboards:breakdowns") + scope.query(),
        },
        {
            "label": _("Tilbud uden ledig plads"),
            "value": len(full),
            "more": _("intet ledigt på trin %(steps)s") % {"steps": ", ".join(map(str, without_room))}
            if without_room
            else _("plads på alle trin"),
            "state": "late" if without_room else "soon" if full else "",
            "url": reverse("dashboards:full_offers") + scope.query(),
        },
    ]


def _movements(scope: Scope, moved: moves.Moves) -> list[dict[str, Any]]:
    labels = {
        moves.DOWN: _("Ned ad trappen"),
        moves.UP: _("Op ad trappen"),
        moves.ONTO: _("Nye på trappen"),
        moves.SKIPPED: _("Trin sprunget over"),
        moves.OFF: _("Forladt trappen"),
    }
    return [
        {
            "label": label,
            "count": moved.total[direction],
            "url": reverse("dashboards:moves") + scope.query(retning=direction),
        }
        for direction, label in labels.items()
    ]


def _districts(
    scope: Scope, districts: list[tuple[int, str]], stood: standing.Standing, steps: list[ladder.Tread]
) -> list[dict[str, Any]]:
    """A table of districts and steps with the same figures; every number leads to its children."""
    children = reverse("dashboards:children")
    rows = []
    for pk, name in districts:
        counts = [stood.districts[pk, tread.step] for tread in steps]
        if not any(counts):
            continue
        cells = [
            {"count": count, "label": tread.number, "url": children + scope.query(trin=tread.step, distrikt=pk)}
            for count, tread in zip(counts, steps, strict=True)
        ]
        rows.append({"name": name, "cells": cells, "total": sum(counts)})
    return rows


def _choices(scope: Scope, districts: list[tuple[int, str]]) -> dict[str, Any]:
    return {
        "districts": [(pk, name, pk == scope.district) for pk, name in districts],
        "months": [(count, months_label(count), count == scope.months) for count in MONTHS],
    }
