"""Days of stories: all on working days, counted in working days."""

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from herning.rules import add_working_days, working_day_on_or_before


@lru_cache(maxsize=4096)
def office_day(day: date) -> date:
    """The day, or the nearest earlier one on which the offices are open."""
    return working_day_on_or_before(day)


@lru_cache(maxsize=65536)
def after(day: date, working_days: int) -> date:
    """So many working days later."""
    return add_working_days(day, working_days)


@lru_cache(maxsize=65536)
def before(day: date, working_days: int) -> date:
    """So many working days earlier."""
    for _ in range(working_days):
        day = office_day(day - timedelta(days=1))
    return day


def between(rng: Random, first: date, last: date) -> date:
    """A working day from a span; the first day itself when the span holds none."""
    chosen = office_day(first + timedelta(days=rng.randint(0, max((last - first).days, 0))))
    return max(chosen, first)


def some_after(rng: Random, day: date, least: int, most: int) -> date:
    """A few working days later."""
    return after(day, rng.randint(least, most))


def some_before(rng: Random, day: date, least: int, most: int) -> date:
    """A few working days earlier."""
    return before(day, rng.randint(least, most))
