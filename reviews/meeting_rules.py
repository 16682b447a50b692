"""When a review's meeting can be, and which times are proposed (no database, no clock)."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from herning.entries import must_say
from herning.rules import CPR, RuleBroken, add_working_days, is_working_day, names_street
from herning.web.days import long_date

HERE = ZoneInfo("Europe/Copenhagen")
# House rules: meetings are proposed within office hours, and may be agreed with a family outside them.
PROPOSED_FROM, PROPOSED_UNTIL = time(8, 30), time(16, 0)
ALLOWED_FROM, ALLOWED_UNTIL = time(7, 0), time(20, 0)
AFTERNOON = time(12, 30)
STEP = timedelta(minutes=30)
SHORTEST, STANDARD, LONGEST = 10, 60, 480
MOST_PROPOSED = 3
# A review over its date is held as soon as people can be gathered.
OVERDUE_WORKING_DAYS = 5
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A time that is taken."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: "Span") -> bool:
        """Whether two overlap; one may begin the moment the other ends."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def span(starts_at: datetime, minutes: int) -> Span:
    """The time a meeting takes, by the municipality's clock."""
    begins = starts_at.astimezone(HERE)
    return Span(begins, begins + timedelta(minutes=minutes))


def last_day(due_on: date, *, today: date) -> date:
    """The last day a review can be planned for: its due date, or within five working days when that is past."""
    return due_on if due_on >= today else add_working_days(today, OVERDUE_WORKING_DAYS)


def propose_times(busy: Iterable[Span], due_on: date, today: date, minutes: int) -> list[datetime]:
    """Up to three times that are free for all, on working days after today and at the latest on the last day.

    The days nearest the last one come first, by turns in the morning and in the afternoon, one each while there are
    days enough; what is found is given in the order of time.
    """
    taken, found = list(busy), list[Span]()
    days = list(_days(today, last_day(due_on, today=today)))
    for turn in range(2):
        for number, day in enumerate(days):
            is_afternoon = (number + turn) % 2 == 1
            free = next(_free(day, minutes, taken + found, is_afternoon=is_afternoon), None)
            if free is not None:
                found.append(free)
            if len(found) == MOST_PROPOSED:
                return sorted(it.starts_at for it in found)
    return sorted(it.starts_at for it in found)


def _days(today: date, last: date) -> Iterator[date]:
    """The working days after today, the last ten of them, the latest first."""
    day, given = last, 0
    while day > today and given < 2 * OVERDUE_WORKING_DAYS:
        if is_working_day(day):
            given += 1
            yield day
        day -= timedelta(days=1)


def _free(day: date, minutes: int, taken: Collection[Span], *, is_afternoon: bool) -> Iterator[Span]:
    """The free times of one half of a day."""
    moment = datetime.combine(day, PROPOSED_FROM, HERE)
    ends = datetime.combine(day, PROPOSED_UNTIL, HERE)
    while moment + timedelta(minutes=minutes) <= ends:
        found = Span(moment, moment + timedelta(minutes=minutes))
        if (moment.time() >= AFTERNOON) == is_afternoon and not any(found.meets(other) for other in taken):
            yield found
        moment += STEP


def must_be_a_meeting(starts_at: datetime, minutes: int, *, due_on: date, at: datetime) -> None:
    """A meeting lies ahead, on a working day by day, and not after the due date; raises `RuleBroken` at its field."""
    if not SHORTEST <= minutes <= LONGEST:
        raise RuleBroken(_("Et møde varer fra 10 minutter til 8 timer."), field="minutes")
    today, last = at.astimezone(HERE).date(), last_day(due_on, today=at.astimezone(HERE).date())
    if starts_at <= at:
        raise RuleBroken(_("Tidspunktet er passeret. Vælg et, der ligger forude."), field="starts_at")
    if starts_at.date() > last + timedelta(days=1) or starts_at.astimezone(HERE).date() > last:
        raise RuleBroken(_too_late(due_on, last, today), field="starts_at")
    meeting = span(starts_at, minutes)
    day = meeting.starts_at.date()
    if not is_working_day(day):
        raise RuleBroken(_("Kommunen holder lukket den dag. Vælg en arbejdsdag."), field="starts_at")
    if (
        meeting.starts_at.time() < ALLOWED_FROM
        or meeting.ends_at.date() != day
        or meeting.ends_at.time() > ALLOWED_UNTIL
    ):
        raise RuleBroken(_("Mødet skal ligge mellem kl. 7 og 20."), field="starts_at")


def _too_late(due_on: date, last: date, today: date) -> str:
    if due_on < today:
        return _("Opfølgningen er over fristen og skal holdes inden fem arbejdsdage, senest %(day)s.") % {
            "day": long_date(last)
        }
    return _("Mødet ligger efter fristen %(day)s. Kun teamlederen kan flytte en frist. Vælg en tidligere dag.") % {
        "day": long_date(due_on)
    }


def must_be_free(meeting: Span, taken: Iterable[Span]) -> None:
    """The caseworker is not in two meetings at once; raises `RuleBroken`."""
    for other in taken:
        if meeting.meets(other):
            raise RuleBroken(
                _("Rådgiveren har et andet møde den dag kl. %(from)s–%(until)s. Vælg et andet tidspunkt.")
                % {"from": f"{other.starts_at:%H.%M}", "until": f"{other.ends_at:%H.%M}"},
                field="starts_at",
            )


def must_be_a_neutral_place(
    place: str, *, names: Iterable[str], addresses: Iterable[str], secret: Iterable[str] = ()
) -> None:
    """A place goes out by mail and into calendars: no name, no CPR number, no protected address, no secret place.

    Raises `RuleBroken`.
    """
    must_say(place, field="place", ask=_("Skriv, hvor I mødes."))
    words = {word.casefold() for word in re.findall(r"\w+", place)}
    of_names = {part.casefold() for name in names for part in name.split() if len(part) >= SHORTEST_NAME}
    if CPR.search(place) or any(name in words or f"{name}s" in words for name in of_names):
        raise RuleBroken(
            _("Stedet står i mails og kalendere. Skriv det uden navne og CPR-nummer, for eksempel “Hjemme hos jer”."),
            field="place",
        )
    told = any(name.casefold() in place.casefold() for name in secret)
    if told or any(names_street(place, address) for address in addresses):
        raise RuleBroken(_("Adressen er beskyttet. Skriv et sted, der ikke røber den."), field="place")
