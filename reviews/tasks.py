"""The tasks of follow-up: ids in, one action, safe to run twice; the schedule stands in the settings."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

from celery import shared_task
from django.core.mail import get_connection
from django.utils import timezone

from herning.accounts.models import User
from herning.web.tasking import day_asked
from reviews.actions import call_off_lapsed, make_mails, say_what_is_urgent, schedule, send_invitation, send_mail
from reviews.actions import count_outcomes as count_what_offers_led_to
from reviews.actions import plan_hold_checks as ask_whether_it_held
from reviews.actions import remind as write_reminders
from reviews.meetings import unsent_invitations
from reviews.models import Mail
from reviews.models.mail import MailQuerySet

# A mail server that is down is not asked once for each message.
REFUSALS_BEFORE_PAUSE = 3


@shared_task
def schedule_case(case_id: int) -> None:
    """Plan the review of one case in which something has just happened; somebody may be waiting to see it."""
    schedule(on=timezone.localdate(), by=User.objects.system(), case_id=case_id)


@shared_task
def schedule_reviews(on: str | None = None) -> None:
    """Plan what is to be planned in all cases; `on` is a day as 2026-11-21, today when left out."""
    schedule(on=day_asked(on), by=User.objects.system())


@shared_task
def plan_hold_checks(on: str | None = None) -> None:
    """Ask of each step down whether it held after 3, 6 and 12 months."""
    ask_whether_it_held(on=day_asked(on), by=User.objects.system())


@shared_task
def remind(on: str | None = None) -> None:
    """Write the messages of the day; they are sent by `send_messages`."""
    write_reminders(on=day_asked(on), by=User.objects.system())


@shared_task
def count_outcomes(on: str | None = None) -> None:
    """Count what each offer has led to; `on` is a day as 2026-11-21, today when left out."""
    count_what_offers_led_to(on=day_asked(on), by=User.objects.system())


@shared_task
def send_urgent() -> None:
    """Say and send what cannot wait, at any hour: a concern to be assessed within 24 hours."""
    by, at = User.objects.system(), timezone.now()
    say_what_is_urgent(at=at, by=by)
    _send(Mail.objects.filter(is_urgent=True), at=at, by=by)


@shared_task
def send_messages(at: str | None = None) -> None:
    """Gather what is written into one mail a day per person, and send each mail in a transaction of its own.

    `at` is a moment as 2026-11-21T09:00:00+01:00, now when left out.
    """
    by, now = User.objects.system(), datetime.fromisoformat(at) if at else timezone.now()
    make_mails(at=now, by=by)
    _send(Mail.objects.all(), at=now, by=by)


def _send(mails: MailQuerySet, *, at: datetime, by: User) -> None:
    server = get_connection()
    waiting = mails.to_send(at=at).order_by("-is_urgent", "attempts", "pk").values_list("pk", flat=True)
    try:
        _send_each(waiting, lambda mail_id: send_mail(mail_id=mail_id, at=at, server=server, by=by))
    finally:
        with suppress(OSError):
            server.close()


@shared_task
def send_invitations() -> None:
    """Call off what nobody comes to any more, then send what is written, each mail in a transaction of its own."""
    by = User.objects.system()
    call_off_lapsed(at=timezone.now(), by=by)
    _send_each(unsent_invitations(), lambda pk: send_invitation(invitation_id=pk, at=timezone.now(), by=by))


def _send_each(waiting: Iterable[int], send: Callable[[int], bool | None]) -> None:
    """Send what waits until the mail server has refused too many in a row; what somebody else sends is no refusal."""
    refusals = 0
    for key in waiting:
        refusals = refusals + 1 if send(key) is False else 0
        if refusals == REFUSALS_BEFORE_PAUSE:
            return
