"""What an offer costs: a price from a day to a day, and every unit as kroner a week."""

from datetime import date

import pytest

from interventions.models import Offer, OfferPrice
from interventions.models.price import with_weekly_price
from tests.factories.interventions import OfferFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)

WEEKLY = [
    # kroner, unit, max_weeks, min_weeks, kroner a week
    (3_000, "day", None, None, 21_000),
    (1_250, "week", None, None, 1_250),
    (13_000, "month", None, None, 3_000),
    (1_160_000, "year", None, None, 22_308),
    (24_000, "course", None, None, 2_000),
    (24_000, "course", 16, 12, 1_500),
    (24_000, "course", None, 10, 2_400),
    (0, "day", None, None, 0),
]


@pytest.mark.parametrize(("kroner", "unit", "longest", "shortest", "a_week"), WEEKLY)
def test_every_unit_becomes_kroner_a_week(kroner, unit, longest, shortest, a_week):
    offer = OfferFactory(max_weeks=longest, min_weeks=shortest)
    OfferPrice.objects.create(offer=offer, kroner=kroner, unit=unit, valid_from=TODAY)

    assert with_weekly_price(Offer.objects.filter(pk=offer.pk), on=TODAY).get().weekly_price == a_week
