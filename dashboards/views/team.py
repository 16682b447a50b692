"""The team page: each caseworker's load and reviews."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from dashboards.figures import caseload, punctuality
from dashboards.figures.scope import Scope
from dashboards.figures.team import team_rows, workers
from dashboards.views.asked import number, scope_for
from herning.accounts.models import Team
from herning.accounts.permissions import Permission, Role
from herning.accounts.request import Request
from herning.web.pages import page, show


@page(Permission.SEE_TEAM, load=scope_for)
def team(request: Request, scope: Scope) -> HttpResponse:
    """A leader's own team; for the manager all teams, or the one the address names."""
    is_manager = request.user.role == Role.MANAGER
    asked = number(request, "team") if is_manager else request.user.team_id
    if asked is None:
        rows = team_rows(scope, caseload.caseload(scope), punctuality.overdue_by_team(scope))
        return show(request, "dashboards/teams.html", {"teams": rows, "norm": caseload.NORM, "scope": scope})
    known = Team.objects.select_related("district").filter(pk=asked).first()
    if known is None:
        raise Http404(_("Teamet findes ikke."))
    people = workers(scope, team=known.pk)
    shown: dict[str, Any] = {
        "team": known,
        "scope": scope,
        "query": scope.query(team=known.pk),
        "workers": people,
        "norm": caseload.NORM,
        "cases": sum(worker.cases for worker in people),
        "overdue": sum(worker.overdue for worker in people),
        "is_manager": is_manager,
    }
    return show(request, "dashboards/team.html", shown)
