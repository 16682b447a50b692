"""Where a child stands on the ladder, for the header above each page of the case."""

from datetime import date
from typing import Any

from django.db.models import F, Max, Subquery

from cases.models import Case
from interventions.models import Intervention, Ladder
from interventions.secrecy import at_secret_place


def standing(case: Case, today: date) -> dict[str, Any]:
    """The step, its name and the offer that holds the child there; one query."""
    numbered = Subquery(Ladder.objects.values("number_offset")[:1])
    highest = (
        Intervention.objects.filter(case=case)
        .active(on=today)
        .select_related("step", "offer")
        .annotate(offset=numbered, is_secret=at_secret_place())
        .order_by(F("step").desc(), "-starts_on", "-pk")
        .first()
    )
    if highest is None:
        return {"step": None, "step_name": "", "offer_name": "", "offset": 0}
    return {
        "step": highest.step_id,
        "step_name": str(highest.step),
        "offer_name": highest.offer.name,
        # A secret place is named to the authority on the screen, never on paper that parents may be handed.
        "is_place_secret": highest.is_secret,  # type: ignore[attr-defined]  # annotated above
        "offset": highest.offset,  # type: ignore[attr-defined]  # annotated above
    }


def step_on(case: Case, day: date) -> int | None:
    """The step alone: the highest of the help that is given on a day; none without any."""
    highest: int | None = Intervention.objects.filter(case=case).active(on=day).aggregate(step=Max("step"))["step"]
    return highest


def number_offset() -> int:
    """What is added to a step's number where people see it."""
    return Ladder.objects.values_list("number_offset", flat=True).first() or 0
