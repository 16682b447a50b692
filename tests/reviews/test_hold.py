"""Holding a review: who is heard, the scores, the decision and where it leads."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cases.models import ChildConversation
from herning.audit.models import Event
from herning.rules import RuleBroken
from interventions.models import Referral, Step
from reviews.actions import hold_review, schedule
from reviews.agreement_rules import Promise
from reviews.models import Agreement, Participant, Review, SubGoalScore
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import GoalFactory, PlanFactory, ReviewFactory, SubGoalFactory

HELD_ON = date(2026, 7, 27)


@pytest.fixture
def case(ida):
    """Ida's case with help on step 2."""
    case = CaseFactory(caseworker=ida)
    InterventionFactory(case=case)
    return case


@pytest.fixture
def review(case):
    return ReviewFactory(case=case)


@pytest.fixture
def sub_goal(case):
    return SubGoalFactory(goal=GoalFactory(plan=PlanFactory(case=case)))


def answers(**changed):
    return {
        "held_on": HELD_ON, "child_words": "Jeg sover bedre.", "parents_view": "Der er mere ro.", "scores": {},
        "decision": "stay", "reason": "Hjælpen virker.", "next_due_on": date(2026, 9, 7),
    } | changed  # fmt: skip


def refused_at(review, by, **changed):
    with pytest.raises(RuleBroken) as broken:
        hold_review(review=review, by=by, **answers(**changed))
    assert Review.objects.get(pk=review.pk).status == "planned"
    assert not ChildConversation.objects.filter(case=review.case).exists()
    return broken.value.field


def test_a_review_is_held(ida, review, sub_goal):
    held = hold_review(
        review=review,
        by=ida,
        **answers(scores={sub_goal.pk: 1}, well_being=7, child_scale=4, school_view="I skole hver dag."),
    )

    kept = Review.objects.get(pk=held.pk)
    heard = ChildConversation.objects.get()
    assert kept.conversation == heard
    assert (kept.status, kept.held_on, kept.held_by, kept.decision) == ("held", HELD_ON, ida, "stay")
    assert (heard.words, heard.on, heard.is_held) == (
        "Jeg sover bedre.",
        HELD_ON,
        True,
    )
    assert (kept.well_being, kept.child_scale, kept.school_view, kept.next_due_on, kept.referral) == (
        7, 4, "I skole hver dag.", date(2026, 9, 7), None,
    )  # fmt: skip
    score = SubGoalScore.objects.get()
    assert (score.sub_goal, score.review, score.note, score.on, score.score) == (sub_goal, kept, None, HELD_ON, 1)
    assert list(Event.objects.order_by("pk").values_list("kind", "why")) == [
        ("conversation.held", ""),
        ("review.held", "Hjælpen virker."),
    ]


def test_after_it_the_sweep_plans_the_next_on_the_decided_date(ida, system, review):
    hold_review(review=review, by=ida, **answers())

    schedule(on=HELD_ON, by=system)

    assert list(Review.objects.planned().values_list("due_on", "law_due_on")) == [(date(2026, 9, 7), date(2026, 9, 7))]


@pytest.mark.parametrize(("decision", "step"), [("down", 1), ("up", 4)])
def test_down_and_up_open_the_referral_filled_in(ida, review, decision, step):
    held = hold_review(
        review=review,
        by=ida,
        **answers(decision=decision, to_step=Step.objects.get(pk=step), reason="Ro nok til mindre."),
    )

    referral = Referral.objects.get(status="draft")
    assert held.referral == referral
    assert (referral.status, referral.step_id, referral.offer, referral.need, referral.made_by) == (
        "draft", step, None, "Ro nok til mindre.", ida,
    )  # fmt: skip


def test_end_has_no_next_date(ida, review):
    held = hold_review(review=review, by=ida, **answers(decision="end", next_due_on=None))

    assert (held.decision, held.next_due_on, held.referral) == ("end", None, None)


