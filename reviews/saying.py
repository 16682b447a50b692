"""A message in the reader's words, and where it leads: initials, case number and a day; no name, no CPR number."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.web.days import long_date
from reviews.clocks import clock_of
from reviews.enums import MessageKind
from reviews.models import Message

_SAID = {
    MessageKind.NOTE_ASKED: lambda: _("Skriv opfølgningsnotat inden opfølgningen %(day)s."),
    MessageKind.NOTE_REMINDED: lambda: _("Opfølgningsnotatet mangler stadig. Opfølgningen er %(day)s."),
    MessageKind.NOTE_SILENT: lambda: _("Udføreren har ikke skrevet til opfølgningen %(day)s. Ring til dem."),
    MessageKind.DUE_SOON: lambda: _("Opfølgningen skal holdes senest %(day)s."),
    MessageKind.OVERDUE_CASEWORKER: lambda: _("Opfølgningen skulle være holdt %(day)s. Hold den nu."),
    MessageKind.OVERDUE_LEADER: lambda: _("En opfølgning i dit team skulle være holdt %(day)s."),
    MessageKind.OVERDUE_MANAGER: lambda: _("En opfølgning skulle være holdt %(day)s og er stadig ikke holdt."),
    MessageKind.CONCERN_ARRIVED: lambda: _("En underretning er kommet. Den skal vurderes inden for 24 timer."),
    MessageKind.CONCERN_UNASSESSED: lambda: _(
        "En underretning er ikke vurderet, og der er under seks timer til fristen."
    ),
    MessageKind.APPROVAL_WAITING: lambda: _("En visitation venter på din godkendelse."),
    MessageKind.ANSWER_WAITING: lambda: _("En visitation har ventet på svar i over fem arbejdsdage."),
    MessageKind.REFERRAL_DECLINED: lambda: _("Udføreren har sagt nej til en visitation. Find et andet tilbud."),
    MessageKind.PLACE_OFFERED: lambda: _("En plads er tilbudt. Svar senest %(day)s."),
    MessageKind.EXIT_NEAR: lambda: _("Indsatsen er planlagt til at slutte %(day)s. Aftal det næste trin."),
    MessageKind.SUPERVISION_DUE: lambda: _("Tilsynet skal holdes senest %(day)s."),
    MessageKind.DEADLINE_CASEWORKER: lambda: _("Fristen %(day)s er overskredet: %(what)s."),
    MessageKind.DEADLINE_LEADER: lambda: _("En frist i dit team, %(day)s, er overskredet: %(what)s."),
}


def sentence(message: Message, *, at: datetime) -> str:
    """What is said at a moment: of a concern still not assessed after its 24 hours, that they are over."""
    concern = message.concern
    if concern is not None and concern.assessed_at is None and at > concern.assess_by:
        return _("En underretning er ikke vurderet, og fristen på 24 timer er overskredet. Vurdér den nu.")
    day = message.review.due_on if message.review else message.due_on
    return _SAID[MessageKind(message.kind)]() % {"day": long_date(day) if day else "", "what": _what(message)}


def _what(message: Message) -> str:
    """What a deadline asks for and whose rule it is."""
    clock = clock_of(message.key)
    return f"{clock.text} ({clock.source})" if clock else message.get_kind_display()


def about(message: Message) -> str:
    """Whom it is about, in initials; a concern without a case has no number."""
    child = message.case.child if message.case else message.concern.child if message.concern else None
    if child is None:
        return ""
    initials = "".join(part[0] for part in child.name.split()[:3]).upper()
    if message.case is None:
        return initials
    return _("%(initials)s, sag %(number)s") % {"initials": initials, "number": message.case.number}


def address(message: Message) -> str:
    """The page on which its reader can act; a reader who may not is led to where it can be read."""
    user, kind = message.recipient, MessageKind(message.kind)
    number = message.case.number if message.case else ""
    match kind:
        case MessageKind.NOTE_ASKED | MessageKind.NOTE_REMINDED:
            return reverse("reviews:delivered", args=[message.intervention_id])
        case MessageKind.DUE_SOON | MessageKind.OVERDUE_CASEWORKER:
            return reverse("reviews:hold", args=[message.review_id])
        case MessageKind.OVERDUE_LEADER if user.may(Permission.MOVE_REVIEW):
            return reverse("reviews:explain", args=[message.review_id])
        case MessageKind.OVERDUE_LEADER | MessageKind.OVERDUE_MANAGER | MessageKind.NOTE_SILENT:
            return reverse("reviews:review", args=[message.review_id])
        case MessageKind.CONCERN_ARRIVED | MessageKind.CONCERN_UNASSESSED:
            return reverse("cases:concern", args=[message.concern_id])
        case MessageKind.DEADLINE_CASEWORKER if clock := clock_of(message.key):
            return clock.url(number, int(message.key.split(":")[1]))
        case MessageKind.DEADLINE_CASEWORKER | MessageKind.DEADLINE_LEADER:
            return reverse("reviews:deadlines", args=[number])
        case MessageKind.APPROVAL_WAITING if user.may(Permission.APPROVE_REFERRAL):
            return reverse("interventions:approve", args=[message.referral_id])
        case MessageKind.ANSWER_WAITING if user.may(Permission.ANSWER_REFERRAL):
            return reverse("interventions:answer", args=[message.referral_id])
        case (
            MessageKind.APPROVAL_WAITING
            | MessageKind.ANSWER_WAITING
            | MessageKind.REFERRAL_DECLINED
            | MessageKind.PLACE_OFFERED
        ):
            return reverse("interventions:referral", args=[message.referral_id])
        case _:
            return reverse("interventions:interventions", args=[number])
