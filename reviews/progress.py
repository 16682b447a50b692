"""How the sub-goals go: the last scores, ours and the provider's, and the line since the start."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cases.models import Case
from herning.accounts.models import User
from reviews.models import SubGoal, SubGoalScore


@dataclass
class Progress:
    """One sub-goal with its scores, oldest first; `ours` and `providers` are the last ones or nothing."""

    sub_goal: SubGoal
    scored: list[tuple[date, int, bool]] = field(default_factory=list)

    @property
    def ours(self) -> int | None:
        """The authority's last score."""
        return self._last(is_ours=True)

    @property
    def providers(self) -> int | None:
        """The provider's last score."""
        return self._last(is_ours=False)

    @property
    def series(self) -> list[int | None]:
        """What the line is drawn from: the reviews' scores, or the provider's when no review has scored it."""
        ours: list[int | None] = [score for _on, score, is_ours in self.scored if is_ours]
        return ours or [score for _on, score, _is_ours in self.scored]

    @property
    def our_series(self) -> list[int | None]:
        """The authority's scores since the start."""
        return [score for _on, score, is_ours in self.scored if is_ours]

    @property
    def providers_series(self) -> list[int | None]:
        """The provider's scores since the start."""
        return [score for _on, score, is_ours in self.scored if not is_ours]

    @property
    def unchanged(self) -> int | None:
        """The score that is offered when nothing has changed: the last of the authority's, else the provider's."""
        return self.providers if self.ours is None else self.ours

    def _last(self, *, is_ours: bool) -> int | None:
        return next((score for _on, score, by_us in reversed(self.scored) if by_us is is_ours), None)


def progress_in(case: Case, *, seen_by: User | None = None) -> list[Progress]:
    """The sub-goals worked towards in a case, with their scores."""
    return progress(SubGoal.objects.in_force(case).select_related("goal"), seen_by=seen_by)


def progress(sub_goals: Iterable[SubGoal], *, seen_by: User | None = None) -> list[Progress]:
    """Each sub-goal with its scores; one query for all of them. A provider sees its own departments' scores only."""
    chosen = list(sub_goals)
    found: dict[int, list[tuple[date, int, bool]]] = defaultdict(list)
    scores = SubGoalScore.objects.standing().filter(sub_goal__in=chosen).order_by("on", "pk")
    if seen_by is not None and seen_by.is_provider:
        own = seen_by.department_ids
        scores = scores.filter(
            Q(note__intervention__department_id__in=own) | Q(report__intervention__department_id__in=own)
        )
    for sub_goal, on, score, review in scores.values_list("sub_goal_id", "on", "score", "review_id"):
        found[sub_goal].append((on, score, review is not None))
    return [Progress(sub_goal, found[sub_goal.pk]) for sub_goal in chosen]
