"""The meeting of Ida's review: one invited, one not yet, and two secret addresses."""

from datetime import UTC, datetime

from reviews.addresses import hashed
from reviews.models import CalendarFeed, Participant, Review

VIEW_SECRET = "v" * 43
FEED_SECRET = "k" * 43


def meetings(review, *, ida):
    """Plan the review's meeting and give what addresses can be about."""
    review.starts_at, review.place = datetime(2026, 11, 26, 9, 0, tzinfo=UTC), "Rådhuset"
    Review.objects.filter(pk=review.pk).update(starts_at=review.starts_at, place=review.place)
    CalendarFeed.objects.create(user=ida, address_hash=hashed(FEED_SECRET))
    return {
        "participant": Participant.objects.create(
            review=review, kind="parent", name="Karen", email="karen@example.dk", address_hash=hashed(VIEW_SECRET),
            invited_at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC),
        ),
        "guest": Participant.objects.create(review=review, kind="school", name="Jens", email="jens@example.dk"),
        "view_secret": VIEW_SECRET,
        "feed_secret": FEED_SECRET,
    }  # fmt: skip
