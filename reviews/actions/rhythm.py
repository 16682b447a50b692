"""How often one child is followed up: the reasoned schedule of Barnets lov § 95 stk. 3."""

from datetime import date

from django.db.models import Max, Min, Q
from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.models import Case
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions.models import Intervention, Step
from reviews import rules
from reviews.first_follow_up import last_held
from reviews.models import Review


@action(Permission.HOLD_REVIEW)
def set_rhythm(
    *, case: Case, weeks: int | None, reason: str, childs_wish: str, seen_version: int, on: date, by: User
) -> Case:
    """Decide a case's own weeks between reviews, or return to the step's; the planned review moves with it.

    The law's three months before the first follow-up stand whatever is decided here.
    """
    must_reach(case, by)
    fresh = Case.objects.select_for_update(of=("self",)).select_related("child").get(pk=case.pk)
    if not fresh.is_open:
        raise RuleBroken(_("Sagen er lukket. Der følges ikke op i en lukket sag."))
    if fresh.version != seen_version:
        raise RuleBroken(_("En anden har rettet sagen imens. Genindlæs siden, og se, hvad der gælder nu."))
    rules.must_be_a_rhythm(weeks, reason=reason, childs_wish=childs_wish, is_unborn=fresh.child.is_unborn)
    fresh.review_weeks = weeks
    fresh.review_weeks_reason = reason.strip() if weeks else ""
    fresh.review_childs_wish = childs_wish.strip() if weeks else ""
    fresh.version += 1
    fresh.save(update_fields=["review_weeks", "review_weeks_reason", "review_childs_wish", "version"])
    _move_planned(fresh, on=on)
    record("review_rhythm.set", fresh, by=by, why=reason)
    return fresh


def _move_planned(case: Case, *, on: date) -> None:
    """The same dates as the sweep would give, had it planned the review today."""
    review = Review.objects.select_for_update().planned().filter(case=case).first()
    help_now = Intervention.objects.not_over(on=on).filter(case=case, step__gte=1)
    begun = help_now.aggregate(first=Min("starts_on"), now=Max("step", filter=Q(starts_on__lte=on)), any=Max("step"))
    if review is None or begun["first"] is None:
        return
    of_step = Step.objects.values_list("review_weeks", flat=True).get(pk=begun["now"] or begun["any"])
    held_on, decided_on = last_held(case.pk)
    review.due_on = rules.in_new_rhythm(
        first_on=begun["first"], held_on=held_on, weeks=case.review_weeks or of_step or rules.STANDARD_WEEKS, on=on
    )
    if rules.has_a_schedule(first_on=begun["first"], held_on=held_on, decided_on=decided_on):
        review.law_due_on = review.due_on
    elif review.law_due_on is not None:
        review.due_on = rules.not_past_law(review.due_on, review.law_due_on)
    review.save(update_fields=["due_on", "law_due_on"])
