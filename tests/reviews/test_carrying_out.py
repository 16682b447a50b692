"""Decisions that have to happen, and steps down that are looked at again."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from herning.audit.models import Event
from herning.rules import RuleBroken
from interventions.models import StepMove
from interventions.rules import Move
from reviews import carrying_out_rules as rules
from reviews.actions import answer_hold_check, close_case, plan_hold_checks
from reviews.models import HoldCheck, Review
from reviews.tasks import plan_hold_checks as sweep
from tests.factories.cases import CaseFactory, ChildConversationFactory
from tests.factories.interventions import InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.reviews import HoldCheckFactory, ReviewFactory

HELD_ON = date(2026, 7, 27)
FOUR_WEEKS = date(2026, 8, 24)
MOVED_ON = date(2026, 1, 15)
DOWN = Move(MOVED_ON, 4, 2)


def later(*steps):
    """Moves a month apart after the step down."""
    found, step = [], DOWN.to_step
    for number, to_step in enumerate(steps, 1):
        found.append(Move(MOVED_ON + timedelta(days=30 * number), step, to_step))
        step = to_step
    return found


# The later moves, and what they say three months after: no, yes, or that a person has to say.
TRACKS = [
    ((), ""),
    ((3,), ""),
    ((4,), "no"),
    ((5,), "no"),
    ((1,), "yes"),
    ((1, 0), "yes"),
    ((1, 4), "no"),
    ((1, 2), ""),
    ((None,), ""),
    ((None, 1), ""),
    ((None, 4), "no"),
    ((3, 2, 4), "no"),
]


@pytest.mark.parametrize(("steps", "answer"), TRACKS)
def test_what_the_track_says(steps, answer):
    assert rules.what_the_track_says(DOWN, later(*steps), asked_on=date(2026, 4, 15)) == answer


def test_what_comes_after_the_day_says_nothing():
    assert rules.what_the_track_says(DOWN, later(4), asked_on=date(2026, 2, 13)) == ""
    assert rules.what_the_track_says(DOWN, later(4), asked_on=date(2026, 2, 14)) == "no"


@pytest.mark.parametrize(
    ("from_step", "to_step", "is_asked"),
    [(5, 4, True), (1, 0, True), (2, None, True), (0, None, False), (None, 2, False), (2, 3, False)],
)
def test_only_steps_down_and_off_are_asked_about(from_step, to_step, is_asked):
    assert rules.is_asked_about(Move(MOVED_ON, from_step, to_step)) is is_asked


# Decided and carried out ----------------------------------------------------------------------------------------------


def decided(ida, decision, **more):
    """A review of Ida's on step 4 that decided something four weeks ago."""
    case = CaseFactory(caseworker=ida)
    InterventionFactory(case=case, offer=OfferFactory(step=4), exit_plan="Hjem.", next_step=2)
    if decision in {"down", "up"}:
        step = 2 if decision == "down" else 5
        more["referral"] = ReferralFactory(case=case, status="draft", offer=None, department=None, step=step)
    return ReviewFactory(case=case, held=True, decision=decision, **more)


def help_begins(review, step, on=date(2026, 8, 10)):
    InterventionFactory(case=review.case, offer=OfferFactory(step=step), starts_on=on, next_step=max(step - 1, 0))


def nothing(review):
    """It stays as it was."""


def moves_down(review):
    StepMove.objects.create(
        case=review.case, from_step_id=4, to_step_id=2, on=date(2026, 8, 3), cause="down", reason="Klar.",
        decided_by=review.held_by, intervention=review.case.interventions.get(),
    )  # fmt: skip


def is_closed(review):
    review.case.closed_on, review.case.closed_by, review.case.closing_reason = HELD_ON, review.held_by, "no_need"
    review.case.save()


def decides_to_stay(review):
    ReviewFactory(case=review.case, held=True, held_on=date(2026, 8, 20), next_due_on=date(2026, 9, 30))


