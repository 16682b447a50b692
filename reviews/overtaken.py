"""What has been overtaken: a thing said that, when its mail goes out, is done already."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from interventions.enums import ReferralStatus
from interventions.models import SupervisionVisit
from reviews.clocks import deadlines_of
from reviews.enums import MessageKind, ReviewStatus
from reviews.models import FollowUpNote, Mail, Message

OVERDUE = {MessageKind.OVERDUE_CASEWORKER, MessageKind.OVERDUE_LEADER, MessageKind.OVERDUE_MANAGER}
NOTES = {MessageKind.NOTE_ASKED, MessageKind.NOTE_REMINDED, MessageKind.NOTE_SILENT}
DEADLINES = {MessageKind.DEADLINE_CASEWORKER, MessageKind.DEADLINE_LEADER}
WAITS_WHILE = {
    MessageKind.APPROVAL_WAITING: ReferralStatus.AWAITING_APPROVAL,
    MessageKind.ANSWER_WAITING: ReferralStatus.SENT,
    MessageKind.REFERRAL_DECLINED: ReferralStatus.DECLINED,
    MessageKind.PLACE_OFFERED: ReferralStatus.OFFERED,
}


def worth_saying(mail: Mail, *, on: date) -> list[Message]:
    """The messages of a mail that still hold, what is due first at the top."""
    written_since = FollowUpNote.objects.filter(
        intervention=OuterRef("intervention"), written_at__gte=OuterRef("made_at")
    )
    messages = (
        mail.messages.select_related("review", "case__child", "concern__child", "referral", "intervention", "recipient")
        .annotate(has_note=Exists(written_since))
        .order_by("due_on", "pk")
    )
    visits = [int(message.key.partition(":")[2]) for message in messages if message.kind == MessageKind.SUPERVISION_DUE]
    planned = (
        set(SupervisionVisit.objects.planned().filter(pk__in=visits).values_list("pk", flat=True)) if visits else set()
    )
    running = _running(messages, on=on)
    return [message for message in messages if _holds(message, planned, running, on=on)]


def _running(messages: Iterable[Message], *, on: date) -> set[str]:
    """The keys of the deadlines that still run in the cases of which a passed one is told."""
    cases = {message.case for message in messages if message.kind in DEADLINES and message.case}
    return {deadline.key for running in deadlines_of(cases, on=on).values() for deadline in running}


def _holds(message: Message, planned_visits: set[int], running: set[str], *, on: date) -> bool:
    kind = MessageKind(message.kind)
    if kind in DEADLINES:
        return message.key in running
    if message.review is not None:
        if message.review.status != ReviewStatus.PLANNED or (kind in OVERDUE and message.review.due_on >= on):
            return False
        return kind not in NOTES or not getattr(message, "has_note", False)
    if message.concern is not None:
        return message.concern.assessed_at is None
    if message.referral is not None:
        return message.referral.status == WAITS_WHILE[kind]
    if kind == MessageKind.SUPERVISION_DUE:
        return int(message.key.partition(":")[2]) in planned_visits
    return message.intervention is None or message.intervention.ends_on is None
