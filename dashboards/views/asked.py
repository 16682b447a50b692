"""What the address of a figure or a list asks for, read once and written in the access log."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from dashboards.figures.scope import MONTHS, Scope
from herning.accounts.models import District
from herning.accounts.request import Request

# What an address asks for that stands in the access log beside the page.
SAID = {"trin", "vis", "retning", "distrikt", "alder", "gruppe", "sker", "tilbud", "dato", "fra", "anbragt"}


def scope_for(request: Request) -> Scope:
    """The person's reach, the district and the period asked for; what is no choice counts as not asked."""
    months, asked = number(request, "maaneder"), number(request, "distrikt")
    district = District.objects.filter(pk=asked).values_list("pk", "name").first() if asked is not None else None
    scope = Scope(
        request.user,
        on=timezone.localdate(),
        months=months if months in MONTHS else MONTHS[0],
        district=district[0] if district else None,
        district_name=district[1] if district else "",
    )
    said = [f"{name}={value}" for name, value in request.GET.items() if name in SAID]
    request.searched_for = " ".join(said).replace("\x00", "")[:200]
    return scope


def number(request: HttpRequest, name: str) -> int | None:
    """A whole number in the address, or nothing."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def headed(scope: Scope, heading: str, *, count: int | None = None, lead: Sequence[str] = ()) -> dict[str, Any]:
    """What stands above a list: what it is of, the very number that led to it, and what narrows both."""
    return {
        "heading": heading,
        "count": count,
        "lead": " · ".join(filter(None, [scope.district_name, *lead])),
        "on": scope.on,
        "back_query": scope.query(),
    }


def months_label(months: int) -> str:
    """How a period is named above the staircase."""
    if months == 1:
        return _("Seneste måned")
    return _("Seneste %(months)s mdr.") % {"months": months}
