"""How the children are: their first well-being and score in a case held against the latest."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Avg, BigIntegerField, Count, F, Func, IntegerField, Max, Min, QuerySet

from dashboards.figures.scope import Scope
from interventions.rules import SUPPRESSED_BELOW
from reviews.models import Review, SubGoalScore


@dataclass(frozen=True)
class FirstAndLast:
    """The mean of what was told first and of what was told last, over so many things of so many children."""

    first: float | None
    last: float | None
    count: int
    children: int

    @property
    def is_told(self) -> bool:
        """Whether they are enough to be told of."""
        return self.children >= SUPPRESSED_BELOW


class DayNumber(Func):
    """A date as a number that grows with it."""

    template = "(%(expressions)s - DATE '2000-01-01')"
    output_field = IntegerField()


class Told(Func):
    """When it was told, its key, and what was told, so that the least of them is the first and the greatest the last.

    PostgreSQL holds one of each group while it reads, where sorting all that was told took the most of the page's time.
    """

    template = "ARRAY[%(expressions)s]"
    output_field = ArrayField(BigIntegerField())


def well_being(scope: Scope) -> FirstAndLast:
    """Per case: well-being from 1 to 10 at its first review and at its last, when that was held in the period."""
    told = Review.objects.held().filter(scope.of(), well_being__isnull=False, held_on__lte=scope.on)
    return _means(told.values("case_id", child=F("case__child")), scope, "well_being", on="held_on")


def scores(scope: Scope) -> FirstAndLast:
    """Per sub-goal: the authority's score from -2 to +2 at the first review and at the last, that in the period."""
    told = SubGoalScore.objects.filter(scope.of("review__case__"), review__isnull=False, on__lte=scope.on)
    return _means(told.values("sub_goal_id", child=F("review__case__child")), scope, "score", on="on")


def _means(groups: "QuerySet[Any, Any]", scope: Scope, told: str, *, on: str) -> FirstAndLast:
    """Of each group that was told of twice or more, the last time in the period."""
    whole = Told(DayNumber(F(on)), F("pk"), F(told))
    told_of = groups.order_by().annotate(times=Count("pk"), latest=Max(on), least=Min(whole), greatest=Max(whole))
    counted = told_of.filter(times__gte=2, latest__gt=scope.before)
    ends: Any = counted.annotate(first_told=F("least__2"), last_told=F("greatest__2"))
    return FirstAndLast(
        **ends.aggregate(
            first=Avg("first_told"), last=Avg("last_told"), count=Count("*"), children=Count("child", distinct=True)
        )
    )
