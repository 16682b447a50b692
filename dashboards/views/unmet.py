"""Unmet demand, and the children behind each number; every look is on record."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.figures import unmet as figures
from dashboards.figures.scope import MONTHS, Scope
from dashboards.views.asked import headed, months_label, scope_for
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.models import Offer

SHOWN = 200


@page(Permission.SEE_STAIRCASE, load=scope_for)
def unmet(request: Request, scope: Scope) -> HttpResponse:
    """Offers that were wanted and full, per step, in a period."""
    found = figures.unmet(scope)
    context = headed(scope, _("Udækket behov"), lead=[months_label(scope.months)]) | {
        "rows": [{"offer": one, "query": scope.query(tilbud=one.code)} for one in found],
        "children": figures.children(figures.referrals(scope)),
        "periods": [(months, months_label(months), months == scope.months) for months in MONTHS],
        "district": scope.district,
    }
    return show(request, "dashboards/unmet.html", context)


@page(Permission.SEE_STAIRCASE, load=scope_for)
def unmet_children(request: Request, scope: Scope) -> HttpResponse:
    """The children behind one offer's number, the latest referral first."""
    offer = Offer.objects.filter(code=request.GET.get("tilbud", "").replace("\x00", "")[:60]).first()
    if offer is None and request.method == "GET" and "tilbud" in request.GET:
        raise Http404
    rows = figures.behind(scope, code=offer.code) if offer else figures.referrals(scope)
    related = ("case__child", "case__caseworker", "offer", "wanted_offer", "intervention__placement__child")
    count, listed = figures.children(rows), list(rows.select_related(*related).order_by("-made_on", "-pk")[:SHOWN])
    heading = _("Børn, der mødte et fyldt tilbud")
    if offer:
        heading = _("Børn, der manglede %(offer)s") % {"offer": offer.name}
    # A child may have been referred more than once, and each of them is a row.
    asked = ngettext("%(count)s visitation", "%(count)s visitationer", len(listed)) % {"count": len(listed)}
    head = headed(scope, heading, count=count, lead=[months_label(scope.months), asked])
    return show(request, "dashboards/unmet_children.html", head | {"offer": offer, "rows": listed, "most": SHOWN})
