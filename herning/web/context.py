"""What every template knows: the municipality, and the way around for the person's role."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

# Label, name of the address, permission: addresses are named, so a lower floor knows nothing of the upper ones.
NAVIGATION = [
    (_("Min dag"), "dashboards:start", "sign_in"),
    (_("Trappen"), "dashboards:staircase", "see_staircase"),
    (_("Teamet"), "dashboards:team", "see_team"),
    (_("Underretninger"), "cases:concerns", "see_concern"),
    (_("Sager"), "cases:cases", "see_case"),
    (_("Opfølgninger"), "reviews:reviews", "see_case"),
    (_("Plejefamilier"), "interventions:foster_families", "see_intervention"),
    (_("Katalog"), "interventions:catalogue", "see_catalogue"),
    (_("Brugere"), "accounts:people", "manage_people"),
    (_("Godkendelse"), "interventions:approval_limits", "set_approval_limits"),
    (_("Opgaver"), "accounts:tasks", "manage_tasks"),
]


def person_of(request: HttpRequest) -> Any:
    """Whoever is signed in, if anybody; a request that is refused at the door is asked for nobody."""
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The pages a person can go to from everywhere."""
    person = person_of(request)
    if person is None:
        return []
    found = []
    for label, name, permission in NAVIGATION:
        if person.may(permission):
            url = reverse(name)
            is_current = request.path == url or (url != "/" and request.path.startswith(url))
            found.append({"label": label, "url": url, "is_current": is_current})
    return found


def house(request: HttpRequest) -> dict[str, Any]:
    """Add `house` to each template's context."""
    person = person_of(request)
    return {
        "house": {
            "municipality": settings.MUNICIPALITY,
            "is_demo": settings.DEMO,
            "may_search": person is not None and person.may("search"),
            "nav": SimpleLazyObject(lambda: navigation(request)),
        }
    }
