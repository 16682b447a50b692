"""Holding a review: what was heard, how it goes, what is agreed, and the decision that leads on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.actions import hold_conversation, waive_conversation
from cases.models import Case, ChildConversation
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions.actions import prepare_referral
from interventions.models import Step
from interventions.standing import step_on
from reviews import agreement_rules, rules
from reviews.actions.locking import locked_review
from reviews.agreement_rules import Promise
from reviews.enums import ReviewStatus
from reviews.models import Agreement, Review, SubGoal, SubGoalScore
from reviews.signals import review_held


@action(Permission.HOLD_REVIEW)
def hold_review(
    *,
    review: Review,
    held_on: date,
    attended: Sequence[int] = (),
    child_words: str,
    waiver_reason: str = "",
    child_scale: int | None = None,
    parents_view: str,
    school_view: str = "",
    network_view: str = "",
    well_being: int | None = None,
    settled: Mapping[int, bool] | None = None,
    promises: Sequence[Promise] = (),
    scores: dict[int, int],
    decision: str,
    to_step: Step | None = None,
    reason: str,
    next_due_on: date | None = None,
    words_to_child: str = "",
    by: User,
) -> Review:
    """Hold the planned review: the child is heard, the sub-goals scored, and it is decided to stay, go down, up or end.

    Promises made earlier are settled as kept or not, and new ones made. Down and up prepare the referral for the new
    step. The next review is planned by the sweep, from the date decided.
    """
    must_reach(review.case, by)
    review, case = locked_review(review)
    _must_be_planned(review)
    _must_be_in_order(case, held_on)
    rules.must_hear_the_child(child_words, waiver_reason)
    agreement_rules.must_be_on_scale(child_scale, was_heard=bool(child_words.strip()))
    must_say(parents_view, ask=_("Skriv forældrenes syn, eller at de ikke deltog."), field="parents_view")
    rules.must_be_well_being(well_being)
    rules.must_be_scores(scores, in_force=set(SubGoal.objects.in_force(case).values_list("pk", flat=True)))
    agreement_rules.must_be_promises(promises, on=held_on)
    rules.must_point(decision, current=step_on(case, held_on), to_step=to_step.pk if to_step else None)
    must_say(reason, ask=_("Skriv begrundelsen for beslutningen."), field="reason")
    rules.must_say_when_next(decision, held_on=held_on, next_due_on=next_due_on)

    _settle(case, settled or {}, on=held_on, by=by)
    review.status = ReviewStatus.HELD
    review.held_on = held_on
    review.held_by = by
    review.conversation = _heard(case, on=held_on, words=child_words, waiver_reason=waiver_reason, by=by)
    review.child_scale = child_scale
    review.parents_view = parents_view
    review.school_view = school_view
    review.network_view = network_view
    review.well_being = well_being
    review.decision = decision
    review.reason = reason
    review.next_due_on = next_due_on
    review.words_to_child = words_to_child
    if to_step is not None:
        review.referral = prepare_referral(case=case, step=to_step, need=reason, on=held_on, by=by)
    review.save()
    _keep(review, scores, promises, on=held_on)
    review.participants.filter(cancelled_at=None).update(attended=Q(pk__in=attended))
    record("review.held", review, by=by, why=reason)
    review_held.send(Review, review=review, by=by)
    return review


def _keep(review: Review, scores: dict[int, int], promises: Sequence[Promise], *, on: date) -> None:
    SubGoalScore.objects.bulk_create(
        SubGoalScore(sub_goal_id=sub_goal, review=review, on=on, score=score) for sub_goal, score in scores.items()
    )
    Agreement.objects.bulk_create(
        Agreement(review=review, text=promise.what.strip(), who=promise.who.strip(), by_on=promise.by_on)
        for promise in promises
    )


def _settle(case: Case, settled: Mapping[int, bool], *, on: date, by: User) -> None:
    """Mark promises as kept or not; one that somebody else has settled meanwhile is refused at its row."""
    if not settled:
        return
    waiting = Agreement.objects.select_for_update(of=("self",)).open().filter(pk__in=settled, review__case=case)
    still_open = {agreement.pk for agreement in waiting.order_by("pk")}
    for pk in settled:
        if pk not in still_open:
            raise RuleBroken(_("Aftalen er allerede markeret, måske i et andet vindue."), field=f"settled_{pk}")
    for was_kept in set(settled.values()):
        marked = [pk for pk, answer in settled.items() if answer == was_kept]
        Agreement.objects.filter(pk__in=marked).update(was_kept=was_kept, done_on=on, done_by=by)


def _must_be_planned(review: Review) -> None:
    if review.status == ReviewStatus.HELD:
        raise RuleBroken(_("Opfølgningen er allerede holdt, måske i et andet vindue. Se referatet under Opfølgninger."))
    if review.status == ReviewStatus.LAPSED:
        raise RuleBroken(_("Opfølgningen er bortfaldet, fordi hjælpen eller sagen er afsluttet."))


def _must_be_in_order(case: Case, held_on: date) -> None:
    if not case.is_open:
        raise RuleBroken(_("Sagen er lukket. Der kan ikke holdes opfølgning i en lukket sag."))
    must_be_in_order(held_on, case.opened_on, what=_("sagen blev åbnet"), field="held_on")
    last = Review.objects.held().filter(case=case).aggregate(last=Max("held_on"))["last"]
    if last is not None:
        must_be_in_order(
            held_on, last + timedelta(days=1), what=_("dagen efter den forrige opfølgning"), field="held_on"
        )


def _heard(case: Case, *, on: date, words: str, waiver_reason: str, by: User) -> ChildConversation:
    """Keep the conversation, or why there was none; a refusal stands at this form's own field."""
    try:
        if words.strip():
            return hold_conversation(case=case, on=on, words=words, by=by)
        return waive_conversation(case=case, on=on, reason=waiver_reason, by=by)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="child_words" if words.strip() else "waiver_reason") from broken
