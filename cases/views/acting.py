"""A page that is one form."""

from typing import Any

from django.http import HttpResponse

from cases.header import header
from cases.models import Case
from herning.accounts.request import Request
from herning.web.forms import HouseForm
from herning.web.pages import show


def act(
    request: Request,
    form: HouseForm,
    *,
    heading: Any,
    back: str,
    lead: Any = "",
    case: Case | None = None,
    tab: str = "",
    **more: Any,
) -> HttpResponse:
    """Show a form under its heading, below the child's header when it is about a case."""
    shown = {"form": form, "heading": heading, "lead": lead, "back": back, **more}
    if case is not None:
        # The form's own button is the next thing to do here.
        shown["header"] = header(request, case, tab=tab) | {"action_url": ""}
    return show(request, "cases/act.html", shown)
