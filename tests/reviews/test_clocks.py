"""Two clocks on every child: what breaks first is known, whoever set the date, and neither slips unseen."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Case
from cases.rules import investigation_due
from herning.rules import RuleBroken, add_months, is_working_day
from interventions.enums import LegalBasis
from interventions.models import Intervention, SupervisionVisit
from reviews import rules
from reviews.actions import agree_plan, schedule, set_rhythm
from reviews.clocks import deadlines, deadlines_of
from tests.factories.cases import ConcernFactory, InvestigationFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.placements import PlacementFactory
from tests.factories.reviews import PlanFactory, ReviewFactory

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAYS = st.dates(date(2023, 1, 1), date(2033, 12, 31))


def told(case):
    return [(deadline.kind, deadline.due_on) for deadline in deadlines(case)]


def test_what_breaks_first_stands_first_and_the_law_before_the_house(case, help_):
    ReviewFactory(case=case, due_on=date(2026, 7, 27), law_due_on=date(2026, 7, 27))
    InvestigationFactory(case=case, aware_on=date(2026, 3, 1))

    assert told(case) == [
        ("investigation", date(2026, 7, 1)),
        ("law", date(2026, 7, 27)),
        ("review", date(2026, 7, 27)),
    ]


def test_a_child_placed_by_consent_has_three_months_to_its_plan_and_visits(case):
    placement = PlacementFactory(case=case, starts_on=date(2026, 11, 30))
    SupervisionVisit.objects.create(placement=placement, due_on=date(2027, 5, 30))

    assert told(case) == [("plan", date(2027, 2, 28)), ("supervision", date(2027, 5, 30))]
    PlanFactory(case=case)
    assert told(case) == [("supervision", date(2027, 5, 30))]


def test_a_child_placed_without_consent_has_its_plan_at_once_and_the_boards_word_in_seven_days(case):
    PlacementFactory(case=case, starts_on=date(2026, 11, 30), legal_basis=LegalBasis.PROVISIONAL)

    assert told(case) == [("plan_before", date(2026, 11, 30)), ("board", date(2026, 12, 7))]


def test_an_urgent_placement_is_mended_by_a_day(case):
    PlanFactory(case=case)
    placement = PlacementFactory(
        case=case, starts_on=date(2026, 11, 30), urgent_ground="Vold i hjemmet.", mend_by=date(2026, 12, 7)
    )

    assert told(case) == [("mend", date(2026, 12, 7))]
    placement.mended_on = date(2026, 12, 1)
    placement.save()
    assert told(case) == []


def aged(case, born_on):
    case.child.born_on = born_on
    case.child.save()


@pytest.mark.parametrize(
    ("born_on", "starts_on", "due_on"),
    [
        (date(2010, 12, 24), date(2026, 6, 15), date(2026, 12, 24)),  # sixteen on Christmas Eve
        (date(2010, 5, 4), date(2026, 11, 2), date(2027, 2, 2)),  # sixteen before: three months, as any plan
        (date(2008, 2, 29), date(2023, 6, 15), date(2024, 2, 29)),
    ],
)
def test_a_placed_young_person_has_a_youth_plan_from_sixteen(case, ida, born_on, starts_on, due_on):
    """§ 108: the child's plan is not enough from 16; what is ten weeks off or more is not told yet."""
    aged(case, born_on)
    seen = PlanFactory(case=case, agreed_on=date(2023, 1, 2)).pk
    PlacementFactory(case=case, starts_on=starts_on)

    def asked(on):
        found = [deadline for deadline in deadlines(case, on=on) if deadline.kind == "youth_plan"]
        return [(deadline.due_on, deadline.url) for deadline in found]

    expected = [(due_on, reverse("reviews:agree_plan", args=[case.number]))]
    assert rules.youth_plan_due(born_on=born_on, starts_on=starts_on) == due_on
    assert asked(due_on - timedelta(weeks=10, days=1)) == []
    assert asked(due_on - timedelta(weeks=10)) == expected
    assert asked(due_on + timedelta(days=30)) == expected
    agree_plan(case=case, kind="youth", purpose="Ro og egen bolig.", on=date(2027, 3, 1), seen_plan=seen, by=ida)
    assert asked(due_on) == []


