"""What has been overtaken: a thing said that is done already when its mail goes out, or when its reader looks."""

from collections.abc import Iterable
from datetime import date

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from reviews.clocks import deadlines_of
from reviews.enums import MessageKind
from reviews.models import Mail, Message
from reviews.models.message import MessageQuerySet

DEADLINES = {MessageKind.DEADLINE_CASEWORKER, MessageKind.DEADLINE_LEADER}

# One text for mails, list and bell: the bell is counted in the query that finds the person, on every page. It takes a
# day. Each thing is looked up by its key, and only what a message is about: no table is read whole. What was said
# again, more urgently, about the same thing is overtaken by what was said last.
HOLDS = """CASE
    WHEN reviews_message.kind IN ('note_asked', 'due_soon', 'concern_arrived') AND (
        SELECT true FROM reviews_message again
         WHERE again.recipient_id = reviews_message.recipient_id AND again.key = reviews_message.key
           AND again.kind = CASE reviews_message.kind
               WHEN 'note_asked' THEN 'note_reminded' WHEN 'due_soon' THEN 'overdue_caseworker'
               ELSE 'concern_unassessed' END
    ) THEN false
    WHEN reviews_message.kind IN ('note_asked', 'note_reminded', 'note_silent') AND (
        SELECT true FROM reviews_followupnote n
         WHERE n.intervention_id = reviews_message.intervention_id AND n.written_at >= reviews_message.made_at LIMIT 1
    ) THEN false
    WHEN reviews_message.kind = 'referral_declined' AND (
        SELECT true FROM interventions_referral r
         WHERE r.case_id = reviews_message.case_id AND r.id > reviews_message.referral_id LIMIT 1
    ) THEN false
    WHEN reviews_message.review_id IS NOT NULL THEN (
        SELECT r.status = 'planned' AND (
               r.due_on < %s
               OR reviews_message.kind NOT IN ('overdue_caseworker', 'overdue_leader', 'overdue_manager'))
          FROM reviews_review r WHERE r.id = reviews_message.review_id
    )
    WHEN reviews_message.concern_id IS NOT NULL THEN (
        SELECT c.assessed_at IS NULL FROM cases_concern c WHERE c.id = reviews_message.concern_id
    )
    WHEN reviews_message.referral_id IS NOT NULL THEN (
        SELECT r.status = CASE reviews_message.kind
               WHEN 'approval_waiting' THEN 'awaiting' WHEN 'answer_waiting' THEN 'sent'
               WHEN 'place_offered' THEN 'offered' ELSE 'declined' END
          FROM interventions_referral r WHERE r.id = reviews_message.referral_id
    )
    WHEN reviews_message.kind = 'supervision_due' THEN (
        SELECT v.held_on IS NULL AND v.cancelled_on IS NULL FROM interventions_supervisionvisit v
         WHERE v.id = split_part(reviews_message.key, ':', 2)::bigint
    )
    WHEN reviews_message.intervention_id IS NOT NULL THEN (
        SELECT i.ends_on IS NULL FROM interventions_intervention i WHERE i.id = reviews_message.intervention_id
    )
    ELSE true
END"""


def holding(messages: MessageQuerySet, *, on: date) -> MessageQuerySet:
    """The messages that still hold on a day."""
    return messages.filter(RawSQL(HOLDS, [on], output_field=BooleanField()))  # noqa: S611 - a constant; the day is bound


def worth_saying(mail: Mail, *, on: date) -> list[Message]:
    """The messages of a mail that still hold, what is due first at the top."""
    parts = ("review", "case__child", "concern__child", "referral", "intervention", "recipient")
    messages = list(holding(mail.messages.select_related(*parts), on=on).order_by("due_on", "pk"))
    running = _running(messages, on=on)
    return [message for message in messages if message.kind not in DEADLINES or message.key in running]


def _running(messages: Iterable[Message], *, on: date) -> set[str]:
    """The keys of the deadlines that still run in the cases of which a passed one is told."""
    cases = {message.case for message in messages if message.kind in DEADLINES and message.case}
    return {deadline.key for running in deadlines_of(cases, on=on).values() for deadline in running}
