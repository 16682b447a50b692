"""Holes in the ladder, and the children each of them hurts."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Case
from dashboards.figures import behind, ladder
from dashboards.figures import holes as found
from dashboards.figures.scope import Scope
from dashboards.views.asked import headed, number, scope_for
from dashboards.views.lists import paged
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from herning.web.paging import keyset
from interventions.models import TargetGroup

HOLES_SHOWN = 30


@page(Permission.SEE_STAIRCASE, load=scope_for)
def holes(request: Request, scope: Scope) -> HttpResponse:
    """Where children need what the ladder has not, and every step and age with its offers, places and waiting."""
    groups = {group.code: str(group) for group in TargetGroup.objects.in_use()}
    about = request.GET.get("gruppe", "")
    about = about if about in groups else found.UNSAID
    supplies, needs = found.supplies(on=scope.on), found.needs(scope)
    steps = {tread.step: tread for tread in ladder.treads()}
    cells = found.matrix(supplies, needs, about=about)
    every = found.holes(supplies, needs)
    lead = [_("behov i det seneste år mod åbne tilbud og ledige pladser")]
    context = headed(scope, _("Huller i trappen"), lead=lead) | {
        "holes": [_hole(scope, key, cell, steps, groups) for key, cell in every[:HOLES_SHOWN]],
        "holes_count": len(every),
        "rows": [
            {"tread": steps[step], "cells": [(index, cells[step, index]) for index in range(len(found.AGE_GROUPS))]}
            for step in reversed(found.STEPS)
        ],
        "ages": [_ages(index) for index in range(len(found.AGE_GROUPS))],
        "groups": list(groups.items()),
        "about": about,
        "scope": scope,
    }
    return show(request, "dashboards/holes.html", context)


def _hole(scope: Scope, key: found.Key, cell: found.Cell, steps: Any, groups: dict[str, str]) -> dict[str, Any]:
    step, index, about = key
    asked = scope.query(trin=step, alder=index, gruppe=about or None)
    return {
        "tread": steps[step],
        "ages": _ages(index),
        "about": groups.get(about, about) or _("målgruppe ikke angivet"),
        "cell": cell,
        "why": _("intet åbent tilbud") if not cell.offers else _("ingen ledig plads inden for 12 uger"),
        "url": reverse("dashboards:hurt_by_hole") + asked if cell.children else "",
    }


def _ages(index: int) -> str:
    first, last = found.AGE_GROUPS[index]
    return _("%(first)s–%(last)s år") % {"first": first, "last": last}


@page(Permission.SEE_STAIRCASE, load=scope_for)
def hurt_by_hole(request: Request, scope: Scope) -> HttpResponse:
    """The children one hole hurts: those who wait, stand on a higher step for it, or were turned away without help."""
    step, index, about = number(request, "trin"), number(request, "alder"), request.GET.get("gruppe", "")
    step = found.STEPS[0] if step not in found.STEPS or step is None else step
    index = 0 if index is None or index >= len(found.AGE_GROUPS) else index
    key = (step, index, about)
    # The need alone: a need that says nothing of its target group is its own hole, not the sum of the others.
    one = found.cell(key, [], [need for need in found.needs(scope) if need.key == key])
    rows = behind.with_help(scope.cases().filter(pk__in=one.children), on=scope.on)
    listed = keyset(rows, by="child__sort_name", within=Case.objects.visible_to(request.user), asked=request.GET)
    tread = next(tread for tread in ladder.treads() if tread.step == step)
    heading = _("Ramt af et hul: trin %(number)s · %(name)s") % {"number": tread.number, "name": tread.name}
    kinds = {
        found.WAITING: _("%(count)s venter"),
        found.HIGHER: _("%(count)s på et højere trin end nødvendigt"),
        found.TURNED_AWAY: _("%(count)s afvist uden plads og uden hjælp"),
    }
    lead = [_ages(index)] + [kinds[kind] % {"count": len(cases)} for kind, cases in one.hurt.items() if cases]
    head = headed(scope, heading, count=len(one.children), lead=lead)
    return show(request, "dashboards/children.html", paged(request, listed, head))
