"""When reviews fall: told backwards from the one that is planned now, because that is the one everybody looks at."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.days import after, before, office_day

SIX_WEEKS = timedelta(weeks=6)
TWELVE_WEEKS = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class Round:
    """A review that was held: when it was due, when it was held, and when the next one was to be."""

    due_on: date
    held_on: date
    next_due_on: date


def rounds(rng: Random, *, count: int, next_due_on: date, long_from: int | None = None) -> list[Round]:
    """The held reviews before one that is due, oldest first; from the `long_from`th on they lie twelve weeks apart."""
    found: list[Round] = []
    for index in reversed(range(count)):
        apart = TWELVE_WEEKS if long_from is not None and index >= long_from else SIX_WEEKS
        held_on = office_day(next_due_on - apart)
        slip = rng.random()
        if slip < 0.62:
            due_on = held_on
        elif slip < 0.86:
            due_on = after(held_on, rng.randint(1, 3))
        else:
            due_on = before(held_on, rng.randint(1, 8))
        found.append(Round(due_on, held_on, next_due_on))
        next_due_on = due_on
    return found[::-1]


def help_began_on(first_due_on: date) -> date:
    """The first day of help whose first review is due on a day."""
    return office_day(first_due_on - SIX_WEEKS)


def how_many_rounds(rng: Random, *, step: int) -> int:
    """How many reviews have been held: most children have been in help for 3 to 15 months, some for two years."""
    months = rng.choices([(0, 2), (2, 5), (5, 9), (9, 15), (15, 22)], _SHARES[min(step, 4)])[0]
    return int(rng.uniform(*months) * 30.4 / 42)


_SHARES = {
    0: (25, 60, 15, 0, 0),
    1: (32, 50, 16, 2, 0),
    2: (28, 45, 21, 5, 1),
    3: (18, 38, 28, 12, 4),
    4: (15, 36, 30, 15, 4),
}


def planned_day(rng: Random, today: date, *, lateness: str) -> date:
    """When the planned review is due, as seen from the day of the telling."""
    match lateness:
        case "just":
            return before(today, rng.randint(1, 3))
        case "overdue":
            return before(today, rng.randint(5, 9))
        case "long":
            return before(today, rng.randint(13, 24))
        case "soon":
            return office_day(today + timedelta(days=rng.randint(1, 9)))
        case _:
            return max(office_day(today + timedelta(days=rng.randint(2, 41))), today)
