"""The page that says whether steps down held."""

from django.http import HttpResponse

from dashboards.figures import held_steps as figures
from dashboards.figures.scope import Scope
from dashboards.views.asked import scope_for
from herning.accounts.models import District
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.rules import SUPPRESSED_BELOW
from interventions.standing import number_offset
from reviews.carrying_out_rules import CHECK_MONTHS


@page(Permission.SEE_STAIRCASE, load=scope_for)
def held_steps(request: Request, scope: Scope) -> HttpResponse:
    """The share of steps down that held at 3, 6 and 12 months, by the step and the offer left; few are not shown."""
    offers = figures.by_offer(scope)
    told = [line for line in offers if line.is_told]
    shown = {
        "scope": scope,
        "months": CHECK_MONTHS,
        "steps": figures.by_step(scope),
        "offers": told,
        "untold": len(offers) - len(told),
        "fewest": SUPPRESSED_BELOW,
        "years": figures.YEARS_BACK,
        "districts": [
            (pk, name, pk == scope.district)
            for pk, name in District.objects.order_by("name", "pk").values_list("pk", "name")
        ],
        "offset": number_offset(),
    }
    return show(request, "dashboards/held_steps.html", shown)
