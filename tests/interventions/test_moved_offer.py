"""An offer is moved to another step while a child is on its way there: what was approved holds for the old one."""

from datetime import date

import pytest
from django.urls import reverse

from herning.rules import RuleBroken
from interventions.actions import (
    accept_referral,
    approve_referral,
    change_offer,
    offer_place,
    put_on_waiting_list,
    refer,
    return_referral,
    start_intervention,
    start_placement,
    take_place,
    withdraw_referral,
)
from interventions.enums import LegalBasis, ReferralStatus
from interventions.models import Intervention, Ladder, Offer, PlaceOffer, Step
from tests.interventions.test_placement import HEARD

JUNE_8, JUNE_15 = date(2026, 6, 8), date(2026, 6, 15)
EXIT = {"starts_on": JUNE_15, "exit_plan": "Hjem med netværket", "today": JUNE_15}


@pytest.fixture
def sent(case, given):
    """Referred to an offer on a step."""

    def send(step=2, **offer):
        capacity = given(step=step, places=1, **offer)
        return refer(
            case=case, offer=capacity.offer, department=capacity.department, need="Ro", why_not_lower="Prøvet",
            on=JUNE_8, by=case.caseworker,
        )  # fmt: skip

    return send


@pytest.fixture
def accepted(sent, per):
    """The provider has said yes."""

    def accept(**offer):
        return accept_referral(referral=sent(**offer), expected_on=JUNE_15, on=JUNE_8, by=per)

    return accept


def move(offer, by, *, step=4):
    """The administrator moves the offer to another step."""
    fresh = Offer.objects.get(pk=offer.pk)
    return change_offer(offer=fresh, seen_version=fresh.version, step=Step.objects.get(pk=step), by=by)


def test_what_nobody_approved_does_not_begin_on_step_four(accepted, alf, ida, case):
    referral = accepted()
    move(referral.offer, alf)

    with pytest.raises(RuleBroken, match=r"nu på trin 4, men visitationen er til trin 2.*visitér igen"):
        start_intervention(referral=referral, next_step=Step.objects.get(pk=1), by=ida, **EXIT)

    assert list(Intervention.objects.all()) == []
    withdraw_referral(referral=referral, reason="Tilbuddet er flyttet", on=JUNE_15, by=ida)
    again = refer(
        case=case, offer=Offer.objects.get(), department=referral.department, need="Ro", why_not_lower="Prøvet",
        on=JUNE_15, by=ida,
    )  # fmt: skip
    assert (again.status, again.step_id) == (ReferralStatus.AWAITING_APPROVAL, 4)


def test_nor_does_a_placement(accepted, alf, ida):
    referral = accepted(method="boarding_school", is_legal_placement=True)
    move(referral.offer, alf)

    with pytest.raises(RuleBroken, match="nu på trin 4"):
        start_placement(
            referral=referral, next_step=Step.objects.get(pk=1), planned_end_on=None, legal_basis=LegalBasis.CONSENT,
            purpose="Ro", expected_months=12, contact="Hver uge", first_supervision_on=date(2026, 9, 15),
            siblings_considered="", heard=HEARD, urgent_ground="Kan ikke vente", by=ida, **EXIT,
        )  # fmt: skip

    assert list(Intervention.objects.all()) == []


def test_an_offer_moved_down_asks_again_too(sent, alf, lone, per, ida):
    referral = sent(step=4)
    approve_referral(referral=referral, on=JUNE_8, by=lone)
    accept_referral(referral=referral, expected_on=JUNE_15, on=JUNE_8, by=per)
    move(referral.offer, alf, step=2)

    with pytest.raises(RuleBroken, match="nu på trin 2, men visitationen er til trin 4"):
        start_intervention(referral=referral, next_step=Step.objects.get(pk=1), by=ida, **EXIT)


def test_the_leader_sends_back_what_was_asked_for_on_another_step(sent, alf, lone):
    referral = sent(step=3)
    move(referral.offer, alf, step=5)

    with pytest.raises(RuleBroken, match=r"nu på trin 5, men visitationen er til trin 3\. Send den tilbage"):
        approve_referral(referral=referral, on=JUNE_8, by=lone)

    assert return_referral(referral=referral, reason="Nyt trin", on=JUNE_8, by=lone).status == ReferralStatus.DRAFT


def test_a_place_in_it_is_not_taken_and_the_provider_may_still_answer(sent, alf, ida, per):
    referral = sent()
    put_on_waiting_list(referral=referral, answer="Der er kø", on=JUNE_8, by=per)
    move(referral.offer, alf)
    offered = offer_place(referral=referral, place_from=JUNE_15, answer_by=JUNE_15, on=JUNE_8, by=per)

    with pytest.raises(RuleBroken, match="Træk visitationen tilbage"):
        take_place(place_offer=offered, on=JUNE_8, by=ida)

    assert PlaceOffer.objects.get().status == "open"


def test_the_start_page_says_so_before_anything_is_filled_in(accepted, alf, signed_in, ida):
    referral = accepted()
    url = reverse("interventions:start", args=[referral.pk])
    assert signed_in(ida).get(url).context["moved"] == ""
    move(referral.offer, alf)
    Ladder.objects.update(number_offset=1)

    page = signed_in(ida).get(url)

    said = page.content.decode()
    assert "Tilbuddet står nu på trin 5, men visitationen er til trin 3." in said
    assert reverse("interventions:withdraw", args=[referral.pk]) in said
    assert 'name="exit_plan"' not in said
    # What was typed before the move is refused with the same words.
    late = signed_in(ida).post(url, {"starts_on": "2026-06-15", "exit_plan": "Hjem", "next_step": "1"})
    assert (late.status_code, list(Intervention.objects.all())) == (422, [])
    about = signed_in(ida).get(reverse("interventions:referral", args=[referral.pk]))
    assert (about.context["may_start"], about.context["may_withdraw"]) == (False, True)


def test_the_leader_and_the_caseworker_are_told_where_they_answer(sent, alf, lone, ida, per, signed_in):
    waiting, offered = sent(step=3), sent()
    put_on_waiting_list(referral=offered, answer="Der er kø", on=JUNE_8, by=per)
    place = offer_place(referral=offered, place_from=JUNE_15, answer_by=JUNE_15, on=JUNE_8, by=per)
    move(waiting.offer, alf, step=4)
    move(offered.offer, alf, step=4)

    approval = signed_in(lone).get(reverse("interventions:approve", args=[waiting.pk])).content.decode()
    answer = signed_in(ida).get(reverse("interventions:place_offer", args=[place.pk])).content.decode()

    assert "Send den tilbage, så rådgiveren" in approval
    assert "nu på trin 4, men visitationen er til trin 2" in answer
