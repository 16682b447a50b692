"""The header above every page of a child's case; each floor adds the part it knows when the project starts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.accounts.municipalities import NAMES
from herning.accounts.permissions import Permission
from herning.accounts.request import Request

# A part is called with the case and today; it gives entries of the header that only its floor knows.
PARTS: list[Callable[[Case, date], dict[str, Any]]] = []

TABS = [
    (_("Overblik"), "dashboards:case"),
    (_("Plan og mål"), "reviews:plan"),
    (_("Indsatser"), "interventions:interventions"),
    (_("Opfølgninger"), "reviews:case_reviews"),
    (_("Journal"), "cases:journal"),
    (_("Familie og netværk"), "cases:family"),
    (_("Adgang"), "dashboards:access_log"),
]


def header(request: Request, case: Case, *, tab: str) -> dict[str, Any]:
    """What `components/person_header.html` shows of a case, with `tab` (an address name) as the current one."""
    today = timezone.localdate()
    child = case.child
    shown: dict[str, Any] = {
        "name": child.name,
        "age_text": child.age_text(on=today),
        "cpr": child.cpr or "",
        "case_number": case.number,
        "caseworker": case.caseworker.name,
        "team": case.team.name,
        "district": case.district.name,
        "elsewhere": elsewhere(case),
        "is_protected": child.is_address_protected,
        "is_open": case.is_open,
        "is_granted": case.reached_by == "granted",
        "may_only_read": not request.user.may(Permission.HOLD_REVIEW),
        "today": today,
        "step": None,
        "step_name": "",
        "offer_name": "",
        "review_due_on": None,
        "law_due_on": None,
        "action_url": "",
        "action_label": "",
        "tabs": [
            {"label": label, "url": reverse(name, args=[case.number]), "is_current": name == tab}
            for label, name in TABS
        ],
    }
    for part in PARTS:
        shown |= part(case, today)
    return shown


def elsewhere(case: Case) -> list[tuple[Any, str]]:
    """Which other municipalities the case lies between, as what each is to it and its name; none at home."""
    told = [
        (_("Handlekommune"), case.acting_municipality),
        (_("Betalingskommune"), case.paying_municipality),
        (_("Bopælskommune"), case.residence_municipality),
    ]
    return [(label, NAMES.get(code, code)) for label, code in told if code]
