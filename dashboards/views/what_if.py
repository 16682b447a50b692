"""What if an offer closes, opens or changes its places; the page reads and writes nothing."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dashboards.figures import ladder, what_if
from dashboards.figures.scope import Scope
from dashboards.forms.what_if import WhatIfForm
from dashboards.views.asked import headed, scope_for
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.models import Offer
from interventions.models.price import with_weekly_price

ASKED = {"sker", "tilbud", "dato", "pladser"}


@page(Permission.SEE_STAIRCASE, load=scope_for)
def think_ahead(request: Request, scope: Scope) -> HttpResponse:
    """A question about the catalogue, and its answer for the children within reach."""
    is_asked = bool(ASKED & request.GET.keys())
    asked = WhatIfForm(request.GET if is_asked else None, on=scope.on)
    context: dict[str, Any] = {
        "asked": asked,
        "answer": None,
        **headed(scope, _("Hvad nu hvis"), lead=[_("intet bliver skrevet")]),
        "scope": scope,
        "treads": {tread.step: tread for tread in ladder.treads()},
    }
    if is_asked and asked.is_valid():
        context |= _answered(scope, asked.cleaned_data)
    return show(request, "dashboards/what_if.html", context)


def _answered(scope: Scope, told: dict[str, Any]) -> dict[str, Any]:
    day, kind = told["dato"], told["sker"]
    offer: Any = with_weekly_price(Offer.objects.filter(pk=told["tilbud"].pk), on=day).get()
    if kind == what_if.CLOSES:
        answer = what_if.closes(scope, offer, on=day)
    elif kind == what_if.OPENS:
        answer = what_if.opens(scope, offer, on=day)
    else:
        answer = what_if.gets_places(scope, offer, places=told["pladser"], on=day)
    return {"answer": answer, "offer": offer, "day": day, "kind": kind, "places": told["pladser"]}
