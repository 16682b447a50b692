"""Where a child stands on the ladder, for the header above each page of the case."""

from datetime import date
from typing import Any

from django.db.models import F, Max, Subquery

from cases.models import Case
from interventions.models import Intervention, Ladder, Step
from interventions.secrecy import at_secret_place


def standing(case: Case, today: date) -> dict[str, Any]:
    """The step, its name and the offer that holds the child there; one query."""
    highest = (
        Intervention.objects.filter(case=case)
        .active(on=today)
        .annotate(offset=Subquery(Ladder.objects.values("number_offset")[:1]), is_secret=at_secret_place())
        .order_by(F("step").desc(), "-starts_on", "-pk")
        .values("step_id", "step__name", "step__name_en", "offer__name", "is_secret", "offset")
        .first()
    )
    if highest is None:
        return {"step": None, "step_name": "", "offer_name": "", "offset": 0}
    return {
        "step": highest["step_id"],
        "step_name": str(Step(name=highest["step__name"], name_en=highest["step__name_en"])),
        "offer_name": highest["offer__name"],
        # A secret place is named to the authority on the screen, never on paper that parents may be handed.
        "is_place_secret": highest["is_secret"],
        "offset": highest["offset"],
    }


def step_on(case: Case, day: date) -> int | None:
    """The step alone: the highest of the help that is given on a day; none without any."""
    highest: int | None = Intervention.objects.filter(case=case).active(on=day).aggregate(step=Max("step"))["step"]
    return highest


def number_offset() -> int:
    """What is added to a step's number where people see it."""
    return Ladder.objects.values_list("number_offset", flat=True).first() or 0
