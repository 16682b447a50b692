"""One thing that waits for somebody, as the start pages and lists show it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from herning.web.days import date_and_year, short_date


@dataclass(frozen=True, slots=True)
class Row:
    """A row: when it breaks, what it is about, and the one thing to do."""

    kind: str
    due: date | None
    title: str
    more: str
    url: str
    do: str
    step: int | None = None
    has_step: bool = False
    case_url: str = ""
    # Somebody has said no to it: what more there is to say is told in red.
    is_refused: bool = False
    # Assessed as in danger, and nothing has been begun since: it stands before every date.
    is_in_danger: bool = False

    @property
    def about(self) -> str:
        """What it is, without the child, for a page that is about the child."""
        return self.title.partition(" · ")[0]

    @property
    def due_day(self) -> date | None:
        """The day of the deadline, also of one that has an hour."""
        return timezone.localtime(self.due).date() if isinstance(self.due, datetime) else self.due


def choose_again(number: str, referral: int) -> str:
    """Where another offer is found after a no: the chooser, filled in with what the declined referral said."""
    return f"{reverse('interventions:refer', args=[number])}?igen={referral}"


def day_in(day: date, today: date) -> str:
    """ "3. dec.", with the year when it is another one; never broken over two lines."""
    words = short_date(day) if day.year == today.year else date_and_year(day)
    return words.replace(" ", "\u00a0")


def short_name(name: str) -> str:
    """The first name and the initial of the last, for lists."""
    first, *rest = name.split()
    return f"{first} {rest[-1][0]}." if rest else first


def first_breaks_first(rows: list[Row], *, today: date, within_days: int, order: tuple[str, ...]) -> list[Row]:
    """Children who may be in danger first; then what is over its date, then what is due within days, then the rest.

    Within each, the earliest date first, and on the same date the order of the kinds.
    """

    def rank(row: Row) -> tuple[Any, ...]:
        day, kind = row.due_day, order.index(row.kind)
        if row.kind == order[0] or row.is_in_danger:
            return 0, row.due_day or today, 0
        if day is None:
            return 4, date.max, kind
        left = (day - today).days
        return 1 if left < 0 else 2 if left <= within_days else 3, day, kind

    return sorted(rows, key=rank)
