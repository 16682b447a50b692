"""Rows of what has not happened and of what is asked again, and the figures of what held."""

from datetime import date

import pytest
from django.urls import reverse

from dashboards.figures.carrying_out import checks_left, own_checks, own_undone, undone_rows
from dashboards.figures.held_steps import by_offer, by_step
from dashboards.figures.scope import Scope
from tests.factories.cases import CaseFactory, ChildFactory
from tests.factories.interventions import InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.reviews import HoldCheckFactory, ReviewFactory

ON = date(2026, 11, 21)


def case_of(person, **more):
    return CaseFactory(caseworker=person, child=ChildFactory(name="Sofie Mark", born_on=date(2016, 5, 4)), **more)


def test_what_has_not_happened_leads_to_where_it_is_done(ida, lone, bo):
    down, ending, over = case_of(ida), case_of(ida), case_of(ida)
    InterventionFactory(case=ending)
    draft = ReferralFactory(case=down, status="draft", offer=None, department=None, step=1)
    ReviewFactory(case=down, held=True, decision="down", referral=draft)
    ReviewFactory(case=ending, held=True, decision="end", next_due_on=None)
    ReviewFactory(case=over, held=True, decision="end", next_due_on=None)
    ReviewFactory(case=case_of(bo), held=True, decision="end", next_due_on=None)

    rows = own_undone(ida, on=ON)

    assert [(row.title, row.due, row.url, row.do) for row in rows] == [
        ("Ikke gennemført · Sofie M., 10 år", date(2026, 8, 24), url, do)
        for url, do in [
            (reverse("interventions:referral", args=[draft.pk]), "Se visitationen"),
            (reverse("interventions:interventions", args=[ending.number]), "Afslut hjælpen"),
            (reverse("reviews:close_case", args=[over.number]), "Luk sagen"),
        ]
    ]
    of_team = undone_rows(Scope(lone, on=ON), most=10)
    assert ([row.url for row in of_team], "rådgiver Ida Holm" in of_team[0].more) == ([row.url for row in rows], True)


def test_a_question_waits_for_the_last_caseworker_and_then_for_the_leader(ida, lone, bo):
    closed = case_of(ida, closed_on=date(2026, 8, 1), closed_by=ida, closing_reason="goals_reached")
    check = HoldCheckFactory(case=closed)
    HoldCheckFactory(case=closed, months=6, due_on=date(2026, 12, 20))
    HoldCheckFactory(case=closed, moved_on=date(2026, 6, 1), answer="yes", answered_on=ON, answered_by=ida)
    url = reverse("reviews:hold_check", args=[check.pk])

    assert [(row.title, row.url) for row in own_checks(ida, on=ON)] == [("Holdt det? · Sofie M., 10 år", url)]
    assert (own_checks(bo, on=ON), checks_left(lone, on=ON)) == ([], [])

    ida.is_active = False
    ida.save()
    assert [row.url for row in checks_left(lone, on=ON)] == [url]


def answered(case, answer, **more):
    return HoldCheckFactory(
        case=case, answer=answer, text="Set.", answered_on=date(2026, 10, 1), answered_by=case.caseworker, **more
    )


@pytest.fixture
def answers(ida):
    """Five answers at three months of steps down from Claudisvej on step 5, four at six months, and one too old."""
    offer = OfferFactory(name="Claudisvej", step=5)
    for answer in ("yes", "yes", "yes", "partly", "no", "unknown"):
        case = case_of(ida)
        InterventionFactory(case=case, offer=offer, ends_on=date(2026, 6, 20), ended_by=ida, end_reason="moved_down")
        answered(case, answer, from_step=5)
        if answer not in {"partly", "unknown"}:
            answered(case, answer, from_step=5, months=6, due_on=date(2026, 12, 20))
    old = answered(case_of(ida), "no", moved_on=date(2023, 6, 20), due_on=date(2023, 9, 20))
    old.answered_on = date(2023, 9, 21)
    old.save()


def test_the_share_that_held_is_given_by_step_and_offer_but_not_of_few(rie, answers):
    scope = Scope(rie, on=ON)

    (step,), (offer,) = by_step(scope), by_offer(scope)

    for line in (step, offer):
        assert [(cell.answered, cell.held, cell.partly) for cell in line.cells] == [
            (5, 60, 20), (4, None, None), (0, None, None),
        ]  # fmt: skip
    assert (step.step, offer.name, offer.step) == (5, "Claudisvej", 5)


def test_the_page_shows_no_figure_of_few(signed_in, rie, lone, answers):
    page = signed_in(rie).get(reverse("dashboards:held_steps")).content.decode()
    elsewhere = signed_in(lone).get(reverse("dashboards:held_steps"), {"distrikt": 99999})

    assert ("60 %" in page, "75 %" in page, "Claudisvej" in page) == (True, False, True)
    assert elsewhere.status_code == 200
