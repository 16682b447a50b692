"""Steps that the acts on a meeting share: what each participant's calendar is told."""

from collections.abc import Iterable
from datetime import datetime

from reviews.enums import InvitationMethod
from reviews.models import Invitation, Participant, Review


def tell(participants: Iterable[Participant], review: Review, method: InvitationMethod, *, at: datetime) -> None:
    """Write one invitation to each; the sequence rises, so that what was written and not sent is not sent any more.

    A cancellation is written only to those whose calendar may hold the meeting.
    """
    if review.starts_at is None:
        raise ValueError("a meeting without a time is told to nobody")
    for participant in participants:
        told = participant.invitations.order_by("-sequence").first()
        if told is not None:
            participant.sequence += 1
            participant.save(update_fields=["sequence"])
        if method == InvitationMethod.CANCEL and not participant.invitations.sent().exists():
            continue
        Invitation.objects.create(
            participant=participant, sequence=participant.sequence, method=method, starts_at=review.starts_at,
            minutes=review.minutes, place=review.place, made_at=at,
        )  # fmt: skip


def tell_of_change(review: Review, *, at: datetime) -> None:
    """Tell everybody who was invited that the meeting is at another time or place."""
    tell(_invited(review), review, InvitationMethod.REQUEST, at=at)


def call_off(review: Review, *, at: datetime) -> None:
    """Tell everybody who was invited that there is no meeting; they stay on the list and can be invited again."""
    invited = list(_invited(review))
    tell(invited, review, InvitationMethod.CANCEL, at=at)
    Participant.objects.filter(pk__in=[participant.pk for participant in invited]).update(
        invited_at=None, address_hash=""
    )


def _invited(review: Review) -> Iterable[Participant]:
    # Locked, so that none is being sent while its number rises.
    return Participant.objects.select_for_update(of=("self",)).invited().filter(review=review).order_by("pk")
