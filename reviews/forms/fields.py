"""Fields that several forms of follow-up share."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from herning import entries
from herning.rules import RuleBroken
from herning.web.forms import DayField
from reviews.models import SubGoal

SCORES = [(-2, "−2"), (-1, "−1"), (0, "0"), (1, "+1"), (2, "+2")]


def must_have_been(day: date) -> None:
    """A day that has been, and not so long ago that it must be mistyped."""
    _hold(entries.must_be_sensible, day)
    _hold(entries.must_not_be_future, day)


def must_be_sensible(day: date) -> None:
    """A day whose year is not mistyped."""
    _hold(entries.must_be_sensible, day)


def _hold(rule: Any, day: date) -> None:
    try:
        rule(day, today=timezone.localdate(), field="")
    except RuleBroken as broken:
        raise ValidationError(str(broken)) from broken


class DoneOnField(DayField):
    """The day something was done; today unless told otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", timezone.localdate)
        kwargs.setdefault("validators", [must_have_been])
        super().__init__(**kwargs)


class AheadField(DayField):
    """A day that may lie ahead."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("validators", [must_be_sensible])
        super().__init__(**kwargs)


class ScoreField(forms.TypedChoiceField):
    """A sub-goal's score from −2 to +2, where 0 is as expected when it was set."""

    def __init__(self, *, sub_goal: SubGoal, **kwargs: Any) -> None:
        super().__init__(
            label=sub_goal.text, choices=SCORES, coerce=int, empty_value=None, widget=forms.RadioSelect, **kwargs
        )


def score_name(sub_goal: SubGoal) -> str:
    """What a sub-goal's score is called in a form."""
    return f"score_{sub_goal.pk}"


def add_scores(form: forms.Form, sub_goals: Iterable[SubGoal], *, required: bool) -> None:
    """Give a form a score for each sub-goal."""
    for sub_goal in sub_goals:
        form.fields[score_name(sub_goal)] = ScoreField(
            sub_goal=sub_goal,
            required=required,
            error_messages={"required": _("Vælg en score for delmålet.")},
        )


def scores_in(answers: dict[str, Any], sub_goals: Iterable[SubGoal]) -> dict[int, int]:
    """Take the scores out of a form's answers, as the actions want them; a sub-goal left open is not scored."""
    given = {sub_goal.pk: answers.pop(score_name(sub_goal)) for sub_goal in sub_goals}
    return {sub_goal: score for sub_goal, score in given.items() if score is not None}
