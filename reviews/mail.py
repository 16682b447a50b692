"""The mail that a message becomes: initials, case number and a link; no name, no CPR number, no word of the case."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from interventions.models import Intervention
from reviews.enums import MessageKind
from reviews.models import Message

_SAID = {
    MessageKind.NOTE_ASKED: lambda: _("Skriv opfølgningsnotat inden opfølgningen %(day)s."),
    MessageKind.DUE_SOON: lambda: _("Opfølgningen skal holdes senest %(day)s."),
    MessageKind.OVERDUE_CASEWORKER: lambda: _("Opfølgningen skulle være holdt %(day)s. Hold den nu."),
    MessageKind.OVERDUE_LEADER: lambda: _("En opfølgning i dit team skulle være holdt %(day)s."),
    MessageKind.OVERDUE_MANAGER: lambda: _("En opfølgning skulle være holdt %(day)s og er stadig ikke holdt."),
}


def written(message: Message) -> EmailMessage:
    """The mail; its Message-ID follows from the message, so that a mail sent twice is known as one."""
    review = message.review
    assert review is not None  # noqa: S101  (every message so far is about a review)
    case = review.case
    day = review.due_on.strftime("%d.%m.%Y")
    kind = MessageKind(message.kind)
    initials = "".join(part[0] for part in case.child.name.split()[:3]).upper()
    lines = [
        _SAID[kind]() % {"day": day},
        _("Det gælder %(initials)s, sag %(number)s.") % {"initials": initials, "number": case.number},
        settings.SITE_ORIGIN.rstrip("/") + _address(message),
    ]
    return EmailMessage(
        subject=_("%(what)s · sag %(number)s") % {"what": kind.label, "number": case.number},
        body="\n\n".join(lines) + "\n",
        to=[message.recipient.email],
        headers={"Message-ID": f"<message-{message.pk}@{urlsplit(settings.SITE_ORIGIN).hostname}>"},
    )


def _address(message: Message) -> str:
    """Where the mail leads: the page on which its recipient can act."""
    if message.kind != MessageKind.NOTE_ASKED:
        page = "reviews:review" if message.kind == MessageKind.OVERDUE_MANAGER else "reviews:hold"
        return reverse(page, args=[message.review_id])
    own = Intervention.objects.visible_to(message.recipient).filter(case__reviews=message.review_id)
    found = own.order_by("pk").values_list("pk", flat=True).first()
    return reverse("reviews:delivered", args=[found]) if found else reverse("dashboards:start")
