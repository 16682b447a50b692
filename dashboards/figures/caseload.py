"""Open cases per caseworker against the norm."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, Sum

from dashboards.figures.scope import Scope
from interventions.models import CaseCount

# 20–25 children per caseworker in the model's final evaluation (reference, § 3).
NORM = range(20, 26)


@dataclass
class Load:
    """A scope's open cases of each caseworker by team, and how many each has in all.

    The norm is about a person: who has half of the cases in another district has no less to do.
    """

    by_team: dict[int, dict[int, int]]
    whole: Counter[int]

    @cached_property
    def by_caseworker(self) -> dict[int, int]:
        """All the cases of those who have any of the scope's."""
        return {pk: self.whole[pk] for counts in self.by_team.values() for pk in counts}

    @property
    def average(self) -> float | None:
        """Cases per caseworker who has any here."""
        found = self.by_caseworker
        return sum(found.values()) / len(found) if found else None

    @property
    def cases(self) -> int:
        """All of the scope's."""
        return sum(sum(counts.values()) for counts in self.by_team.values())

    @property
    def overloaded(self) -> int:
        """How many caseworkers have more than the norm."""
        return sum(count > NORM[-1] for count in self.by_caseworker.values())


def caseload(scope: Scope) -> Load:
    """The open cases of each caseworker in each team, from the kept counts."""
    kept = CaseCount.objects.visible_to(scope.user).filter(is_open=True)
    here = Q() if scope.district is None else Q(district_id=scope.district)
    rows = kept.order_by().values_list("team_id", "caseworker_id").annotate(
        count=Sum("cases", filter=here, default=0), whole=Sum("cases")
    )  # fmt: skip
    load = Load(defaultdict(dict), Counter())
    for team, caseworker, count, whole in rows:
        load.whole[caseworker] += whole
        if count:
            load.by_team[team][caseworker] = count
    return load


def is_under(count: int) -> bool:
    """Whether it is less than the norm."""
    return count < NORM[0]


def is_over(count: int) -> bool:
    """Whether it is more than the norm."""
    return count > NORM[-1]
