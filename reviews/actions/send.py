"""Sending a message by mail."""

import logging
from datetime import datetime
from smtplib import SMTPException

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record, recorded_by_statement
from reviews.mail import written
from reviews.models import Message

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 32_000


@action(Permission.REMIND)
def send_message(*, message_id: int, at: datetime, by: User) -> bool | None:
    """Send one message and mark it as sent; a refusal of the mail server is counted and the message waits.

    Gives whether it was sent, or nothing when somebody else is sending it or has sent it.
    """
    message = (
        Message.objects.to_send()
        .select_for_update(of=["self"], skip_locked=True)
        .select_related("recipient", "review__case__child")
        .filter(pk=message_id)
        .first()
    )
    if message is None:
        recorded_by_statement(0)
        return None
    try:
        written(message).send()
    except (SMTPException, OSError) as refused:
        logger.warning("message %s was not sent: %s", message_id, type(refused).__name__)
        message.attempts = min(message.attempts + 1, MOST_ATTEMPTS)
        message.save(update_fields=["attempts"])
        _tell_of_refusal(message, by)
        return False
    message.attempts = min(message.attempts + 1, MOST_ATTEMPTS)
    message.sent_at = at
    message.save(update_fields=["attempts", "sent_at"])
    record("message.sent", message, by=by)
    return True


def _tell_of_refusal(message: Message, by: User) -> None:
    """One event for the first refusal; a mail server that is down for a night must not fill the trail."""
    if message.attempts == 1:
        record("message.refused", message, by=by)
    else:
        recorded_by_statement(0)