def test_the_child_not_heard_needs_a_reason(ida, review):
    held = hold_review(
        review=review, by=ida, **answers(child_words="", waiver_reason="To måneder; set sammen med mor.")
    )

    heard = ChildConversation.objects.get()
    assert (held.conversation, heard.is_held, heard.waiver_reason) == (heard, False, "To måneder; set sammen med mor.")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"decision": ""}, "decision"),
        ({"decision": "down"}, "decision"),
        ({"reason": "  "}, "reason"),
        ({"parents_view": ""}, "parents_view"),
        ({"child_words": ""}, "child_words"),
        ({"waiver_reason": "Ville ikke."}, "waiver_reason"),
        ({"next_due_on": None}, "next_due_on"),
        ({"next_due_on": HELD_ON}, "next_due_on"),
        ({"well_being": 11}, "well_being"),
        ({"child_scale": 0}, "child_scale"),
        ({"child_scale": 6}, "child_scale"),
        ({"child_words": "", "waiver_reason": "To måneder.", "child_scale": 3}, "child_scale"),
        ({"promises": [Promise("", "Mor")]}, "agree_0_what"),
        ({"promises": [Promise("ringer", "Mor"), Promise("skriver", " ", row=4)]}, "agree_4_who"),
        ({"promises": [Promise("ringer", "Mor", date(2026, 7, 26))]}, "agree_0_by_on"),
        ({"settled": {0: True}}, "settled_0"),
        ({"held_on": date(2026, 5, 31)}, "held_on"),
        ({"scores": {0: 1}}, "scores"),
    ],
)
def test_what_is_missing_or_out_of_order_is_refused_at_its_field(ida, review, changed, field):
    assert refused_at(review, ida, **changed) == field


def test_a_step_that_does_not_fit_the_decision_is_refused(ida, review):
    assert refused_at(review, ida, decision="down", to_step=Step.objects.get(pk=3)) == "decision"


def test_another_childs_sub_goal_is_refused(ida, review):
    assert refused_at(review, ida, scores={SubGoalFactory().pk: 1}) == "scores"


def promised(review, **more):
    return Agreement.objects.create(review=review, text="ringer til skolen", who="Mor", **more)


def test_what_is_agreed_is_kept_and_settled_at_the_next_review(ida, case, review):
    last = ReviewFactory(case=case, held=True, held_on=date(2026, 6, 20))
    kept, broken, still_open = promised(last), promised(last, by_on=date(2026, 7, 1)), promised(last)

    hold_review(
        review=review,
        by=ida,
        **answers(settled={kept.pk: True, broken.pk: False}, promises=[Promise("henter Sofie", "Far", HELD_ON)]),
    )

    assert list(Agreement.objects.order_by("pk").values_list("pk", "was_kept", "done_on", "done_by")) == [
        (kept.pk, True, HELD_ON, ida.pk),
        (broken.pk, False, HELD_ON, ida.pk),
        (still_open.pk, None, None, None),
        (review.promises.get().pk, None, None, None),
    ]
    assert list(review.promises.values_list("who", "text", "by_on")) == [("Far", "henter Sofie", HELD_ON)]
    assert list(Agreement.objects.late(on=HELD_ON).values_list("pk", flat=True)) == []
    assert list(Agreement.objects.late(on=date(2026, 7, 28))) == [review.promises.get()]


def test_another_childs_promise_is_not_settled_here(ida, review):
    other = promised(ReviewFactory(held=True))

    assert refused_at(review, ida, settled={other.pk: True}) == f"settled_{other.pk}"
    other.refresh_from_db()
    assert other.was_kept is None


def test_an_unborn_child_has_no_words(ida):
    unborn = CaseFactory(caseworker=ida, child__unborn=True)
    InterventionFactory(case=unborn)

    assert refused_at(ReviewFactory(case=unborn), ida) == "child_words"


def test_a_review_is_held_once(ida, review):
    hold_review(review=review, by=ida, **answers())

    with pytest.raises(RuleBroken, match="allerede holdt"):
        hold_review(review=review, by=ida, **answers())

    assert Review.objects.held().count() == 1
    assert ChildConversation.objects.count() == 1


def test_a_stranger_holds_no_review(bo, per, rie, review):
    for person in (bo, per, rie):
        with pytest.raises(PermissionDenied):
            hold_review(review=review, by=person, **answers())
    assert Review.objects.planned().count() == 1


def test_who_took_part_is_kept_and_nobody_elses_guest(ida, review):
    came = Participant.objects.create(review=review, kind="parent", name="Mette Mikkelsen")
    away = Participant.objects.create(review=review, kind="school", name="Klasselæreren")
    elsewhere = Participant.objects.create(review=ReviewFactory(), kind="parent", name="En anden")

    hold_review(review=review, by=ida, **answers(attended=[came.pk, elsewhere.pk]))

    told = {person.pk: person.attended for person in Participant.objects.all()}
    assert told == {came.pk: True, away.pk: False, elsewhere.pk: None}
