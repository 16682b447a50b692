"""What reviews do when help starts and ends, an investigation is finished, and a review has been held."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from cases.models import ChildInvestigation
from cases.signals import concern_registered, investigation_finished
from herning.accounts.models import User
from herning.web.enqueue import enqueue
from interventions.models import Intervention
from interventions.signals import intervention_ended, intervention_started
from reviews.actions import bring_forward, lapse_review
from reviews.first_follow_up import first_follow_up
from reviews.models import Review
from reviews.signals import invitations_made, review_held
from reviews.tasks import schedule_case, send_invitations, send_urgent


@receiver(intervention_started)
def plan_after_start(intervention: Intervention, **_: Any) -> None:
    """Have the worker plan the first review of the help."""
    enqueue(schedule_case, case_id=intervention.case_id)


@receiver(investigation_finished)
def follow_up_after_investigation(investigation: ChildInvestigation, **_: Any) -> None:
    """Have the first follow-up of help that runs already due the day its investigation is finished (§ 95 stk. 2)."""
    finished_on = investigation.finished_on
    if finished_on is None:
        return
    review = first_follow_up(investigation.case_id, on=finished_on)
    if review is not None and (review.law_due_on is None or finished_on < review.law_due_on):
        bring_forward(review=review, to=finished_on, by=User.objects.system())


@receiver(concern_registered)
def tell_at_once(**_: Any) -> None:
    """Have the worker tell of a concern that must be assessed within 24 hours."""
    enqueue(send_urgent)


@receiver(review_held)
def plan_after_review(review: Review, **_: Any) -> None:
    """Have the worker plan the next review."""
    enqueue(schedule_case, case_id=review.case_id)


@receiver(invitations_made)
def send_when_written(**_: Any) -> None:
    """Have the worker send the invitations; should the broker be down, the next minute's run does."""
    enqueue(send_invitations)


@receiver(intervention_ended)
def lapse_after_end(intervention: Intervention, **_: Any) -> None:
    """Let the planned review lapse when no reviewed help is left; help that ends later is left to the sweep."""
    last_on = intervention.ends_on
    if last_on is None or last_on > timezone.localdate():
        return
    of_case = Intervention.objects.filter(case_id=intervention.case_id, step__gte=1)
    if of_case.exclude(ends_on__lte=last_on).exists():
        return
    for review in Review.objects.planned().filter(case_id=intervention.case_id):
        lapse_review(review=review, by=User.objects.system())
