"""The administrator keeps the list of neighbours, and a caseworker borrows a place from one."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from herning.accounts.models import Department
from herning.audit.models import Event
from herning.rules import RuleBroken
from interventions.actions import add_neighbour, borrow_offer, change_neighbour, refer
from interventions.enums import ReferralStatus
from interventions.foreign import foreign_choices
from interventions.models import Capacity, ForeignPlace, Neighbour
from interventions.publishing import free_offers
from tests.factories.cases import CaseFactory, ChildConversationFactory
from tests.factories.interventions import CapacityFactory, OfferFactory
from tests.factories.neighbours import ForeignPlaceFactory, NeighbourFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
KEY = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
OTHER_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY="
URL = "https://ikast.example/ledige-pladser.json"


@pytest.fixture(autouse=True)
def _one_day(settings):
    settings.FEEDS_MAY_BE_LOCAL = False
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_neighbour_is_added_with_its_key(alf):
    added = add_neighbour(code="756", feed_url=f" {URL} ", public_key=f" {KEY}\n", by=alf)

    assert (added.name, added.feed_url, added.public_key, added.is_active) == ("Ikast-Brande", URL, KEY, True)
    assert list(Event.objects.values_list("kind", "by_id")) == [("neighbour.added", alf.pk)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "657"}, "code"), ({"code": "999"}, "code"), ({"public_key": "abc"}, "public_key"),
        ({"public_key": "æøå"}, "public_key"), ({"public_key": KEY[:-4]}, "public_key"),
        ({"feed_url": "http://ikast.example/"}, "feed_url"), ({"feed_url": "file:///etc/passwd"}, "feed_url"),
        ({"feed_url": "https://ida:kode@ikast.example/"}, "feed_url"),
    ],
)  # fmt: skip
def test_a_wrong_neighbour_is_refused_beside_the_field(wrong, field, alf):
    with pytest.raises(RuleBroken) as refused:
        add_neighbour(**{"code": "756", "feed_url": URL, "public_key": KEY, "by": alf} | wrong)

    assert (refused.value.field, Neighbour.objects.count(), Event.objects.count()) == (field, 0, 0)


def test_a_municipality_is_a_neighbour_once(alf):
    NeighbourFactory()

    with pytest.raises(RuleBroken, match="står der allerede"):
        add_neighbour(code="756", feed_url=URL, public_key=KEY, by=alf)


def test_a_caseworker_changes_no_neighbour(ida):
    with pytest.raises(PermissionDenied):
        add_neighbour(code="756", feed_url=URL, public_key=KEY, by=ida)


def test_what_an_old_key_vouched_for_goes_with_it(alf):
    kept = ForeignPlaceFactory(neighbour__last_sequence=9)
    told = {"feed_url": URL, "is_active": True, "by": alf}

    changed = change_neighbour(neighbour=kept.neighbour, seen_version=1, public_key=KEY, **told)
    assert (changed.last_sequence, ForeignPlace.objects.count()) == (9, 1)

    changed = change_neighbour(neighbour=kept.neighbour, seen_version=2, public_key=OTHER_KEY, **told)
    assert (changed.last_sequence, ForeignPlace.objects.count()) == (0, 0)

    with pytest.raises(RuleBroken, match="rettet dette imens"):
        change_neighbour(neighbour=kept.neighbour, seen_version=2, public_key=KEY, **told)


def test_only_fresh_places_of_neighbours_still_read_are_shown():
    shown = ForeignPlaceFactory(min_age=12)
    ForeignPlaceFactory(neighbour=shown.neighbour, free=0)
    ForeignPlaceFactory(neighbour=shown.neighbour, max_age=13)
    ForeignPlaceFactory(neighbour=shown.neighbour, expires_at=NOW)
    ForeignPlaceFactory(neighbour=NeighbourFactory(code="615", name="Horsens", is_active=False))

    assert foreign_choices(on=TODAY, at=NOW, age=14) == {4: [shown]}
    assert set(foreign_choices(on=TODAY, at=NOW, age=None)) == {4}


def test_only_own_limited_places_are_shown_to_others(claudisvej):
    foreign = CapacityFactory(offer=OfferFactory(step=4), places_total=5, department__municipality="756")
    CapacityFactory(offer=OfferFactory(name="Munkgård"), department=claudisvej, places_total=3)
    for offer, places in ((OfferFactory(step=1), 5), (OfferFactory(), 0), (OfferFactory(), None)):
        CapacityFactory(offer=offer, department=claudisvej, places_total=places)
    CapacityFactory(offer=OfferFactory(method="kinship_care", step=3), department=claudisvej, places_total=1)
    CapacityFactory(offer=OfferFactory(closes_on=TODAY), department=claudisvej, places_total=1)

    assert [(offer["name"], offer["free"]) for offer in free_offers(on=TODAY)] == [("Munkgård", 3)]
    assert foreign.offer.code not in str(free_offers(on=TODAY))


@pytest.mark.parametrize("rows", [1, 3])
def test_telling_of_many_places_asks_no_more_than_of_one(rows, claudisvej):
    for _ in range(rows):
        CapacityFactory(department=claudisvej, places_total=2)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(free_offers(on=TODAY)) == rows
    assert len(asked) == 6


def test_without_a_key_nothing_is_shown(client, settings):
    settings.FEED_PRIVATE_KEY = ""

    assert client.get("/ledige-pladser.json").status_code == 404


def test_a_borrowed_place_can_be_referred_to_and_is_the_same_next_time(ida):
    told = ForeignPlaceFactory(offer_code="x" * 80, offer_name="Bøgely døgn", step=5, method="residential_treatment")
    case = CaseFactory(caseworker=ida)
    ChildConversationFactory(case=case, on=TODAY)

    capacity = borrow_offer(foreign_place=told, agreement="Jens på Bøgely", on=TODAY, at=NOW, by=ida)
    made = refer(
        case=case, offer=capacity.offer, department=capacity.department, need="Ro.", why_not_lower="Prøvet.",
        on=TODAY, by=ida,
    )  # fmt: skip

    assert (capacity.offer.name, capacity.offer.is_legal_placement) == ("Bøgely døgn (Ikast-Brande)", True)
    assert (capacity.department.municipality, capacity.places_total) == ("756", 2)
    assert made.status == ReferralStatus.AWAITING_APPROVAL
    assert borrow_offer(foreign_place=told, agreement="Jens på Bøgely", on=TODAY, at=NOW, by=ida) == capacity
    assert (Capacity.objects.count(), Department.objects.exclude(municipality="").count()) == (1, 1)
    assert free_offers(on=TODAY) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_neighbours_asks_the_same_however_many(rows, alf, signed_in, settings):
    settings.FEED_PRIVATE_KEY = KEY
    for code, name in [("756", "Ikast-Brande"), ("615", "Horsens"), ("661", "Holstebro")][:rows]:
        ForeignPlaceFactory(neighbour=NeighbourFactory(code=code, name=name))
    client = signed_in(alf)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/naboer/")

    assert (answer.status_code, len(answer.context["rows"]), len(asked)) == (200, rows, 11)
    assert answer.context["public_key"] in answer.content.decode()


def test_what_went_wrong_stands_on_the_page(alf, signed_in):
    NeighbourFactory(last_error="forged: Underskriften passer ikke.", last_tried_at=NOW)

    text = signed_in(alf).get("/naboer/").content.decode()

    assert ("Forkert underskrift" in text, "Underskriften passer ikke." in text) == (True, True)


def test_a_place_no_longer_told_of_or_not_agreed_is_not_borrowed(ida):
    told, gone = ForeignPlaceFactory(), ForeignPlaceFactory(neighbour=NeighbourFactory(code="615"), expires_at=NOW)

    with pytest.raises(RuleBroken) as refused:
        borrow_offer(foreign_place=told, agreement=" ", on=TODAY, at=NOW, by=ida)
    assert refused.value.field == "agreement"
    with pytest.raises(RuleBroken, match="viser ikke længere"):
        borrow_offer(foreign_place=gone, agreement="Jens", on=TODAY, at=NOW, by=ida)
    assert Capacity.objects.count() == 0


def test_from_the_choosing_list_a_caseworker_borrows_and_comes_back_to_it(ida, signed_in):
    told, case = ForeignPlaceFactory(offer_name="Søhuset"), CaseFactory(caseworker=ida)
    client = signed_in(ida)
    url = f"/sager/{case.number}/laan/{told.pk}/"
    assert url in client.get(f"/sager/{case.number}/visitation/").content.decode()

    answer = client.post(url, {"agreement": "Aftalt med Jens på Søhuset."})

    assert (answer.status_code, answer["Location"]) == (302, f"/sager/{case.number}/visitation/#trin-4")
    assert "Søhuset (Ikast-Brande)" in client.get(f"/sager/{case.number}/visitation/").content.decode()