def test_help_past_eighteen_is_decided_before_the_birthday(case, help_):
    """From 18 help is youth support (§§ 114–120), or ends; ten weeks are given to decide which."""
    aged(case, date(2009, 1, 18))
    InterventionFactory(case=case)

    def asked(on):
        return [(deadline.kind, deadline.due_on) for deadline in deadlines(case, on=on)]

    assert asked(date(2026, 11, 8)) == []
    assert asked(date(2026, 11, 9)) == [("of_age", date(2027, 1, 18))]
    Intervention.objects.filter(case=case).update(planned_end_on=date(2027, 1, 18))
    assert asked(date(2026, 11, 9)) == []
    Intervention.objects.filter(case=case).update(planned_end_on=None, starts_on=date(2027, 1, 18))
    assert asked(date(2027, 2, 1)) == []


@pytest.mark.parametrize(
    ("received", "assessed_by"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=COPENHAGEN), date(2026, 11, 24)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=COPENHAGEN), date(2026, 3, 30)),  # the night an hour is lost
        (datetime(2026, 10, 24, 23, 30, tzinfo=COPENHAGEN), date(2026, 10, 25)),  # the night an hour comes twice
        (datetime(2026, 12, 31, 12, 0, tzinfo=COPENHAGEN), date(2027, 1, 1)),
    ],
)
def test_danger_is_assessed_within_24_real_hours(case, received, assessed_by):
    ConcernFactory(child=case.child, received_at=received, team=case.team)

    assert dict(told(case))["danger"] == assessed_by


def test_the_reporter_is_told_within_six_working_days(case):
    """Over Easter 2026: Maundy Thursday 2 April to Easter Monday 6 April are no working days."""
    ConcernFactory(
        child=case.child, received_at=datetime(2026, 3, 30, 12, tzinfo=COPENHAGEN), team=case.team,
        reporter_kind="school",
    )  # fmt: skip

    assert dict(told(case))["receipt"] == date(2026, 4, 10)


def test_a_closed_case_has_no_deadlines(case, help_):
    ReviewFactory(case=case, due_on=date(2026, 7, 27))
    Case.objects.filter(pk=case.pk).update(
        closed_on=date(2026, 8, 1), closed_by=case.caseworker, closing_reason="no_need"
    )
    case.refresh_from_db()

    assert deadlines(case) == []


def test_all_clocks_of_all_cases_are_one_query(db, django_assert_num_queries):
    for cases in (1, 3):
        while Case.objects.count() < cases:
            made = InterventionFactory().case
            ReviewFactory(case=made, due_on=date(2026, 7, 27), law_due_on=date(2026, 9, 15))
            InvestigationFactory(case=made)
        asked = list(Case.objects.all())
        with django_assert_num_queries(1):
            found = deadlines_of(asked)
        assert {pk: len(running) for pk, running in found.items()} == {case.pk: 3 for case in asked}


@given(day=DAYS)
def test_months_of_the_law_never_pass_over_a_months_end(day):
    """Four months from 31 October end on the last of February, whether it has 28 days or 29."""
    for due, months in ((investigation_due(day), 4), (rules.plan_due(day), 3)):
        assert due == add_months(day, months)
        assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
        assert due.day == day.day or (due + timedelta(days=1)).day == 1


