"""A child's case: the overview, and who has looked and acted."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import case_for
from cases.header import header
from cases.models import Case
from dashboards.figures import trail
from dashboards.figures.overview import overview, rights
from dashboards.views.asked import number
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from herning.web.paging import AFTER, address
from reviews.meetings import never_handed_out


@page(Permission.SEE_CASE, load=case_for)
def case(request: Request, case: Case) -> HttpResponse:
    """Where the child stands, what comes next, the goals, the child's own words and the family."""
    today = timezone.localdate()
    above = header(request, case, tab="dashboards:case")
    found = overview(case, user=request.user, on=today, offset=above.get("offset") or 0)
    shown = {
        "case": case,
        "header": above,
        "today": today,
        "found": found,
        "rights": rights(case, on=today),
        "may_act": request.user.may(Permission.HOLD_REVIEW),
        "may_speak": case.is_open and request.user.may(Permission.SPEAK_WITH_CHILD),
    }
    return show(request, "dashboards/case.html", shown)


@page(Permission.SEE_ACCESS_LOG, load=case_for)
def access_log(request: Request, case: Case) -> HttpResponse:
    """Who looked and who acted, when and by what right; a parent or child can be handed it (databeskyttelse).

    As in all that is handed out no secret place is named, also where somebody wrote it as the reason.
    """
    if case.reached_by == "granted":
        raise PermissionDenied(
            _("Adgangsloggen ses af sagens egen rådgiver, teamlederen og lederen. Spørg %(name)s.")
            % {"name": case.caseworker.name}
        )
    person = number(request, "person")
    traces, cursor = trail.trail(case.number, person=person, after=trail.Cursor.read(request.GET.get(AFTER, "")))
    shown = {
        "case": case,
        "header": header(request, case, tab="dashboards:access_log"),
        "traces": traces,
        "never_told": never_handed_out(case),
        "people": trail.people(case.number),
        "person": person,
        "is_later_page": AFTER in request.GET,
        "next_url": address(request.GET, AFTER, cursor) if cursor else "",
    }
    return show(request, "dashboards/access_log.html", shown)
