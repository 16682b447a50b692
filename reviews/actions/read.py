"""Reading one's messages."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, leaves_no_event, record
from reviews.models import Message


@action(Permission.SIGN_IN)
def read_message(*, message: Message, at: datetime, by: User) -> Message:
    """Note that its recipient has opened a message; a second time changes nothing."""
    if message.recipient_id != by.pk:
        raise PermissionDenied
    if Message.objects.unread().filter(pk=message.pk).update(read_at=at):
        record("message.read", message, by=by)
    else:
        leaves_no_event()
    return message


@action(Permission.SIGN_IN)
def read_all_messages(*, at: datetime, by: User) -> int:
    """Note that somebody has seen all their messages; gives how many were unread."""
    read = Message.objects.visible_to(by).unread().update(read_at=at)
    if read:
        record("messages.read", by, by=by)
    else:
        leaves_no_event()
    return read
