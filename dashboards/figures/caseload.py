"""Open cases per caseworker against the norm."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from dashboards.figures.scope import Scope
from interventions.models import CaseCount

# 20–25 children per caseworker in the model's final evaluation (reference, § 3).
NORM = range(20, 26)


@dataclass
class Load:
    """Open cases of each caseworker, by team."""

    by_caseworker: dict[int, int]
    by_team: dict[int, dict[int, int]]

    @property
    def average(self) -> float | None:
        """Cases per caseworker who has any."""
        return sum(self.by_caseworker.values()) / len(self.by_caseworker) if self.by_caseworker else None

    @property
    def cases(self) -> int:
        """All of them."""
        return sum(self.by_caseworker.values())

    @property
    def overloaded(self) -> int:
        """How many caseworkers have more than the norm."""
        return sum(count > NORM[-1] for count in self.by_caseworker.values())


def caseload(scope: Scope) -> Load:
    """The open cases of each caseworker in each team, from the kept counts."""
    kept = CaseCount.objects.visible_to(scope.user).filter(is_open=True)
    if scope.district is not None:
        kept = kept.filter(district_id=scope.district)
    rows = kept.order_by().values_list("team_id", "caseworker_id").annotate(count=Sum("cases")).exclude(count=0)
    load = Load({}, defaultdict(dict))
    for team, caseworker, count in rows:
        load.by_team[team][caseworker] = count
        load.by_caseworker[caseworker] = load.by_caseworker.get(caseworker, 0) + count
    return load


def is_under(count: int) -> bool:
    """Whether it is less than the norm."""
    return count < NORM[0]


def is_over(count: int) -> bool:
    """Whether it is more than the norm."""
    return count > NORM[-1]
