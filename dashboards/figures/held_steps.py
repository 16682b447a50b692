"""Whether steps down held: the answers at three, six and twelve months, by the step and the offer that was left."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from dashboards.figures.scope import Scope
from herning.rules import add_months
from interventions.models import Intervention
from interventions.rules import shown_share
from reviews.carrying_out_rules import CHECK_MONTHS
from reviews.enums import HoldAnswer
from reviews.models import HoldCheck

# The answers of the last two years: older ones tell of offers as they no longer are.
YEARS_BACK = 2


@dataclass
class Answers:
    """The answers to one question; those nobody could answer stand beside and count in no share."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def answered(self) -> int:
        """How many could be answered."""
        return sum(self.counts[answer] for answer in (HoldAnswer.YES, HoldAnswer.PARTLY, HoldAnswer.NO))

    def share(self, answer: str) -> int | None:
        """An answer's share, per cent; nothing when too few were answered."""
        return shown_share(self.counts[answer], self.answered)

    @property
    def held(self) -> int | None:
        """How many held, per cent."""
        return self.share(HoldAnswer.YES)

    @property
    def partly(self) -> int | None:
        """How many held partly, per cent."""
        return self.share(HoldAnswer.PARTLY)


@dataclass
class Line:
    """A step or an offer with its answers at each number of months."""

    name: Any
    step: int | None
    cells: list[Answers]

    @property
    def is_told(self) -> bool:
        """Whether there is a share to tell at any number of months."""
        return any(cell.held is not None for cell in self.cells)


def by_step(scope: Scope) -> list[Line]:
    """By the step the child came from, the highest first."""
    found = _counted(_answered(scope), "from_step_id")
    return [Line("", step, cells) for step, cells in sorted(found.items(), key=lambda line: -line[0])]


def by_offer(scope: Scope) -> list[Line]:
    """By the offer the child left: the help on that step which ended on the day of the move."""
    left = Intervention.objects.filter(
        case=OuterRef("case"), step=OuterRef("from_step"), ends_on=OuterRef("moved_on")
    ).order_by("-starts_on", "-pk")
    named = _answered(scope).annotate(offer=Subquery(left.values("offer__name")[:1]), offer_step=F("from_step"))
    found = _counted(named.exclude(offer=None), "offer", "offer_step")
    return [
        Line(offer, step, cells)
        for (offer, step), cells in sorted(found.items(), key=lambda line: (-line[0][1], line[0][0]))
    ]


def _answered(scope: Scope) -> "QuerySet[HoldCheck]":
    since = add_months(scope.on, -12 * YEARS_BACK)
    return HoldCheck.objects.filter(~Q(answer=""), scope.of(), answered_on__gt=since, answered_on__lte=scope.on)


def _counted(answers: "QuerySet[Any]", *by: str) -> dict[Any, list[Answers]]:
    found: dict[Any, list[Answers]] = {}
    for *key, months, answer, count in (
        answers.order_by().values_list(*by, "months", "answer").annotate(count=Count("pk"))
    ):
        cells = found.setdefault(key[0] if len(key) == 1 else tuple(key), [Answers() for _ in CHECK_MONTHS])
        cells[CHECK_MONTHS.index(months)].counts[answer] += count
    return found
