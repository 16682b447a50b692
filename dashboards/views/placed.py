"""Leaders' lists: the law's deadlines, what placements and help near its end ask for, and what broke down."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.figures.clocks import law_rows
from dashboards.figures.exits import OVERRUN, count_overrun, for_leader, overrun, warned
from dashboards.figures.placed import broken, placed_rows, placed_things
from dashboards.figures.scope import Scope
from dashboards.views.asked import headed, months_label, scope_for
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show

# The longest over their date come first; nobody reads further than this at once.
SHOWN = 100


@page(Permission.SEE_STAIRCASE, load=scope_for)
def law(request: Request, scope: Scope) -> HttpResponse:
    """Plans, investigations, the Board's decisions and first follow-ups whose day in law has passed or is near."""
    rows = law_rows(scope)
    head = headed(scope, _("Lovens frister, der er nær eller overskredet"), count=len(rows))
    shown = {
        "none": _("Ingen af lovens frister er overskredet eller løber ud de næste to uger"),
        "rows": rows[:SHOWN],
    }
    return show(request, "dashboards/placed.html", head | shown)


@page(Permission.SEE_STAIRCASE, load=scope_for)
def placed(request: Request, scope: Scope) -> HttpResponse:
    """Visits over time, urgent placements that lack something, reporting, returns and learning."""
    things = placed_things(scope.of, on=scope.on, is_leaders=True)
    head = headed(scope, _("Anbringelser, der kræver noget"), count=len(things))
    shown = {
        "none": _("Alle tilsyn er holdt, og intet af det, loven kræver, mangler"),
        "rows": placed_rows(things[:SHOWN], scope.user, on=scope.on, is_leaders=True),
    }
    return show(request, "dashboards/placed.html", head | shown)


@page(Permission.SEE_STAIRCASE, load=scope_for)
def exits(request: Request, scope: Scope) -> HttpResponse:
    """Help that ends within eight weeks without a next step, and what should have ended; or the latter alone."""
    ending = _("Hjælp, der slutter uden et næste trin")
    other: tuple[str, str] | None
    if request.GET.get("vis") == OVERRUN:
        rows, heading = overrun(scope.of(), on=scope.on), _("Hjælp over planlagt slut")
        none, other = _("Ingen hjælp er over sin planlagte slutning"), (scope.query(), ending)
    else:
        rows, heading = warned(scope.of(), on=scope.on), ending
        none, other = _("Al hjælp, der slutter inden otte uger, har et næste trin"), _beyond(scope)
    shown = {"none": none, "rows": for_leader(rows[:SHOWN], on=scope.on), "other": other}
    return show(request, "dashboards/placed.html", headed(scope, heading, count=rows.count()) | shown)


def _beyond(scope: Scope) -> tuple[str, str] | None:
    """The way to those of them that should have ended, when there are any."""
    count = count_overrun(scope.of(), on=scope.on)
    said = ngettext("%(count)s er over sin planlagte slutning", "%(count)s er over deres planlagte slutning", count)
    return (scope.query(vis=OVERRUN), said % {"count": count}) if count else None


@page(Permission.SEE_STAIRCASE, load=scope_for)
def breakdowns(request: Request, scope: Scope) -> HttpResponse:
    """The placements that broke down in the period, and what was learnt."""
    rows = broken(scope)
    head = headed(scope, _("Sammenbrud"), count=rows.count(), lead=[months_label(scope.months)])
    return show(request, "dashboards/breakdowns.html", head | {"rows": list(rows[:SHOWN])})
