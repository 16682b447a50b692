"""Reviews on time and over time: the six weeks' rhythm and the law's own date."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery

from cases.models import Case
from dashboards.figures.scope import Scope
from reviews.enums import ReviewStatus
from reviews.models import Review
from reviews.models.review import ON_LAW_TIME, ON_TIME, ReviewQuerySet
from reviews.rules import overdue_since


@dataclass(frozen=True)
class Punctuality:
    """Reviews held in a period, and how many of them in time."""

    held: int
    in_time: int
    under_law: int
    in_law_time: int

    @property
    def share(self) -> int | None:
        """Held in time, per cent; nothing when none was held."""
        return round(100 * self.in_time / self.held) if self.held else None

    @property
    def law_share(self) -> int | None:
        """Held within the law's date, per cent; nothing when none had one."""
        return round(100 * self.in_law_time / self.under_law) if self.under_law else None


COUNTS = {
    "held": Count("pk"),
    "in_time": Count("pk", filter=ON_TIME),
    "under_law": Count("law_due_on"),
    "in_law_time": Count("pk", filter=ON_LAW_TIME),
}


def punctuality(scope: Scope) -> Punctuality:
    """Of the reviews held in the period, those held by their due date and those held by the law's (§ 95)."""
    return Punctuality(**held_in(scope).aggregate(**COUNTS))


def held_in(scope: Scope) -> ReviewQuerySet:
    """The reviews held in the period."""
    return Review.objects.filter(scope.of(), status=ReviewStatus.HELD, held_on__gt=scope.before, held_on__lte=scope.on)


@dataclass(frozen=True)
class Overdue:
    """A team's planned reviews over their date; `long` are those that have climbed to the manager."""

    team_id: int
    count: int
    long: int


def overdue_by_team(scope: Scope) -> list[Overdue]:
    """Each team with overdue reviews."""
    climbed = overdue_since(scope.on, settings.OVERDUE_MANAGER_WORKING_DAYS)
    # One look-up for each late review; a join would read every case there is.
    team = Case.objects.filter(pk=OuterRef("case_id")).values("team_id")
    rows = (
        Review.objects.overdue(on=scope.on)
        .filter(scope.of())
        .order_by()
        .annotate(team=Subquery(team))
        .values_list("team")
        .annotate(count=Count("*"), long=Count("due_on", filter=Q(due_on__lte=climbed)))
    )
    return [Overdue(*row) for row in rows]


def total(overdue: Iterable[Overdue]) -> int:
    """All teams' overdue reviews."""
    return sum(team.count for team in overdue)
