"""Reminding: what is due soon, overdue, or still to be written by a provider."""

from datetime import date, datetime

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, recorded_by_statement
from reviews import mailing
from reviews.reminding import say_everything, say_urgent


@action(Permission.REMIND)
def remind(*, on: date, by: User) -> int:
    """Write every message that is to be said by a day and has not been; gives how many.

    Each thing is said once to each person about each review, however often and however many at once this runs.
    """
    written = say_everything(on=on, by=by)
    recorded_by_statement()
    return written


@action(Permission.REMIND)
def say_what_is_urgent(*, at: datetime, by: User) -> int:
    """Write the messages that wait for no digest, and give each a mail of its own; gives how many."""
    written = say_urgent(at=at, by=by)
    mailing.mail_urgent(at=at)
    recorded_by_statement()
    return written
