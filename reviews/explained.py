"""The last word on a late review, for every list that shows it as late."""

from django.db.models import OuterRef, Subquery

from reviews.models import ReviewExplanation
from reviews.models.review import ReviewQuerySet


def explained(reviews: ReviewQuerySet) -> ReviewQuerySet:
    """Each review with `explained_text`, `explained_by` and `explained_at`, null when nobody has said anything."""
    last = ReviewExplanation.objects.filter(review=OuterRef("pk")).order_by("-pk")
    return reviews.annotate(
        explained_text=Subquery(last.values("text")[:1]),
        explained_by=Subquery(last.values("by__name")[:1]),
        explained_at=Subquery(last.values("at")[:1]),
    )