@pytest.mark.parametrize(
    ("decision", "then", "is_listed"),
    [
        ("stay", nothing, False),
        ("down", nothing, True),
        ("up", nothing, True),
        ("end", nothing, True),
        ("down", lambda review: help_begins(review, 2), False),
        ("down", lambda review: help_begins(review, 1), True),
        ("down", lambda review: help_begins(review, 2, on=date(2026, 7, 26)), True),
        ("down", moves_down, False),
        ("up", lambda review: help_begins(review, 5), False),
        ("end", lambda review: help_begins(review, 1), False),
        ("down", is_closed, False),
        ("end", is_closed, False),
        ("down", decides_to_stay, False),
        ("end", decides_to_stay, False),
    ],
)
def test_a_decision_stands_on_the_list_until_it_has_happened(ida, decision, then, is_listed):
    review = decided(ida, decision)
    then(review)

    assert list(Review.objects.not_carried_out(on=FOUR_WEEKS - timedelta(days=1))) == []
    assert list(Review.objects.not_carried_out(on=FOUR_WEEKS)) == ([review] if is_listed else [])
    assert list(Review.objects.not_carried_out(on=FOUR_WEEKS + timedelta(days=90))) == ([review] if is_listed else [])


def test_the_same_decision_twice_is_one_line(ida):
    first = decided(ida, "down")
    again = ReviewFactory(
        case=first.case, held=True, decision="down", referral=first.referral, held_on=date(2026, 9, 7),
        next_due_on=date(2026, 10, 19),
    )  # fmt: skip

    assert list(Review.objects.not_carried_out(on=date(2026, 9, 10))) == [first]
    assert list(Review.objects.not_carried_out(on=date(2026, 10, 5))) == [again]


def test_the_list_shows_what_has_not_happened_within_reach(signed_in, ida, bo):
    review = decided(ida, "down")
    decided(bo, "down")

    page = signed_in(ida).get(reverse("reviews:reviews"), {"vis": "ikke-udfoert"})

    assert list(page.context["reviews"]) == [review]
    assert "Ned ad trappen besluttet" in page.content.decode()


# Looking again --------------------------------------------------------------------------------------------------------


def moved(case, on, from_step, to_step):
    given = case.interventions.first() or InterventionFactory(case=case)
    return StepMove.objects.create(
        case=case, on=on, from_step_id=from_step, to_step_id=to_step, cause="down", reason="Klar.",
        decided_by=case.caseworker, intervention=given,
    )  # fmt: skip


def asked(**only):
    return list(
        HoldCheck.objects.filter(**only).order_by("moved_on", "months").values_list("months", "due_on", "answer")
    )


NEW = [(3, date(2026, 4, 15), ""), (6, date(2026, 7, 15), ""), (12, date(2027, 1, 15), "")]


def test_each_step_down_is_asked_about_three_times_once(ida, system, time_machine):
    asked_at = datetime(2026, 1, 15, 4, 0, tzinfo=UTC)
    time_machine.move_to(asked_at, tick=False)
    case = CaseFactory(caseworker=ida)
    moved(case, MOVED_ON, 4, 2)
    moved(case, date(2026, 1, 20), 2, 3)

    assert plan_hold_checks(on=MOVED_ON, by=system) == 3
    assert plan_hold_checks(on=date(2026, 1, 21), by=system) == 0

    assert asked() == NEW
    planned = Event.objects.filter(kind="hold_check.planned", case_number=case.number)
    assert list(planned.values_list("at", flat=True)) == [asked_at] * 3


def test_the_months_end_with_the_month_and_old_moves_are_let_be(ida, system):
    case = CaseFactory(caseworker=ida)
    moved(case, date(2025, 11, 30), 4, 2)
    moved(CaseFactory(), date(2024, 1, 1), 4, None)

    sweep(on="2026-06-01")

    # Three months after 30 November is the last of February, more than three months ago: nobody is asked.
    assert asked() == [(6, rules.due_on(date(2025, 11, 30), 6), ""), (12, date(2026, 11, 30), "")]


