"""The municipality's own names and numbers of the six steps."""

from dataclasses import dataclass

from django.db.models import Subquery
from django.utils.translation import get_language

from interventions.models import Ladder, Step


@dataclass(frozen=True, slots=True)
class Tread:
    """A step as people see it: `step` is ours, `number` is what this municipality calls it."""

    step: int
    number: int
    name: str


def treads() -> list[Tread]:
    """The six steps, lowest first."""
    offset = Ladder.objects.order_by("pk").values("number_offset")[:1]
    rows = Step.objects.order_by("number").values_list("number", "short_name", "name_en", Subquery(offset))
    is_english = get_language() == "en"
    return [Tread(step, step + (move or 0), english if is_english else name) for step, name, english, move in rows]
