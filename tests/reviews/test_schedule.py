"""The sweep: every case with reviewed help has exactly one planned review, and its event."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from herning.audit.models import Event
from interventions.models import Step
from reviews import rules
from reviews.actions import schedule
from reviews.models import Review
from tests.factories.cases import CaseFactory, InvestigationFactory
from tests.factories.interventions import InterventionFactory, OfferFactory
from tests.factories.reviews import ReviewFactory

ON = date(2026, 7, 1)


def planned():
    return list(Review.objects.planned().order_by("pk").values_list("case__number", "due_on", "law_due_on"))


def ended(**more):
    made = InterventionFactory(**more)
    made.ends_on, made.ended_by, made.end_reason = date(2026, 6, 30), made.started_by, "finished"
    made.save()
    return made


def test_the_sweep_plans_a_review_six_weeks_on(system):
    case = InterventionFactory().case

    assert schedule(on=ON, by=system) == 1

    assert planned() == [(case.number, date(2026, 7, 27), date(2026, 9, 15))]
    review = Review.objects.get()
    assert list(Event.objects.values_list("kind", "subject_type", "subject_id", "case_number", "by")) == [
        ("review.planned", "review", str(review.pk), case.number, system.pk)
    ]


def test_the_sweep_run_again_does_nothing(system):
    InterventionFactory()
    schedule(on=ON, by=system)
    first = list(Review.objects.values())

    assert schedule(on=ON, by=system) == 0
    assert schedule(on=ON + timedelta(days=100), by=system) == 0

    assert list(Review.objects.values()) == first
    assert Event.objects.count() == 1


def test_the_sweep_leaves_alone_what_needs_no_review(system):
    InterventionFactory(offer=OfferFactory(step=0), exit_plan="", next_step=None)
    ended()
    closed = InterventionFactory().case
    closed.closed_on, closed.closed_by, closed.closing_reason = ON, closed.caseworker, "moved"
    closed.save()
    CaseFactory()

    assert schedule(on=ON, by=system) == 0

    assert planned() == []


def test_the_sweep_of_one_case_leaves_the_others(system):
    wanted, other = InterventionFactory().case, InterventionFactory().case

    assert schedule(on=ON, by=system, case_id=wanted.pk) == 1
    assert [number for number, *_ in planned()] == [wanted.number]

    assert schedule(on=ON, by=system) == 1
    assert [number for number, *_ in planned()] == [wanted.number, other.number]


def test_help_that_begins_later_has_its_review_planned_already(system):
    case = InterventionFactory(starts_on=date(2026, 8, 3)).case

    schedule(on=ON, by=system)

    assert planned() == [(case.number, date(2026, 9, 14), date(2026, 11, 3))]


def test_the_highest_step_sets_the_rhythm_and_the_case_may_set_its_own(system):
    Step.objects.filter(pk=4).update(review_weeks=4)
    both = CaseFactory()
    InterventionFactory(case=both)
    InterventionFactory(case=both, offer=OfferFactory(step=4), starts_on=date(2026, 6, 22))
    own = CaseFactory(review_weeks=10, review_weeks_reason="Barnet har bedt om ro (§ 95 stk. 3).")
    InterventionFactory(case=own)

    schedule(on=ON, by=system)

    assert planned() == [
        (both.number, date(2026, 7, 13), date(2026, 9, 15)),
        (own.number, date(2026, 8, 24), date(2026, 9, 15)),
    ]


def test_the_first_follow_up_waits_no_longer_than_the_law_whatever_the_rhythm(system):
    """Help from 3 August with 24 weeks between follow-ups: the law asks for the first by 3 November (§ 95)."""
    Step.objects.filter(pk=4).update(review_weeks=26)
    begun = {"starts_on": date(2026, 8, 3)}
    seldom = CaseFactory(review_weeks=24, review_weeks_reason="Barnet har bedt om ro (§ 95 stk. 3).")
    InterventionFactory(case=seldom, **begun)
    on_step = InterventionFactory(offer=OfferFactory(step=4), **begun).case

    schedule(on=date(2026, 8, 3), by=system)

    assert planned() == [(case.number, date(2026, 11, 3), date(2026, 11, 3)) for case in (seldom, on_step)]


def test_a_review_planned_after_the_investigation_beside_the_help_is_due_when_that_was_finished(system):
    case = InterventionFactory(starts_on=date(2026, 6, 15)).case
    InvestigationFactory(case=case, finished_on=date(2026, 6, 15))
    InvestigationFactory(case=case, finished_on=date(2026, 7, 4))

    schedule(on=date(2026, 7, 6), by=system)

    assert planned() == [(case.number, date(2026, 7, 3), date(2026, 7, 4))]


def test_the_universal_step_does_not_start_the_clock(system):
    case = CaseFactory()
    InterventionFactory(case=case, offer=OfferFactory(step=0), exit_plan="", starts_on=date(2026, 1, 5))
    InterventionFactory(case=case)

    schedule(on=ON, by=system)

    assert planned() == [(case.number, date(2026, 7, 27), date(2026, 9, 15))]


def test_after_a_held_review_the_decided_date_is_both_dates(system):
    case = InterventionFactory().case
    ReviewFactory(case=case, held=True)

    schedule(on=date(2026, 7, 28), by=system)

    assert planned() == [(case.number, date(2026, 9, 7), date(2026, 9, 7))]


def test_a_planned_review_lapses_when_its_help_has_ended(system):
    going_on, over = InterventionFactory().case, ended().case
    for case in (going_on, over):
        ReviewFactory(case=case)

    assert schedule(on=ON, by=system) == 0

    assert list(Review.objects.order_by("pk").values_list("case__number", "status")) == [
        (going_on.number, "planned"),
        (over.number, "lapsed"),
    ]
    assert list(Event.objects.values_list("kind", "case_number")) == [("review.lapsed", over.number)]


def test_help_that_ends_later_keeps_its_review_until_then(system):
    help_ = InterventionFactory()
    help_.ends_on, help_.ended_by, help_.end_reason = date(2026, 7, 10), help_.started_by, "finished"
    help_.save()
    ReviewFactory(case=help_.case)

    schedule(on=date(2026, 7, 9), by=system)
    assert Review.objects.planned().count() == 1

    schedule(on=date(2026, 7, 10), by=system)
    assert Review.objects.planned().count() == 0


def test_the_sweep_costs_the_same_number_of_queries_for_one_and_for_three(system, django_assert_num_queries):
    for cases in (1, 3):
        for _ in range(cases):
            InterventionFactory()
        # Savepoint, lapse, plan, release.
        with django_assert_num_queries(4):
            assert schedule(on=ON, by=system) == cases


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first_on=st.dates(date(2023, 12, 1), date(2028, 12, 31)),
    held_after=st.none() | st.integers(-200, 400),
    next_after=st.none() | st.integers(1, 182),
    weeks=st.none() | st.integers(1, 26),
    investigated_after=st.none() | st.integers(-60, 120),
)
def test_the_statement_says_what_the_rules_say(system, first_on, held_after, next_after, weeks, investigated_after):
    """Leap years, Easter, Whitsun and year ends included: the SQL and the Python rule are one rule."""
    case = CaseFactory(review_weeks=weeks, review_weeks_reason="Efter barnets ønske." if weeks else "")
    InterventionFactory(case=case, starts_on=first_on)
    held_on = decided_on = None
    if held_after is not None:
        held_on = first_on + timedelta(days=held_after)
        decided_on = held_on + timedelta(days=next_after) if next_after else None
        decision = "stay" if decided_on else "end"
        ReviewFactory(case=case, held=True, held_on=held_on, next_due_on=decided_on, decision=decision)

    investigated_on = None
    if investigated_after is not None:
        investigated_on = first_on + timedelta(days=investigated_after)
        InvestigationFactory(case=case, aware_on=investigated_on, finished_on=investigated_on)

    schedule(on=first_on, by=system, case_id=case.pk)

    known = {"first_on": first_on, "held_on": held_on, "decided_on": decided_on, "investigated_on": investigated_on}
    due = rules.due_on(**known, weeks=weeks or 6)
    law = rules.law_due_on(**known, due=due)
    assert due <= law
    assert list(case.reviews.planned().values_list("due_on", "law_due_on")) == [(due, law)]


def test_a_stranger_may_not_sweep(ida):
    with pytest.raises(Exception, match="ret til"):
        schedule(on=ON, by=ida)
