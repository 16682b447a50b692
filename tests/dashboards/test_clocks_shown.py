"""What the child's header counts down to stands on the start pages too, once, and leads to where it is mended."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dashboards.figures.clocks import law_rows
from dashboards.figures.day import day
from dashboards.figures.scope import Scope
from interventions.enums import LegalBasis
from interventions.models import Intervention, SupervisionVisit
from reviews.actions import move_review
from tests.factories.cases import CaseFactory, ChildFactory, InvestigationFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.placements import PlacementFactory
from tests.factories.reviews import PlanFactory, ReviewFactory

TODAY = date(2026, 11, 21)
UNTOLD = "Intet brister de næste to uger"


@pytest.fixture
def case(ida):
    return CaseFactory(caseworker=ida, child=ChildFactory(name="Sofie Mark", born_on=date(2016, 5, 4)))


def told(rows):
    return [(row.title, row.due, row.url) for row in rows]


def page(name, *args):
    return reverse(name, args=args)


def test_a_child_placed_since_june_without_a_plan_stands_first_on_both_start_pages(case, ida, lone, signed_in, today):
    PlacementFactory(case=case, reported_on=TODAY)
    where = page("reviews:agree_plan", case.number)

    assert told(day(ida, now=today).rows)[:1] == [("Barnets plan · Sofie M., 10 år", date(2026, 9, 15), where)]
    assert told(signed_in(lone).get("/").context["law"]) == [
        ("Barnets plan · Sofie M., 10 år", date(2026, 9, 15), where)
    ]
    text = signed_in(ida).get("/").content.decode()
    assert (UNTOLD in text, "Frist 15.\u00a0sep. · Barnets lov §§ 91 og 108" in text) == (False, True)


def test_a_provisional_placement_shows_the_plan_before_it_and_the_boards_seven_days(case, ida, lone, today):
    PlacementFactory(case=case, legal_basis=LegalBasis.PROVISIONAL)
    expected = [
        ("Barnets plan før anbringelse uden samtykke · Sofie M., 10 år", date(2026, 6, 15)),
        ("Udvalgets afgørelse · Sofie M., 10 år", date(2026, 6, 22)),
    ]

    assert [(row.title, row.due) for row in day(ida, now=today).rows if row.kind == "clock"] == expected
    assert [(row.title, row.due) for row in law_rows(Scope(lone, TODAY))] == expected


def test_a_plan_that_is_due_in_more_than_two_weeks_is_not_told_yet(case, ida, lone, today):
    PlacementFactory(case=case, starts_on=date(2026, 9, 6), first_supervision_on=date(2026, 12, 1))

    assert [row.title for row in day(ida, now=today).rows if row.kind == "clock"] == []
    assert law_rows(Scope(lone, TODAY)) == []
    assert len(law_rows(Scope(lone, TODAY + timedelta(days=1)))) == 1


def test_a_review_moved_past_the_law_is_red_by_the_laws_day(case, ida, lone, today):
    InterventionFactory(case=case, starts_on=date(2026, 8, 3))
    review = ReviewFactory(case=case, due_on=date(2026, 9, 14), law_due_on=date(2026, 11, 3))
    move_review(
        review=review, new_day=date(2026, 12, 15), text="Barnet er syg.", is_past_law=True, today=TODAY, by=lone
    )

    (row,) = day(ida, now=today).rows
    assert (row.title, row.due) == ("Opfølgning · Sofie M., 10 år", date(2026, 11, 3))
    assert row.more == "Frist tir 15. dec. · loven: 3.\u00a0nov. · mødet er ikke aftalt"
    assert told(law_rows(Scope(lone, TODAY))) == [
        ("Opfølgning efter loven · Sofie M., 10 år", date(2026, 11, 3), page("reviews:explain", review.pk))
    ]


def test_each_clock_stands_once(case, ida, lone, today):
    """Reviews, visits, concerns and what placements lack have rows of their own already."""
    placement = PlacementFactory(case=case, urgent_ground="Vold.", mend_by=date(2026, 11, 10), reported_on=TODAY)
    PlanFactory(case=case)
    SupervisionVisit.objects.create(placement=placement, due_on=date(2026, 11, 18))
    ReviewFactory(case=case, due_on=date(2026, 11, 19), law_due_on=date(2026, 11, 19))
    InvestigationFactory(case=case, aware_on=date(2026, 7, 1))

    assert [(row.kind, row.due) for row in day(ida, now=today).rows] == [
        ("investigation", date(2026, 11, 1)),
        ("mend", date(2026, 11, 10)),
        ("visit", date(2026, 11, 18)),
        ("review", date(2026, 11, 19)),
    ]
    assert [row.title for row in law_rows(Scope(lone, TODAY))] == ["Undersøgelse · Sofie M., 10 år"]


def test_a_decision_to_end_is_told_before_its_four_weeks_are_over(case, ida, today):
    """Two kinds of help to end in one case are one row; when the weeks are over it stands among what was not done."""
    InterventionFactory.create_batch(2, case=case, starts_on=date(2026, 6, 15))
    held = ReviewFactory(case=case, held=True, held_on=date(2026, 11, 2), decision="end", next_due_on=None)

    assert [(row.kind, row.due, row.do) for row in day(ida, now=today).rows] == [
        ("clock", date(2026, 11, 30), "Afslut hjælpen")
    ]
    held.held_on = date(2026, 10, 12)
    held.save()
    assert [(row.kind, row.due) for row in day(ida, now=today).rows] == [("undone", date(2026, 11, 9))]


def test_ten_weeks_before_eighteen_my_day_asks_what_becomes_of_the_help(ida, today):
    child = ChildFactory(name="Mikkel Holst", born_on=TODAY.replace(year=2008) + timedelta(weeks=10))
    case = CaseFactory(caseworker=ida, child=child)
    InterventionFactory(case=case)

    assert told(day(ida, now=today).rows) == [
        ("Fylder 18 år · Mikkel H., 17 år", date(2027, 1, 30), page("interventions:interventions", case.number))
    ]
    Intervention.objects.update(planned_end_on=date(2027, 1, 29))
    assert [row.kind for row in day(ida, now=today).rows if row.kind == "clock"] == []


def test_nobody_is_told_of_other_peoples_children(case, bo, rie, signed_in, today):
    PlacementFactory(case=case)

    assert day(bo, now=today).rows == []
    assert signed_in(bo).get(page("dashboards:law")).status_code == 403
    (row,) = signed_in(rie).get(page("dashboards:law")).context["rows"]
    assert (row.url, row.do) == (page("reviews:deadlines", case.number), "Se fristerne")


@pytest.mark.parametrize("count", [1, 3])
def test_the_laws_deadlines_are_one_query(lone, ida, count, django_assert_num_queries):
    for _ in range(count):
        PlacementFactory(case=CaseFactory(caseworker=ida))

    with django_assert_num_queries(1):
        assert len(law_rows(Scope(lone, TODAY))) == count
