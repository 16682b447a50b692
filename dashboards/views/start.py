"""The start page of each role: what waits for this person, the most urgent first."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dashboards.figures import carrying_out, caseload, ladder
from dashboards.figures.clocks import law_rows
from dashboards.figures.day import day
from dashboards.figures.day_places import provider_offers, provider_points
from dashboards.figures.deliveries import child_row, children_page, deliveries, family_places, own_places
from dashboards.figures.exits import for_leader, warned
from dashboards.figures.invited import own_meetings
from dashboards.figures.placed import placed_rows, placed_things
from dashboards.figures.running import before_the_board, running
from dashboards.figures.scope import Scope
from dashboards.figures.stalled import stalled_rows
from dashboards.figures.standing import standing
from dashboards.figures.team import approvals, grants, overdue_rows, workers
from dashboards.figures.team_concerns import concern_rows
from dashboards.views.asked import scope_for
from dashboards.views.staircase import show_staircase
from herning.accounts.permissions import Permission, Role
from herning.accounts.request import Request
from herning.rules import LADDER_STEPS
from herning.web.pages import page, show

PLACED_SHOWN = 10
LAW_SHOWN = 10
STALLED_SHOWN = 10


@page(Permission.SIGN_IN)
def start(request: Request) -> HttpResponse:
    """Whatever the person's role has to see first."""
    match request.user.role:
        case Role.CASEWORKER:
            return _caseworker(request)
        case Role.TEAM_LEADER:
            return _team_leader(request)
        case Role.PROVIDER_WORKER | Role.PROVIDER_LEADER:
            return _provider(request)
        case Role.MANAGER:
            return show_staircase(request, scope_for(request))
        case Role.SECRETARY:
            rows = before_the_board(request.user, on=timezone.localdate())
            return show(request, "dashboards/start_secretary.html", {"rows": rows, "now": timezone.localtime()})
        case _:
            return show(request, "dashboards/start_administrator.html", {"running": running(on=timezone.localdate())})


def _caseworker(request: Request) -> HttpResponse:
    now = timezone.now()
    mine = day(request.user, now=now)
    shown = {
        "now": now,
        "day": mine,
        "approvals": approvals(request.user, on=timezone.localdate(now)),
        "treads": small_treads({step: mine.on_steps[step] for step in LADDER_STEPS}),
        "norm": caseload.NORM,
        "is_over": caseload.is_over(mine.children),
    }
    return show(request, "dashboards/start_caseworker.html", shown)


def _team_leader(request: Request) -> HttpResponse:
    now, user = timezone.now(), request.user
    scope = Scope(user, on=timezone.localdate())
    stood = standing(scope)
    people = workers(scope, team=user.team_id or 0)
    shown = {
        "now": now,
        "concerns": concern_rows(user, now=now),
        "stalled": stalled_rows(scope, most=STALLED_SHOWN),
        "approvals": approvals(user, on=scope.on),
        "overdue": overdue_rows(scope, most=10),
        "law": law_rows(scope)[:LAW_SHOWN],
        "placed": placed_rows(
            placed_things(scope.of, on=scope.on, is_leaders=True)[:PLACED_SHOWN], user, on=scope.on, is_leaders=True
        ),
        "exits": for_leader(warned(scope.of(), on=scope.on)[:PLACED_SHOWN], on=scope.on),
        "undone": carrying_out.undone_rows(scope, most=10),
        "checks": carrying_out.checks_left(user, on=scope.on),
        "overdue_count": sum(worker.overdue for worker in people),
        "workers": people,
        "grants": grants(user, now=now),
        "treads": small_treads(stood.now),
        "norm": caseload.NORM,
    }
    return show(request, "dashboards/start_team_leader.html", shown)


def _provider(request: Request) -> HttpResponse:
    today = timezone.localdate()
    shown: dict[str, Any] = {"now": timezone.now(), "found": deliveries(request.user, on=today)}
    if request.user.may(Permission.JOIN_KNOWLEDGE_TEAM):
        shown["meetings"] = own_meetings(request.user, on=today)
    shown["points"] = provider_points(request.user, on=today)
    shown["place_offers"] = provider_offers(request.user, on=today)
    if request.user.may(Permission.SET_CAPACITY):
        shown["places"] = list(own_places(request.user, on=today))
        shown["families"] = family_places(request.user, on=today)
    return show(request, "dashboards/start_provider.html", shown)


@page(Permission.SEE_INTERVENTION)
def own_children(request: Request) -> HttpResponse:
    """All children who get help in the person's own departments."""
    today = timezone.localdate()
    found = children_page(request.user, asked=request.GET)
    rows = [child_row(values, today) for values in found.rows]
    shown = {"rows": rows, "now": timezone.now(), **found.beside(request.GET)}
    return show(request, "dashboards/own_children.html", shown)


def small_treads(counts: Any) -> list[dict[str, Any]]:
    """The small staircase: how many children stand on each step."""
    return [
        {"number": tread.number, "name": tread.name, "count": counts[tread.step], "url": "", "label": _("Trin")}
        for tread in ladder.treads()
    ]
