"""When something is said and when a mail may go out (no database, no clock)."""

from datetime import date, datetime, timedelta

from herning.rules import is_working_day

# Of the 24 hours in which a concern is assessed (Barnets lov § 136), six are left.
UNASSESSED_HOURS = 18
NOTE_REMINDED_DAYS = 5
NOTE_SILENT_DAYS = 3
ANSWER_WORKING_DAYS = 5
EXIT_NEAR = timedelta(weeks=2)
SUPERVISION_NEAR = timedelta(weeks=2)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=1)


def digest_day(at: datetime, *, quiet_from: int) -> date:
    """The day whose digest something said now belongs to: a working day, the next one when the evening is quiet."""
    return at.date() if is_working_day(at.date()) and at.hour < quiet_from else next_working_day(at.date())


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def wait_after(attempts: int) -> timedelta:
    """How long a mail waits after so many refusals: twice as long each time, at most an hour."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempts - 1, 10)
    return min(doubled, LONGEST_WAIT)
