"""The waiting list: its order, each jump with its reason, and places offered until a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from herning.audit.models import Event
from herning.rules import RuleBroken
from interventions.actions import (
    accept_referral,
    decline_place,
    decline_referral,
    lapse_place_offer,
    move_in_line,
    offer_place,
    put_on_waiting_list,
    take_place,
    withdraw_place_offer,
    withdraw_referral,
)
from interventions.enums import DeclineReason
from interventions.models import Place, PlaceOffer, QueueJump, Referral
from interventions.models.waiting import standing_line
from interventions.place_rules import next_in_line
from interventions.tasks import lapse_place_offers
from tests.factories.cases import CaseFactory
from tests.factories.interventions import CapacityFactory, FosterFamilyFactory, OfferFactory, ReferralFactory

ON = date(2026, 6, 15)
SOON = date(2026, 6, 22)
LATER = date(2026, 6, 25)


@pytest.fixture
def desk(claudisvej):
    """Two places at the department."""
    return CapacityFactory(department=claudisvej, places_total=2)


@pytest.fixture
def wanting(desk, ida):
    """How one more child comes to be referred to them."""

    def refer(**more):
        return ReferralFactory(
            case=CaseFactory(caseworker=ida), offer=desk.offer, department=desk.department, **more
        )  # fmt: skip

    return refer


@pytest.fixture
def line(wanting, per):
    """Three children in line since Monday 15 June."""
    return [waited(wanting(), per) for _number in range(3)]


def waited(referral, by, on=ON):
    return put_on_waiting_list(referral=referral, answer="Der er kø", on=on, by=by)


def offered(referral, by, on=ON, **more):
    return offer_place(referral=referral, place_from=SOON, answer_by=SOON, on=on, by=by, **more)


def numbers(referrals):
    return [Referral.objects.get(pk=one.pk).queue_number for one in referrals]


def test_children_stand_in_the_order_they_came(line, wanting, per):
    early = waited(wanting(), per, on=date(2026, 6, 12))

    assert numbers([*line, early]) == [2, 3, 4, 1]
    assert [one.waiting_since for one in Referral.objects.in_line()] == [date(2026, 6, 12), ON, ON, ON]


@pytest.mark.parametrize("leave", ["accept", "decline", "withdraw"])
def test_whoever_leaves_the_line_closes_the_gap(line, per, ida, leave):
    first = line[0]
    if leave == "accept":
        accept_referral(referral=first, expected_on=SOON, on=ON, by=per)
    elif leave == "decline":
        decline_referral(referral=first, reason=DeclineReason.FULL, answer="Ingen plads", on=ON, by=per)
    else:
        withdraw_referral(referral=first, reason="Flyttet", on=ON, by=ida)

    assert numbers(line) == [None, 1, 2]


def test_nobody_is_passed_over_without_a_reason(line, wanting, per):
    with pytest.raises(RuleBroken, match="2 børn står før i køen") as refused:
        accept_referral(referral=line[2], expected_on=SOON, on=ON, by=per)
    assert refused.value.field == "jump_reason"
    assert Place.objects.count() == 0

    accept_referral(referral=line[2], expected_on=SOON, jump_reason="Akut", on=ON, by=per)
    accept_referral(referral=wanting(), expected_on=SOON, jump_reason="Søskende", on=ON, by=per)

    jumps = QueueJump.objects.order_by("pk").values_list("from_number", "to_number", "reason")
    assert list(jumps) == [(3, 1, "Akut"), (3, 1, "Søskende")]
    assert Event.objects.filter(kind="queue.jumped").count() == 2


def test_a_place_is_offered_taken_and_counts_meanwhile(line, desk, per, ida):
    given = offered(line[0], per)

    assert Place.objects.get().referral == line[0]
    assert numbers(line) == [1, 2, 3]
    with pytest.raises(RuleBroken, match="Pladsen er tilbudt"):
        accept_referral(referral=given.referral, expected_on=SOON, on=ON, by=per)

    taken = take_place(place_offer=given, on=SOON, by=ida)

    assert (taken.status, taken.expected_on, taken.queue_number) == ("accepted", SOON, None)
    assert numbers(line) == [None, 1, 2]
    with pytest.raises(RuleBroken):
        take_place(place_offer=given, on=SOON, by=ida)


@pytest.mark.parametrize("how", ["declined", "lapsed", "withdrawn"])
def test_a_place_not_taken_is_free_and_the_child_keeps_its_number(line, per, ida, system, how):
    given = offered(line[0], per)
    if how == "declined":
        decline_place(place_offer=given, reason="Barnet vil blive i skolen", on=ON, by=ida)
    elif how == "withdrawn":
        withdraw_place_offer(place_offer=given, reason="Vandskade", on=ON, by=per)
    else:
        lapse_place_offers(on=LATER.isoformat())
        lapse_place_offers(on=LATER.isoformat())

    given.refresh_from_db()
    assert given.status == how
    assert Place.objects.count() == 0
    assert numbers(line) == [1, 2, 3]
    asked = next_in_line(standing_line(line[0], on=LATER))
    assert asked == (line[0].pk if how == "withdrawn" else line[1].pk)
    again = offered(line[0], per, on=ON)
    assert PlaceOffer.objects.open().get() == again


def test_who_was_lately_asked_is_passed_over_without_a_reason_and_later_not(line, per, ida):
    decline_place(place_offer=offered(line[0], per), reason="Ikke nu", on=ON, by=ida)

    offered(line[1], per, on=ON)
    with pytest.raises(RuleBroken, match="1 barn står før i køen"):
        offer_place(
            referral=line[2], place_from=date(2026, 7, 10), answer_by=date(2026, 7, 10),
            on=ON + timedelta(days=14), by=per,
        )  # fmt: skip


def test_an_offered_place_is_answered_in_time_and_by_the_caseworker(line, per, ida, bo, stig, system):
    given = offered(line[0], per)

    with pytest.raises(RuleBroken, match=r"senest man 22\. jun\."):
        take_place(place_offer=given, on=LATER, by=ida)
    with pytest.raises(RuleBroken, match="ikke gået"):
        lapse_place_offer(place_offer=given, on=SOON, by=system)
    for stranger in (bo, per):
        with pytest.raises(PermissionDenied):
            take_place(place_offer=given, on=ON, by=stranger)
    with pytest.raises(PermissionDenied):
        offered(line[1], stig)
    with pytest.raises(RuleBroken) as refused:
        decline_place(place_offer=given, reason=" ", on=ON, by=ida)
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("place_from", "answer_by", "field"),
    [
        (SOON, ON - timedelta(days=1), "answer_by"),
        (SOON, ON + timedelta(days=29), "answer_by"),
        (ON - timedelta(days=1), SOON, "place_from"),
        (ON + timedelta(days=366), SOON, "place_from"),
    ],
)
def test_a_place_is_offered_for_some_days_only(line, per, place_from, answer_by, field):
    with pytest.raises(RuleBroken) as refused:
        offer_place(referral=line[0], place_from=place_from, answer_by=answer_by, on=ON, by=per)
    assert refused.value.field == field


def test_an_offered_place_is_taken_and_a_third_is_not_there(line, per):
    offered(line[0], per)
    offered(line[1], per)

    with pytest.raises(RuleBroken, match="Alle 2 pladser er optaget"):
        offered(line[2], per)


def test_a_withdrawn_referral_gives_the_offered_place_back(line, per, ida):
    given = offered(line[0], per)
    withdraw_referral(referral=line[0], reason="Flyttet", on=ON, by=ida)

    given.refresh_from_db()
    assert (given.status, given.reason) == ("withdrawn", "Flyttet")
    assert Place.objects.occupied(on=ON).count() == 0
    assert numbers(line) == [None, 1, 2]


def test_a_child_is_moved_in_line_with_a_reason(line, per, stig):
    with pytest.raises(RuleBroken) as refused:
        move_in_line(referral=line[2], to_number=1, reason="", by=per)
    assert refused.value.field == "reason"
    with pytest.raises(RuleBroken) as refused:
        move_in_line(referral=line[2], to_number=4, reason="Akut", by=per)
    assert refused.value.field == "to_number"
    with pytest.raises(PermissionDenied):
        move_in_line(referral=line[2], to_number=1, reason="Akut", by=stig)

    move_in_line(referral=line[2], to_number=1, reason="Akut", by=per)

    assert numbers(line) == [2, 3, 1]
    jump = QueueJump.objects.get()
    assert (jump.referral, jump.from_number, jump.to_number, jump.reason, jump.by) == (line[2], 3, 1, "Akut", per)


def test_a_family_has_a_line_of_its_own(claudisvej, per):
    offer = OfferFactory(step=4, method="foster_care")
    families = [FosterFamilyFactory(department=claudisvej) for _number in range(2)]
    for family in families:
        CapacityFactory(offer=offer, department=claudisvej, foster_family=family, places_total=2)
    there = [
        waited(ReferralFactory(offer=offer, department=claudisvej, foster_family=family, approved=True), per)
        for family in [*families, None]
    ]

    assert numbers(there) == [1, 1, 1]


def test_unmet_demand_is_wanted_full_or_waited_in_the_period(line, wanting, per, desk):
    wanted = wanting(wanted_offer=OfferFactory())
    full = decline_referral(referral=wanting(), reason=DeclineReason.FULL, answer="Fyldt", on=ON, by=per)
    decline_referral(referral=wanting(), reason=DeclineReason.AGE, answer="For ung", on=ON, by=per)
    wanting()

    found = Referral.objects.unmet(date(2026, 6, 1), date(2026, 6, 30)).order_by("pk")

    assert list(found) == [*line, wanted, full]
    assert not Referral.objects.unmet(date(2026, 7, 1), date(2026, 7, 31)).exists()


def test_a_place_that_is_gone_since_the_list_was_read_is_said_before_a_form_is_filled_in(
    line, desk, wanting, per, signed_in, time_machine
):
    time_machine.move_to(datetime(2026, 6, 15, 10, tzinfo=UTC), tick=False)
    client = signed_in(per)
    url = reverse("interventions:offer_place", args=[line[1].pk])
    assert client.get(url).status_code == 200
    desk.places_total = 1
    desk.save()
    offered(line[0], per)

    gone, asked = client.get(url), client.get(reverse("interventions:offer_place", args=[line[0].pk]))

    listed = reverse("interventions:waiting_list", args=[desk.pk])
    assert [(answer.status_code, answer.url) for answer in (gone, asked)] == [(302, listed)] * 2
    page = client.get(listed).content.decode()
    assert "Der er ingen ledig plads lige nu." in page
    assert "Barnet venter ikke længere: visitationen er nu “Plads tilbudt”." in page
