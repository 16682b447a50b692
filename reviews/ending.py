"""A review's decision to end, for the pages that carry it out: the end of the help, then of the case."""

from django.urls import reverse

from cases.models import Case
from interventions.decided_end import DecidedEnd
from reviews.models import Review


def decided_end(case: Case) -> DecidedEnd | None:
    """The decision that stands, with the way to closing the case."""
    held = Review.objects.to_end().filter(case=case).first()
    if held is None or held.held_on is None:
        return None
    return DecidedEnd(held.held_on, held.reason, reverse("reviews:close_case", args=[case.number]))
