"""The mail that messages become: initials, case numbers and links; no name, no CPR number, no word of a case."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.models import Mail, Message
from reviews.saying import about, address, sentence

# A manager of a large municipality is told how many there are, and reads them where they can be sorted.
MOST_IN_A_MAIL = 40


def written(mail: Mail, messages: Sequence[Message], server: BaseEmailBackend, *, at: datetime) -> EmailMessage:
    """The mail; its Message-ID follows from its row, so that a mail sent twice is known as one."""
    with translation.override(mail.recipient.mail_language):
        return EmailMessage(
            subject=_subject(messages),
            body="\n".join(_lines(messages, at)),
            to=[mail.recipient.email],
            headers={"Message-ID": f"<mail-{mail.pk}@{urlsplit(settings.SITE_ORIGIN).hostname}>"},
            connection=server,
        )


def _subject(messages: Sequence[Message]) -> str:
    if len(messages) > 1:
        return _("Indsatstrappen: %(count)s beskeder") % {"count": len(messages)}
    (message,) = messages
    whom = f" · {_('sag %(number)s') % {'number': message.case.number}}" if message.case else ""
    return f"{message.get_kind_display()}{whom}"


def _lines(messages: Sequence[Message], at: datetime) -> list[str]:
    lines = []
    for message in messages[:MOST_IN_A_MAIL]:
        whom = about(message)
        lines += [sentence(message, at=at), *([whom] if whom else []), _link(address(message)), ""]
    left = len(messages) - MOST_IN_A_MAIL
    if left > 0:
        lines += [ngettext("… og %(count)s besked mere.", "… og %(count)s beskeder mere.", left) % {"count": left}, ""]
    return [*lines, _("Alle dine beskeder:"), _link(reverse("reviews:messages")), ""]


def _link(path: str) -> str:
    return settings.SITE_ORIGIN.rstrip("/") + path
