"""The first follow-up of a case's help, while it is still to be held (Barnets lov § 95 stk. 2)."""

from datetime import date

from django.db.models import Min

from interventions.models import Intervention
from reviews import rules
from reviews.models import Review


def first_follow_up(case_id: int, *, on: date) -> Review | None:
    """The planned review that is the first of help begun before a day; none once a follow-up has set the schedule."""
    help_now = Intervention.objects.not_over(on=on).filter(case_id=case_id, step__gte=1)
    first_on = help_now.aggregate(first=Min("starts_on"))["first"]
    if first_on is None or first_on >= on:
        return None
    held_on, decided_on = last_held(case_id)
    if rules.has_a_schedule(first_on=first_on, held_on=held_on, decided_on=decided_on):
        return None
    return Review.objects.planned().filter(case_id=case_id).first()


def last_held(case_id: int) -> tuple[date | None, date | None]:
    """When the case was last followed up, and the day decided then for the next time."""
    held = Review.objects.held().filter(case_id=case_id).order_by("-held_on", "-pk")
    return held.values_list("held_on", "next_due_on").first() or (None, None)
