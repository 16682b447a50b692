"""The own free places as the neighbours read them: no child, no foster family, nothing but offers and numbers."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.conf import settings

from interventions import feed
from interventions.enums import FosterType, MethodType
from interventions.models import Capacity, Offer, TargetGroup
from interventions.models.price import with_weekly_price
from interventions.places_ahead import free_ahead

LOWEST_STEP = 2
# A network family is approved for one child (Barnets lov § 43), and kin is nobody else's.
OWN_ALONE = [MethodType.KINSHIP_CARE]
LONGEST_PROVIDER = 160


def is_published() -> bool:
    """Whether the municipality has a key to sign with."""
    return bool(settings.FEED_PRIVATE_KEY)


def own_public_key() -> str:
    """What the neighbours have to be given; empty without a key."""
    return feed.public_text(feed.private_key(settings.FEED_PRIVATE_KEY)) if is_published() else ""


def sealed(*, on: date, at: datetime) -> bytes:
    """The signed feed as of a moment; its sequence is that moment in milliseconds, so that a later one is higher."""
    payload = {
        "kind": feed.KIND,
        "version": feed.VERSION,
        "municipality": {"code": settings.MUNICIPALITY_CODE, "name": settings.MUNICIPALITY},
        "issued_at": at.isoformat(),
        "expires_at": (at + feed.VALID).isoformat(),
        "sequence": int(at.timestamp() * 1000),
        "offers": free_offers(on=on)[: feed.MOST_OFFERS],
    }
    return feed.seal(payload, feed.private_key(settings.FEED_PRIVATE_KEY))


def free_offers(*, on: date) -> list[dict[str, Any]]:
    """The own open offers on steps 2 to 5 with free places, each department's places added up; six queries."""
    free: dict[tuple[int, str], int] = defaultdict(int)
    ahead = free_ahead(on=on, weeks=[0])
    for capacity in _lendable(on).filter(pk__in=[pk for pk, (number,) in ahead.items() if number]):
        free[capacity.offer_id, _provider(capacity)] += ahead[capacity.pk][0] or 0
    offers = {offer.pk: offer for offer in with_weekly_price(Offer.objects.open(on=on), on=on)}
    groups = dict(TargetGroup.objects.values_list("code", "name"))
    told = [_told(offers[pk], provider, number, groups) for (pk, provider), number in free.items() if pk in offers]
    return sorted(told, key=lambda offer: (offer["step"], offer["code"], offer["provider"]))


def _lendable(on: date) -> Any:
    return (
        Capacity.objects.current(on=on)
        .filter(offer__step__gte=LOWEST_STEP, department__municipality="", department__is_active=True)
        .exclude(foster_family__kind=FosterType.NETWORK)
        .exclude(offer__method__in=OWN_ALONE)
        .select_related("department__provider")
    )


def _provider(capacity: Capacity) -> str:
    """The provider and its department, once where both are called the same."""
    names = dict.fromkeys([capacity.department.provider.name, capacity.department.name])
    return " · ".join(names)[:LONGEST_PROVIDER]


def _told(offer: Any, provider: str, free: int, groups: dict[str, str]) -> dict[str, Any]:
    return {
        "code": offer.code,
        "name": offer.name,
        "provider": provider,
        "step": offer.step_id,
        "method": offer.method,
        "min_age": offer.min_age,
        "max_age": offer.max_age,
        "target_groups": [groups.get(code, code) for code in offer.target_groups][: feed.MOST_TARGET_GROUPS],
        "free": min(free, feed.FREE[1]),
        "weekly_price": offer.weekly_price,
    }
