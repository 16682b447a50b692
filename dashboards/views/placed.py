"""Leaders' lists: the law's deadlines, what placements and help near its end ask for, and what broke down."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dashboards.figures.clocks import law_rows
from dashboards.figures.exits import count_overrun, for_leader, warned
from dashboards.figures.placed import broken, placed_rows
from dashboards.figures.scope import Scope
from dashboards.views.asked import months_label, scope_for
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show

# The longest over their date come first; nobody reads further than this at once.
SHOWN = 100


@page(Permission.SEE_STAIRCASE, load=scope_for)
def law(request: Request, scope: Scope) -> HttpResponse:
    """Plans, investigations, the Board's decisions and first follow-ups whose day in law has passed or is near."""
    rows = law_rows(scope)
    shown = {
        "heading": _("Lovens frister, der er nær eller overskredet"),
        "none": _("Ingen af lovens frister er overskredet eller løber ud de næste to uger"),
        "rows": rows[:SHOWN],
        "count": len(rows),
    }
    return show(request, "dashboards/placed.html", shown | {"on": scope.on, "back_query": scope.query()})


@page(Permission.SEE_STAIRCASE, load=scope_for)
def placed(request: Request, scope: Scope) -> HttpResponse:
    """Visits over time, urgent placements that lack something, reporting, returns and learning."""
    rows = placed_rows(scope.of, on=scope.on, is_leaders=True)
    shown = {
        "heading": _("Anbringelser, der kræver noget"),
        "none": _("Alle tilsyn er holdt, og intet af det, loven kræver, mangler"),
        "rows": rows[:SHOWN],
        "count": len(rows),
    }
    return show(request, "dashboards/placed.html", shown | {"on": scope.on, "back_query": scope.query()})


@page(Permission.SEE_STAIRCASE, load=scope_for)
def exits(request: Request, scope: Scope) -> HttpResponse:
    """Help that ends within eight weeks without a next step, and what should have ended."""
    rows = warned(scope.of(), on=scope.on)
    shown = {
        "heading": _("Hjælp, der slutter uden et næste trin"),
        "none": _("Al hjælp, der slutter inden otte uger, har et næste trin"),
        "rows": for_leader(rows[:SHOWN], on=scope.on),
        "count": rows.count(),
        "overrun": count_overrun(scope.of(), on=scope.on),
    }
    return show(request, "dashboards/placed.html", shown | {"on": scope.on, "back_query": scope.query()})


@page(Permission.SEE_STAIRCASE, load=scope_for)
def breakdowns(request: Request, scope: Scope) -> HttpResponse:
    """The placements that broke down in the period, and what was learnt."""
    rows = broken(scope)
    shown = {
        "heading": _("Sammenbrud"),
        "lead": months_label(scope.months),
        "rows": list(rows[:SHOWN]),
        "count": rows.count(),
        "on": scope.on,
        "back_query": scope.query(),
    }
    return show(request, "dashboards/breakdowns.html", shown)
