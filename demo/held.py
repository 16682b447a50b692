"""What caseworkers answered when they were asked whether a step down held."""

from datetime import date
from random import Random

from demo.words import sentences
from herning.accounts.models import User
from reviews.actions import answer_hold_check, plan_hold_checks
from reviews.enums import HoldAnswer
from reviews.models import HoldCheck

# One question in seven still waits on somebody's day; of the rest most steps down held.
ANSWERS = [HoldAnswer.YES] * 9 + [HoldAnswer.PARTLY] * 3 + [HoldAnswer.NO] * 2 + [HoldAnswer.UNKNOWN]
ANSWERED_OF_SEVEN = 6


def look_again(*, on: date, system: User) -> None:
    """Ask what is to be asked on a day, and let most caseworkers answer."""
    plan_hold_checks(on=on, by=system)
    due = HoldCheck.objects.due(on=on).select_related("case__caseworker", "case__child")
    for check in due.order_by("pk"):
        rng = Random(f"{check.moved_on}{check.case.child.name}{check.months}")
        if rng.randrange(7) < ANSWERED_OF_SEVEN:
            answer = rng.choice(ANSWERS)
            child = check.case.child
            text = rng.choice(sentences()[f"held_{answer}"]).replace("{skole}", child.school or "sundhedsplejen")
            answer_hold_check(check=check, answer=answer, text=text, on=on, by=check.case.caseworker)
