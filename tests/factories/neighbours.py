"""Neighbouring municipalities and what they tell of."""

from datetime import UTC, datetime

import factory

from interventions.models import ForeignPlace, Neighbour


class NeighbourFactory(factory.django.DjangoModelFactory):
    """Ikast-Brande; its address lies on this machine, where no feed is read from."""

    class Meta:
        model = Neighbour

    code = "756"
    name = "Ikast-Brande"
    feed_url = "https://127.0.0.1:9/ledige-pladser.json"
    public_key = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="


class ForeignPlaceFactory(factory.django.DjangoModelFactory):
    """Two free places told of on Friday 20 November 2026 at eight, for a day."""

    class Meta:
        model = ForeignPlace

    neighbour = factory.SubFactory(NeighbourFactory)
    offer_code = factory.Sequence(lambda n: f"nabo-{n}")
    offer_name = factory.Sequence(lambda n: f"Nabotilbud {n}")
    provider_name = "Bøgely"
    step = 4
    method = "foster_care"
    free = 2
    told_at = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    expires_at = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
