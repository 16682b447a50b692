"""Rows of a follow-up that two people may act on at once are locked in the order case, review."""

from cases.models import Case
from reviews.models import Review


def locked_review(review: Review) -> tuple[Review, Case]:
    """The review and its case with both rows locked, the case first, as by whoever ends help, closes or reschedules."""
    case = Case.objects.select_for_update(of=("self",)).select_related("child").get(pk=review.case_id)
    fresh = Review.objects.select_for_update().get(pk=review.pk)
    fresh.case = case
    return fresh, case
