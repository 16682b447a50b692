"""What the address of a figure or a list asks for, read once and written in the access log."""

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
    months, district = number(request, "maaneder"), number(request, "distrikt")
    scope = Scope(
        request.user,
        on=timezone.localdate(),
        months=months if months in MONTHS else MONTHS[0],
        district=district if district is not None and District.objects.filter(pk=district).exists() else None,
    )
    said = [f"{name}={value}" for name, value in request.GET.items() if name in SAID]
    request.searched_for = " ".join(said).replace("\x00", "")[:200]
    return scope


def number(request: HttpRequest, name: str) -> int | None:
    """A whole number in the address, or nothing."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def months_label(months: int) -> str:
    """How a period is named above the staircase."""
    if months == 1:
        return _("Seneste måned")
    return _("Seneste %(months)s mdr.") % {"months": months}
