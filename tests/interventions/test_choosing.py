"""Offers are told least intrusive first, with why and why not; small numbers stay untold."""

from datetime import date

import pytest

from interventions.choosing import fitting_offers, not_spoken_with_since
from interventions.models import OfferOutcome
from tests.factories.cases import CaseFactory, ChildFactory
from tests.factories.interventions import InterventionFactory, OfferFactory, ReferralFactory

JUNE_8 = date(2026, 6, 8)


def test_fitting_offers_begin_with_the_least_intrusive_that_fits(case, given):
    upper, wrong_age, lower = given(step=4), given(step=1, min_age=15), given(step=1, min_age=4, max_age=12)
    given(step=1, closes_on=JUNE_8)

    choices = fitting_offers(case, on=JUNE_8)

    assert [choice.offer.name for choice in choices] == [lower.offer.name, wrong_age.offer.name, upper.offer.name]
    assert [choice.fits for choice in choices] == [True, False, True]
    assert choices[0].reasons_for == ["Alderen passer (4–12 år)"]
    assert choices[1].reasons_against == ["Barnet er 10 år; tilbuddet gælder fra 15 år"]


def test_an_offer_without_a_department_is_told_and_does_not_fit(case):
    OfferFactory(step=1)

    (choice,) = fitting_offers(case, on=JUNE_8)

    assert (choice.desks, choice.reasons_against) == ([], ["Ingen afdeling giver det endnu"])


def test_free_places_and_waiting_are_told(case, given, per):
    capacity = given(step=1, places=2)
    ReferralFactory(offer=capacity.offer, department=capacity.department, status="waiting")

    (choice,) = fitting_offers(case, on=JUNE_8)

    (desk,) = choice.desks
    assert (desk.places, desk.free, desk.waiting, desk.is_full) == (2, 2, 1, False)


@pytest.mark.parametrize(
    ("children", "told"),
    [
        (0, ["Ingen børn har afsluttet her endnu"]),
        (4, ["Færre end fem børn har afsluttet her"]),
        (5, ["5 børn har afsluttet her; 100 % efter plan eller ned ad trappen"]),
    ],
)
def test_fewer_than_five_children_are_not_counted(case, given, children, told):
    offer = given(step=1).offer
    OfferOutcome.objects.create(
        offer=offer, counted_on=JUNE_8, ended=children, ended_well=children, scored=children % 5,
        goals_better=children % 5, stepped_down=children % 5, held=0,
    )  # fmt: skip

    (choice,) = fitting_offers(case, on=JUNE_8)

    assert choice.experience == told


def test_a_method_narrows_the_offers(case, given):
    given(step=1, method="child_group")
    treatment = given(step=2, method="family_treatment")

    (choice,) = fitting_offers(case, on=JUNE_8, need_method="family_treatment")

    assert choice.offer.name == treatment.offer.name


def test_offers_for_the_smallest_take_the_unborn(given, ida):
    case = CaseFactory(caseworker=ida, child=ChildFactory(unborn=True))
    given(step=1, min_age=0, max_age=6), given(step=2, min_age=11)

    assert [choice.fits for choice in fitting_offers(case, on=JUNE_8)] == [True, False]


def test_the_page_knows_when_the_child_has_to_be_spoken_with(case):
    assert not_spoken_with_since(case, on=JUNE_8) is None
    InterventionFactory(case=case, starts_on=date(2026, 6, 5))
    assert not_spoken_with_since(case, on=JUNE_8) == date(2026, 6, 5)
