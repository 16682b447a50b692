"""How many reviews are over their date, for whoever watches the system."""

from django.utils import timezone

from reviews.models import Review


def count_overdue() -> int:
    """All planned reviews whose due date has passed."""
    return Review.objects.overdue(on=timezone.localdate()).count()
