"""The tasks of follow-up: ids in, one action, safe to run twice; the schedule stands in the settings."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from herning.accounts.models import User
from reviews.actions import remind as write_reminders
from reviews.actions import schedule, send_message
from reviews.models import Message

# A mail server that is down is not asked once for each message.
REFUSALS_BEFORE_PAUSE = 3


@shared_task
def schedule_case(case_id: int) -> None:
    """Plan the review of one case in which something has just happened; somebody may be waiting to see it."""
    schedule(on=timezone.localdate(), by=User.objects.system(), case_id=case_id)


@shared_task
def schedule_reviews(on: str | None = None) -> None:
    """Plan what is to be planned in all cases; `on` is a day as 2026-11-21, today when left out."""
    schedule(on=_day(on), by=User.objects.system())


@shared_task
def remind(on: str | None = None) -> None:
    """Write the messages of the day; they are sent by `send_messages`."""
    write_reminders(on=_day(on), by=User.objects.system())


@shared_task
def send_messages() -> None:
    """Send what is written and not sent, each message in a transaction of its own."""
    by, refusals = User.objects.system(), 0
    for message_id in Message.objects.to_send().order_by("attempts", "pk").values_list("pk", flat=True):
        was_sent = send_message(message_id=message_id, at=timezone.now(), by=by)
        refusals = refusals + 1 if was_sent is False else 0
        if refusals == REFUSALS_BEFORE_PAUSE:
            return


def _day(on: str | None) -> date:
    return date.fromisoformat(on) if on else timezone.localdate()
