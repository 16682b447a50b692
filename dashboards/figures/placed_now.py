"""The children who are placed now: how many on each step, and whether brothers and sisters live together."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Coalesce

from dashboards.figures.scope import Scope
from interventions.models import Placement

# The model's own steps, whatever number a municipality gives them.
KINSHIP, FOSTER, INSTITUTION = 3, 4, 5


@dataclass
class PlacedNow:
    """Children by the step of their placement; of `siblings` so many live together with one of the others."""

    by_step: Counter[int] = field(default_factory=Counter)
    siblings: int = 0
    together: int = 0

    @property
    def total(self) -> int:
        """All of them; nobody is in two placements at once."""
        return self.by_step.total()


def placed_now(scope: Scope) -> PlacedNow:
    """Read a short row of each placement once.

    Together is the same foster family, or the same department of an institution. Kinship is left out of the siblings:
    each child has a network family of its own by law (§ 43), also where it is the same home.
    """
    found = PlacedNow()
    homes: defaultdict[int, list[Any]] = defaultdict(list)
    help_at, asked = "intervention__", "intervention__referral__"
    family = Coalesce(f"{asked}place__capacity__foster_family", f"{asked}foster_family")
    rows = Placement.objects.active(on=scope.on).filter(scope.of(f"{help_at}case__")).annotate(home=family)
    columns = (f"{help_at}step_id", "child__family_id", "home", f"{help_at}offer_id", f"{help_at}department_id")
    for step, siblings, home, *institution in rows.order_by().values_list(*columns):
        found.by_step[step] += 1
        if step != KINSHIP:
            homes[siblings].append(home or (tuple(institution) if step == INSTITUTION else None))
    for lived in homes.values():
        if len(lived) > 1:
            count = Counter(lived)
            found.siblings += len(lived)
            found.together += sum(children for home, children in count.items() if home and children > 1)
    return found
