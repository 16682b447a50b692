"""Free places now and in some weeks: what is planned, lent, closing, and which stays are known to end."""

from datetime import date, timedelta

import pytest

from interventions.models import Capacity, Place, PlannedPlaces
from interventions.models.place import with_load
from interventions.places_ahead import free_ahead
from tests.factories.cases import CaseFactory
from tests.factories.interventions import (
    CapacityFactory,
    FosterFamilyFactory,
    InterventionFactory,
    OfferFactory,
    PlaceFactory,
    ReferralFactory,
)

ON = date(2026, 11, 21)
WEEKS = (0, 4, 12)


def in_weeks(number):
    return ON + timedelta(weeks=number)


def helped(capacity, number, *, ends):
    """A child at the place whose help is planned to end on a day."""
    place = PlaceFactory(capacity=capacity, number=number)
    InterventionFactory(
        case=place.referral.case, referral=place.referral, offer=capacity.offer, department=capacity.department,
        planned_end_on=ends,
    )  # fmt: skip


def test_a_place_is_held_until_the_help_is_planned_to_end(db):
    capacity = CapacityFactory(places_total=4)
    helped(capacity, 1, ends=in_weeks(3))
    helped(capacity, 2, ends=in_weeks(8))
    helped(capacity, 3, ends=ON - timedelta(days=1))
    PlaceFactory(capacity=capacity, number=4)

    assert free_ahead(on=ON, weeks=WEEKS) == {capacity.pk: [0, 1, 2]}


def test_planned_lent_and_closing_places_count_from_their_day(db):
    growing, closing, lending, endless = (CapacityFactory(places_total=total) for total in (1, 2, 2, None))
    PlannedPlaces.objects.create(capacity=growing, from_on=in_weeks(4), places_total=3)
    PlannedPlaces.objects.create(capacity=growing, from_on=in_weeks(12), places_total=0)
    Capacity.objects.filter(pk=closing.pk).update(closes_on=in_weeks(4))
    Place.objects.create(capacity=lending, number=1, lent_to="657", since=ON, until=in_weeks(4))
    gone = CapacityFactory(places_total=5, closes_on=ON)

    found = free_ahead(on=ON, weeks=WEEKS)

    assert found == {growing.pk: [1, 3, 0], closing.pk: [2, 0, 0], lending.pk: [1, 2, 2], endless.pk: [None] * 3}
    assert gone.pk not in found


def test_a_family_has_no_place_when_its_approval_has_run_out(db):
    running_out = FosterFamilyFactory(approved_until=in_weeks(4) - timedelta(days=1))
    resting = FosterFamilyFactory(is_active=False)
    coming = FosterFamilyFactory(approved_from=in_weeks(4))
    places = [CapacityFactory(foster_family=family, places_total=2) for family in (running_out, resting, coming)]

    assert list(free_ahead(on=ON, weeks=WEEKS).values()) == [[2, 0, 0], [0, 0, 0], [0, 2, 2]]
    assert list(free_ahead(on=ON, weeks=WEEKS)) == [place.pk for place in places]


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_three_questions_for_any_number(db, django_assert_num_queries, count):
    for _number in range(count):
        helped(CapacityFactory(places_total=2), 1, ends=in_weeks(3))

    with django_assert_num_queries(3):
        found = free_ahead(on=ON, weeks=WEEKS)

    assert list(found.values()) == [[1, 2, 2]] * count


def test_the_load_tells_a_family_from_its_department(db, claudisvej):
    offer = OfferFactory(step=4, method="foster_care")
    family = FosterFamilyFactory(department=claudisvej)
    own, of_family = (
        CapacityFactory(offer=offer, department=claudisvej, foster_family=at, places_total=2) for at in (None, family)
    )
    for at, waiting in ((None, 2), (family, 1)):
        for _number in range(waiting):
            ReferralFactory(offer=offer, department=claudisvej, foster_family=at, status="waiting", approved=True)
    PlaceFactory(capacity=of_family)
    Place.objects.create(capacity=of_family, number=2, lent_to="657", since=ON)
    PlannedPlaces.objects.create(capacity=own, from_on=ON, places_total=5)

    rows = with_load(Capacity.objects.all(), on=ON).order_by("pk")

    assert list(rows.values_list("pk", "taken", "lent", "free", "waiting")) == [
        (own.pk, 0, 0, 5, 2),
        (of_family.pk, 2, 1, 0, 1),
    ]


def test_without_a_limit_the_children_who_are_helped_are_counted(db, claudisvej):
    offer = OfferFactory()
    without, limited = (
        CapacityFactory(offer=at, department=claudisvej, places_total=places)
        for at, places in ((offer, None), (OfferFactory(), 4))
    )
    for starts_on, ends in [
        (date(2026, 6, 15), {}),
        (ON, {}),
        (date(2026, 6, 15), {"ends_on": ON + timedelta(days=1), "end_reason": "finished"}),
        (date(2026, 6, 15), {"ends_on": ON, "end_reason": "finished"}),
        (ON + timedelta(days=1), {}),
    ]:
        case = CaseFactory()
        ended = ends | {"ended_by": case.caseworker} if ends else {}
        InterventionFactory(case=case, offer=offer, department=claudisvej, starts_on=starts_on, **ended)
    InterventionFactory(offer=offer)
    PlaceFactory(capacity=limited)

    rows = with_load(Capacity.objects.all(), on=ON).order_by("pk")

    assert list(rows.values_list("pk", "taken", "free")) == [(without.pk, 3, None), (limited.pk, 1, 3)]


def test_the_provider_reads_how_many_it_helps_where_it_has_no_limit(pia, claudisvej, signed_in):
    capacity = CapacityFactory(offer=OfferFactory(name="Åben rådgivning"), department=claudisvej, places_total=None)
    InterventionFactory(offer=capacity.offer, department=claudisvej)
    client = signed_in(pia)

    pages = [client.get(url).content.decode() for url in ("/", f"/pladser/{capacity.pk}/", "/pladser/")]
    pages.append(client.get(f"/katalog/{capacity.offer.code}/").content.decode())

    assert ["1 i gang" in page for page in pages] == [True] * 4