@given(first_on=DAYS, held_after=st.none() | st.integers(0, 400), weeks=st.integers(1, 26), later=st.integers(0, 500))
def test_a_new_rhythm_gives_a_working_day_that_has_not_passed(first_on, held_after, weeks, later):
    held_on = first_on + timedelta(days=held_after) if held_after is not None else None
    on = first_on + timedelta(days=later)

    due = rules.in_new_rhythm(first_on=first_on, held_on=held_on, weeks=weeks, on=on)

    assert due > on
    assert is_working_day(due)
    assert due >= rules.due_on(first_on=first_on, held_on=held_on, decided_on=None, weeks=weeks)


def rhythm(case, by, **changes):
    case.refresh_from_db()
    answers = {"weeks": 10, "reason": "Ro efter flytningen.", "childs_wish": "Ikke så tit.", **changes}
    return set_rhythm(case=case, seen_version=case.version, on=date(2026, 6, 20), by=by, **answers)


def test_a_longer_rhythm_moves_the_planned_review_but_not_the_law(case, ida, system):
    InterventionFactory(case=case, starts_on=date(2026, 6, 15))
    schedule(on=date(2026, 6, 15), by=system)
    assert told(case) == [("review", date(2026, 7, 27)), ("law", date(2026, 9, 15))]

    rhythm(case, ida)
    assert told(case) == [("review", date(2026, 8, 24)), ("law", date(2026, 9, 15))]

    rhythm(case, ida, weeks=None)
    assert told(case) == [("review", date(2026, 7, 27)), ("law", date(2026, 9, 15))]


def test_a_seldom_rhythm_never_puts_the_first_follow_up_past_the_law(case, ida, system):
    InterventionFactory(case=case, starts_on=date(2026, 6, 15))
    schedule(on=date(2026, 6, 15), by=system)

    rhythm(case, ida, weeks=24)
    assert told(case) == [("law", date(2026, 9, 15)), ("review", date(2026, 9, 15))]

    rhythm(case, ida, weeks=None)
    assert told(case) == [("review", date(2026, 7, 27)), ("law", date(2026, 9, 15))]


def test_once_followed_up_the_decided_rhythm_is_the_laws_own(case, ida, system):
    InterventionFactory(case=case, starts_on=date(2026, 3, 2))
    ReviewFactory(case=case, held=True, held_on=date(2026, 6, 15), next_due_on=date(2026, 7, 27))
    schedule(on=date(2026, 6, 16), by=system)

    rhythm(case, ida, weeks=8)

    assert told(case) == [("law", date(2026, 8, 10)), ("review", date(2026, 8, 10))]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"weeks": 0}, "weeks"),
        ({"weeks": 27}, "weeks"),
        ({"reason": "  "}, "reason"),
        ({"childs_wish": ""}, "childs_wish"),
    ],
)
def test_a_rhythm_of_its_own_has_a_reason_and_the_childs_wish(case, ida, answers, field):
    with pytest.raises(RuleBroken) as refused:
        rhythm(case, ida, **answers)

    assert refused.value.field == field
    assert Case.objects.get(pk=case.pk).review_weeks is None


def test_the_second_of_two_who_decide_is_told(case, ida):
    rhythm(case, ida)
    with pytest.raises(RuleBroken, match="En anden har rettet"):
        set_rhythm(case=case, weeks=4, reason="Uro.", childs_wish="Ja.", seen_version=1, on=date(2026, 6, 20), by=ida)


def test_a_stranger_decides_no_rhythm(case, bo):
    with pytest.raises(PermissionDenied):
        rhythm(case, bo)


def test_the_header_tells_what_breaks_first(case, help_, ida, signed_in):
    ReviewFactory(case=case, due_on=date(2026, 7, 27), law_due_on=date(2026, 9, 15))
    InvestigationFactory(case=case, aware_on=date(2026, 3, 1))

    page = signed_in(ida).get(reverse("reviews:deadlines", args=[case.number]))

    assert page.context["header"]["breaks_first"].kind == "investigation"
    assert page.content.decode().count("Barnets lov § 20") == 2
    assert "Se alle 3 frister" in page.content.decode()
