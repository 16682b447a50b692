"""Planning reviews, and letting them lapse."""

from datetime import date

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, leaves_no_event, record, recorded_by_statement
from reviews import rules, scheduling
from reviews.enums import ReviewStatus
from reviews.models import Review


@action(Permission.SCHEDULE_REVIEWS)
def schedule(*, on: date, by: User, case_id: int | None = None) -> int:
    """Plan a review for every case that should have one and has none; gives how many were planned.

    Reviews whose help has ended lapse first. Run twice, or twice at once, it does the same as run once.
    """
    scheduling.lapse(on=on, by=by, case_id=case_id)
    planned = scheduling.plan(on=on, by=by, case_id=case_id)
    recorded_by_statement()
    return planned


@action(Permission.SCHEDULE_REVIEWS)
def lapse_review(*, review: Review, by: User) -> Review:
    """Let a planned review lapse because the help or the case has ended; one that was held meanwhile stays held."""
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.status != ReviewStatus.PLANNED:
        leaves_no_event()
        return review
    review.status = ReviewStatus.LAPSED
    review.save(update_fields=["status"])
    record("review.lapsed", review, by=by)
    return review


@action(Permission.SCHEDULE_REVIEWS)
def bring_forward(*, review: Review, to: date, by: User) -> Review:
    """Have the first follow-up due on the day the investigation beside it was finished (Barnets lov § 95 stk. 2)."""
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.status != ReviewStatus.PLANNED:
        leaves_no_event()
        return review
    review.law_due_on = to if review.law_due_on is None else min(review.law_due_on, to)
    review.due_on = rules.not_past_law(review.due_on, review.law_due_on)
    review.save(update_fields=["due_on", "law_due_on"])
    record("review.brought_forward", review, by=by)
    return review
