"""What must hold about carrying out a decision, and about looking again whether it held (no database, no clock)."""

from collections.abc import Iterable
from datetime import date, timedelta

from herning.rules import add_months
from interventions.rules import Move
from reviews.enums import HoldAnswer

CARRIED_OUT_WEEKS = 4
CHECK_MONTHS = (3, 6, 12)
# A question nobody was there to ask is not asked more than so many months late: nobody would remember.
ASKED_LATE_MONTHS = 3
# A family that has moved, or whose child has died or come of age, is not left to us to be looked after.
WITH_AFTERCARE = frozenset({"goals_reached", "no_need"})


def decided_by(on: date) -> date:
    """The latest day of a decision that should have been carried out by `on`: four weeks before."""
    return on - timedelta(weeks=CARRIED_OUT_WEEKS)


def carried_out_by(held_on: date) -> date:
    """The last day on which a decision is carried out in time: four weeks after."""
    return held_on + timedelta(weeks=CARRIED_OUT_WEEKS)


def is_asked_about(move: Move) -> bool:
    """A move to a lower step, or off the ladder, is looked at again; step 0 is for all children and is not."""
    return bool(move.from_step) and (move.to_step is None or move.to_step < (move.from_step or 0))


def due_on(moved_on: date, months: int) -> date:
    """The day the question is asked."""
    return add_months(moved_on, months)


def what_the_track_says(move: Move, later: Iterable[Move], *, asked_on: date) -> str:
    """The answer the child's own track gives by the day of the question; empty when a person has to say.

    Back on the step it came from, or higher: it did not hold. Further down another step, and never up again: it held.
    Whoever left the ladder, stayed, or went up only a part of the way is asked about.
    """
    passed = [one for one in later if move.on < one.on <= asked_on]
    steps = [one.to_step for one in passed if one.to_step is not None]
    if any(step >= (move.from_step or 0) for step in steps):
        return HoldAnswer.NO
    if move.to_step is None or not passed:
        return ""
    stayed_below = all(step < move.to_step for step in steps) and None not in [one.to_step for one in passed]
    return HoldAnswer.YES if stayed_below else ""
