"""What must hold everywhere: the refusal of a rule, and the Danish working-day calendar (no database, no clock)."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5
LADDER_STEPS = range(6)


CPR = re.compile(r"(?<!\d)((?:0[1-9]|[12]\d|3[01])[- ]?(?:0[1-9]|1[0-2])[- ]?\d\d)[- ]*\d(?:[- ]?\d){3}(?!\d)")
# Where the street of an address ends.
TOWN = re.compile(r",|\b(?:DK[- ]*)?\d{4}\b", re.IGNORECASE)


class RuleBroken(Exception):
    """The act is against a rule; the message says which and what to do, in the words shown to the person."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


def without_cpr(text: str) -> str:
    """A text in which the last four digits of each CPR number are hidden: none stands in a log, title or event."""
    return CPR.sub(r"\1-••••", text)


def street(address: str) -> str:
    """What a protected address is known by: all before a comma or a postcode, small letters and single blanks."""
    return " ".join(TOWN.split(address, maxsplit=1)[0].split()).lower()


def names_street(text: str, address: str) -> bool:
    """Whether a text tells the street of an address, however either is spaced and capitalised."""
    sought = street(address)
    return bool(sought) and sought in " ".join(text.split()).lower()


@lru_cache(maxsize=256)
def public_holidays(year: int) -> frozenset[date]:
    """The Danish public holidays of one year, from the `holidays` library, and 5 June, 24 and 31 December.

    The municipalities' offices are closed on Constitution Day, Christmas Eve and New Year's Eve too.
    """
    official = holidays.country_holidays("DK", years=year)
    return frozenset(official) | {date(year, 6, 5), date(year, 12, 24), date(year, 12, 31)}


def is_working_day(day: date) -> bool:
    """A day on which the municipality's offices are open."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def working_day_on_or_before(day: date) -> date:
    """The day itself, or the nearest earlier working day: a review date that falls on a holiday moves earlier."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The working day that lies `count` working days after `day`; the day itself does not count.

    Raises `ValueError` when `count` is negative.
    """
    if count < 0:
        raise ValueError("a deadline lies ahead")
    while count:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def working_days_between(earlier: date, later: date) -> int:
    """How many working days have passed after `earlier`, up to and including `later`; 0 when `later` is not later."""
    return sum(is_working_day(earlier + timedelta(days=n)) for n in range(1, (later - earlier).days + 1))


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the month's last day when that month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(born_on: date, day: date) -> int:
    """Whole years lived on `day`; a person born on 29 February turns a year older on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def allowed(transitions: dict[str, frozenset[str]], current: str, proposed: str) -> bool:
    """Whether a transition table lets a status change."""
    return proposed in transitions.get(current, frozenset())