@pytest.mark.parametrize(("steps", "answer"), TRACKS)
def test_the_sweep_answers_as_the_rule_does_and_takes_it_back(ida, system, steps, answer):
    case = CaseFactory(caseworker=ida)
    moved(case, MOVED_ON, 4, 2)
    told = [moved(case, one.on, one.from_step, one.to_step) for one in later(*steps)]

    plan_hold_checks(on=date(2026, 4, 14), by=system)
    assert asked(moved_on=MOVED_ON)[0][2] == ""
    plan_hold_checks(on=date(2026, 4, 15), by=system)
    assert asked(moved_on=MOVED_ON)[0][2] == answer

    for move in told:
        move.delete()
    plan_hold_checks(on=date(2026, 4, 16), by=system)
    assert asked(moved_on=MOVED_ON) == NEW


def test_a_move_told_away_closes_its_questions_and_comes_back_with_it(ida, system):
    case = CaseFactory(caseworker=ida)
    move = moved(case, MOVED_ON, 4, 2)
    plan_hold_checks(on=MOVED_ON, by=system)
    answered = HoldCheck.objects.get(months=3)
    answer_hold_check(check=answered, answer="yes", on=date(2026, 4, 15), by=ida)

    move.delete()
    plan_hold_checks(on=date(2026, 4, 16), by=system)
    assert [answer for *_when, answer in asked()] == ["yes", "unknown", "unknown"]

    moved(case, MOVED_ON, 5, 3)
    plan_hold_checks(on=date(2026, 4, 17), by=system)
    assert list(HoldCheck.objects.order_by("months").values_list("answer", "from_step", "to_step")) == [
        ("yes", 4, 2), ("", 5, 3), ("", 5, 3),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_ask_once(ida, system):
    moved(CaseFactory(caseworker=ida), MOVED_ON, 4, None)
    both, gave = Barrier(2), []

    def run():
        try:
            both.wait(10)
            gave.append(plan_hold_checks(on=MOVED_ON, by=system))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sorted(gave), asked()) == ([0, 3], NEW)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"answer": "maybe"}, "answer"),
        ({"answer": "no"}, "text"),
        ({"answer": "unknown", "text": " "}, "text"),
        ({"on": date(2026, 9, 19)}, None),
    ],
)
def test_a_bad_answer_is_refused(ida, changed, field):
    check = HoldCheckFactory(case=CaseFactory(caseworker=ida))

    with pytest.raises(RuleBroken) as broken:
        answer_hold_check(check=check, by=ida, **{"answer": "yes", "on": date(2026, 9, 20)} | changed)

    assert broken.value.field == field
    assert asked() == [(3, date(2026, 9, 20), "")]


def test_the_question_is_answered_once_also_in_a_closed_case(signed_in, ida, lone, bo, rie):
    case = CaseFactory(caseworker=ida)
    is_closed(ReviewFactory(case=case, held=True))
    check = HoldCheckFactory(case=case)
    url = reverse("reviews:hold_check", args=[check.pk])

    assert signed_in(bo).get(url).status_code == 404
    assert signed_in(ida).post(url, {"answer": "partly"}).status_code == 422
    assert signed_in(ida).post(url, {"answer": "partly", "text": "Lidt uro."}).status_code == 302
    second = signed_in(lone).post(url, {"answer": "no", "text": "Nej."})

    check.refresh_from_db()
    assert (check.answer, check.text, check.answered_by) == ("partly", "Lidt uro.", ida)
    assert (second.status_code, "allerede besvaret" in second.content.decode()) == (422, True)
    with pytest.raises(PermissionDenied):
        answer_hold_check(check=check, answer="yes", on=date(2026, 9, 20), by=rie)


# Closing --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("reason", "is_needed"), [("goals_reached", True), ("no_need", True), ("moved", False)])
def test_closing_after_help_says_whom_the_family_can_turn_to(ida, reason, is_needed):
    case = CaseFactory(caseworker=ida)
    InterventionFactory(case=case, ends_on=HELD_ON, ended_by=ida, end_reason="finished")
    ChildConversationFactory(case=case, on=HELD_ON)
    closing = {"case": case, "reason": reason, "text": "Det går godt.", "on": HELD_ON, "by": ida}

    if is_needed:
        with pytest.raises(RuleBroken) as broken:
            close_case(**closing)
        assert broken.value.field == "aftercare"
    closed = close_case(**closing, aftercare=" Ring til Ida. " if is_needed else "")

    assert closed.aftercare == ("Ring til Ida." if is_needed else "")
