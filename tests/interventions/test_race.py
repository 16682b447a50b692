"""Ten people press at once: three places are given three times, and nobody meets an error page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from bench.racing import PLACES, WAYS, race
from herning.rules import RuleBroken
from interventions.actions import accept_referral
from interventions.models import Place, Referral
from tests.factories.interventions import CapacityFactory, ReferralFactory

TOGETHER = 10
JUNE_15 = date(2026, 6, 15)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_get_three_places(transactional_db, claudisvej, per):
    capacity = CapacityFactory(department=claudisvej, places_total=3)
    referrals = [ReferralFactory(offer=capacity.offer, department=claudisvej) for _number in range(TOGETHER)]

    told = _all_at_once([lambda one=one: _accept(one, per) for one in referrals])

    assert sorted(told) == ["accepted"] * 3 + ["full"] * 7
    assert sorted(Place.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert Referral.objects.filter(status="accepted").count() == 3


@pytest.mark.django_db(transaction=True)
def test_one_referral_is_accepted_once(transactional_db, claudisvej, per):
    capacity = CapacityFactory(department=claudisvej, places_total=TOGETHER)
    referral = ReferralFactory(offer=capacity.offer, department=claudisvej)

    told = _all_at_once([lambda: _accept(referral, per)] * TOGETHER)

    assert sorted(told) == ["accepted"] + ["full"] * (TOGETHER - 1)
    assert Place.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", WAYS)
def test_many_at_once_for_five_places_of_each_kind(transactional_db, way):
    assert race(way, workers=TOGETHER) == (PLACES, PLACES, PLACES)


def _accept(referral, by):
    try:
        accept_referral(referral=referral, expected_on=JUNE_15, on=JUNE_15, by=by)
    except RuleBroken:
        return "full"
    return "accepted"


def _all_at_once(acts):
    barrier = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
