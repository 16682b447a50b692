"""Sending what people are told, by mail."""

import logging
from datetime import datetime
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, leaves_no_event, record
from reviews import mailing, message_rules
from reviews.mail import written
from reviews.models import Mail
from reviews.overtaken import worth_saying

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 32_000


@action(Permission.REMIND)
def make_mails(*, at: datetime, by: User) -> int:
    """Put each message that has no mail into one: the urgent alone, the rest into their reader's next digest."""
    made = mailing.mail_urgent(at=at) + mailing.gather(at=at)
    leaves_no_event()
    return made


@action(Permission.REMIND)
def send_mail(*, mail_id: int, at: datetime, server: BaseEmailBackend, by: User) -> bool | None:
    """Send one mail and mark it as sent; a refusal is counted and the mail waits, longer each time.

    Gives whether it was sent, or nothing when somebody else is sending it or has sent it. Mark and event are written
    and checked before the mail server is asked, so that nothing but the commit is left once it has taken the mail: a
    worker killed between those two sends it once more, under the same Message-ID.
    """
    mail = (
        Mail.objects.to_send(at=at)
        .select_for_update(of=["self"], skip_locked=True)
        .select_related("recipient")
        .filter(pk=mail_id)
        .first()
    )
    if mail is None:
        leaves_no_event()
        return None
    messages = worth_saying(mail, on=timezone.localdate(at)) if mail.recipient.is_active else []
    if not messages:
        mail.dropped_at = at
        mail.save(update_fields=["dropped_at"])
        record("mail.dropped", mail, by=by)
        return True
    try:
        with transaction.atomic():
            _mark(mail, messages, at=at, by=by)
            written(mail, messages, server, at=at).send()
    except Exception as refused:  # whatever becomes of one mail, those behind it are sent
        logger.warning("mail %s was not sent: %s", mail_id, type(refused).__name__)
        server.close()
        _wait(mail, at=at, by=by)
        return False
    return True


def _mark(mail: Mail, messages: list[Any], *, at: datetime, by: User) -> None:
    Mail.objects.filter(pk=mail.pk).update(sent_at=at, attempts=min(mail.attempts + 1, MOST_ATTEMPTS))
    for message in messages:
        record("message.sent", message, by=by)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _wait(mail: Mail, *, at: datetime, by: User) -> None:
    """One event for the first refusal; a mail server that is down for a night must not fill the trail."""
    mail.attempts = min(mail.attempts + 1, MOST_ATTEMPTS)
    mail.not_before = at + message_rules.wait_after(mail.attempts)
    mail.save(update_fields=["attempts", "not_before"])
    if mail.attempts == 1:
        record("mail.refused", mail, by=by)
    else:
        leaves_no_event()
