"""What the worker does with invitations: sends them, and calls off what nobody comes to any more."""

import logging
from datetime import datetime

from django.db import connection, transaction

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, leaves_no_event, record
from reviews.actions.inviting import tell
from reviews.actions.send import MOST_ATTEMPTS
from reviews.addresses import hashed, view_secret
from reviews.enums import InvitationMethod
from reviews.invitation_mail import invitation_mail
from reviews.models import Invitation, Participant, Review

logger = logging.getLogger(__name__)


@action(Permission.REMIND)
def send_invitation(*, invitation_id: int, at: datetime, by: User) -> bool | None:
    """Send one invitation and mark it as sent; a refusal of the mail server is counted and the invitation waits.

    Gives whether it was sent, or nothing when somebody else is sending it, has sent it, or it no longer holds. A worker
    killed between the mail server's answer and its own commit sends it once more, under the same Message-ID.
    """
    invitation = (
        Invitation.objects.to_send()
        .select_for_update(of=["self", "participant"], skip_locked=True)
        .select_related("participant__user", "participant__review__case")
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None:
        leaves_no_event()
        return None
    invitation.attempts = min(invitation.attempts + 1, MOST_ATTEMPTS)
    try:
        with transaction.atomic():
            _mark(invitation, at=at, by=by)
            invitation_mail(invitation).send()
    except Exception as refused:  # whatever becomes of one mail, those behind it are sent
        logger.warning("invitation %s was not sent: %s", invitation_id, type(refused).__name__)
        invitation.sent_at = None
        invitation.save(update_fields=["attempts"])
        if invitation.attempts == 1:
            record("invitation.refused", invitation, by=by)
        else:
            leaves_no_event()
        return False
    return True


def _mark(invitation: Invitation, *, at: datetime, by: User) -> None:
    """Write and check all there is to write, so that nothing but the commit is left once the mail has been taken."""
    invitation.sent_at = at
    invitation.save(update_fields=["attempts", "sent_at"])
    _keep_address(invitation)
    record("invitation.sent", invitation, by=by)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _keep_address(invitation: Invitation) -> None:
    """The address that was sent is the one that opens, also when the server's key has changed since it was invited."""
    participant = invitation.participant
    if participant.user_id is None and invitation.method == InvitationMethod.REQUEST:
        sent = hashed(view_secret(participant.pk))
        if participant.address_hash != sent:
            participant.address_hash = sent
            participant.save(update_fields=["address_hash"])


@action(Permission.REMIND)
def call_off_lapsed(*, at: datetime, by: User) -> int:
    """Cancel the meetings ahead whose review has lapsed or was held on an earlier day; gives for how many people."""
    # Two questions, each by its index: in one, the planner expects thousands and reads every participant there is.
    over = list(Review.objects.not_to_meet_about(at=at).values_list("pk", flat=True))
    found = list(
        Participant.objects.invited()
        .filter(review__in=over)
        .select_related("review__case")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("pk")
    )
    for participant in found:
        tell([participant], participant.review, InvitationMethod.CANCEL, at=at)
        participant.cancelled_at, participant.address_hash = at, ""
        participant.save(update_fields=["cancelled_at", "address_hash"])
        record("participant.removed", participant, by=by)
    if not found:
        leaves_no_event()
    return len(found)
