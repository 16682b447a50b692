"""The silent ones: providers whose note is missing when a review draws near."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from interventions.models.intervention import InterventionQuerySet
from reviews.models import FollowUpNote, Review
from reviews.rules import NOTE_ASKED_DAYS


def silent(interventions: InterventionQuerySet, *, on: date, days: int = NOTE_ASKED_DAYS) -> InterventionQuerySet:
    """Active help whose case has a review due within so many days, or overdue, and no note since the last one held."""
    told_in = Review.objects.held().filter(case=OuterRef("intervention__case"), held_on__gte=OuterRef("on"))
    new_note = FollowUpNote.objects.filter(~Exists(told_in), intervention=OuterRef("pk"))
    near = Review.objects.planned().filter(case=OuterRef("case"), due_on__lte=on + timedelta(days=days))
    return interventions.active(on=on).filter(Exists(near), ~Exists(new_note), step__gte=1)
