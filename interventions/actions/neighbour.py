"""Neighbouring municipalities: whose feeds are read, what they told of, and a place borrowed from one."""

import hashlib
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from herning.accounts.models import Department, Provider, User
from herning.accounts.municipalities import NAMES
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions import neighbour_rules as rules
from interventions.actions.catalogue import slug
from interventions.actions.versions import locked_version, store
from interventions.enums import FeedFault
from interventions.feed import FeedRefused, unseal
from interventions.fetching import must_be_readable
from interventions.models import Capacity, ForeignPlace, Neighbour, Offer, Place, Step

LONGEST_ERROR, NOTE_LENGTH = 300, 200


@action(Permission.CHANGE_NEIGHBOURS)
def add_neighbour(*, code: str, feed_url: str, public_key: str, by: User) -> Neighbour:
    """Read a municipality's feed from now on, with the key it has handed over."""
    if code not in NAMES:
        raise RuleBroken(_("Vælg kommunen."), field="code")
    rules.must_be_another(code, own=settings.MUNICIPALITY_CODE)
    if Neighbour.objects.filter(code=code).exists():
        raise RuleBroken(_("Kommunen står der allerede. Ret den i stedet."), field="code")
    neighbour = Neighbour.objects.create(
        code=code, name=NAMES[code], feed_url=_checked(feed_url), public_key=rules.must_be_key(public_key)
    )
    record("neighbour.added", neighbour, by=by)
    return neighbour


@action(Permission.CHANGE_NEIGHBOURS)
def change_neighbour(
    *, neighbour: Neighbour, seen_version: int, feed_url: str, public_key: str, is_active: bool, by: User
) -> Neighbour:
    """Change where a feed lies or what it is signed with; a new key begins its own row of editions."""
    fresh = locked_version(Neighbour, neighbour.pk, seen_version=seen_version)
    changes = {
        "feed_url": _checked(feed_url),
        "public_key": rules.must_be_key(public_key),
        "is_active": is_active,
    }
    if changes["public_key"] != fresh.public_key:
        changes["last_sequence"] = 0
        # What the old key vouched for is vouched for by nobody.
        fresh.places.all().delete()
    store(fresh, changes)
    record("neighbour.changed", fresh, by=by)
    return fresh


@action(Permission.READ_NEIGHBOURS)
def take_feed(*, neighbour: Neighbour, body: bytes | FeedRefused, at: datetime, by: User) -> Neighbour:
    """Replace what a neighbour told of by what its feed tells now; a feed that is not believed changes only the report.

    Places told of before stay until they run out by themselves.
    """
    fresh = Neighbour.objects.select_for_update(of=("self",)).get(pk=neighbour.pk)
    fresh.last_tried_at = at
    try:
        if isinstance(body, FeedRefused):
            raise body
        feed = unseal(body, key=fresh.public_key, code=fresh.code, after=fresh.last_sequence, at=at)
    except FeedRefused as refused:
        fresh.last_error = f"{refused.fault.value}: {refused.message}"[:LONGEST_ERROR]
        fresh.save(update_fields=["last_tried_at", "last_error"])
        record("neighbour.refused", fresh, by=by, why=str(FeedFault(refused.fault).label))
        return fresh
    fresh.places.all().delete()
    ForeignPlace.objects.bulk_create(
        ForeignPlace(
            neighbour=fresh, told_at=feed.issued_at, expires_at=feed.expires_at,
            **{name: getattr(told, name) for name in told.__slots__},
        )
        for told in feed.offers
    )  # fmt: skip
    fresh.last_read_at, fresh.last_sequence, fresh.last_error = at, feed.sequence, ""
    fresh.save(update_fields=["last_tried_at", "last_read_at", "last_sequence", "last_error"])
    record("neighbour.read", fresh, by=by)
    return fresh


@action(Permission.REFER)
def borrow_offer(*, foreign_place: ForeignPlace, agreement: str, on: date, at: datetime, by: User) -> Capacity:
    """Make a neighbour's offer one that a child here can be referred to; the same again while it is told of.

    It is agreed with the neighbour first. The department belongs to it, and the places are those held by children from
    here and those its feed tells of.
    """
    told = ForeignPlace.objects.fresh(at=at).select_related("neighbour").filter(pk=foreign_place.pk).first()
    why = rules.must_be_agreed(agreement)
    if told is None or not told.free:
        raise RuleBroken(_("Kommunen viser ikke længere pladsen. Gå tilbage, og se, hvad der er ledigt nu."))
    neighbour = told.neighbour
    named = f"{neighbour.code}-{slug(told.provider_name)}"
    provider, _is_new = Provider.objects.get_or_create(
        code=_code(named, 60), defaults={"name": told.provider_name[:120]}
    )
    department, _is_new = Department.objects.get_or_create(
        code=_code(named, 80),
        defaults={"provider": provider, "name": told.provider_name[:120], "municipality": neighbour.code},
    )
    offer, _is_new = Offer.objects.get_or_create(
        code=_code(f"{neighbour.code}-{slug(told.offer_code)}", 60), defaults=_as_offer(told)
    )
    capacity, _is_new = Capacity.objects.select_for_update(of=("self",)).get_or_create(
        offer=offer, department=department, closes_on=None, defaults={"places_total": told.free, "opens_on": on}
    )
    capacity.places_total = Place.objects.occupied(on=on).filter(capacity=capacity).count() + told.free
    capacity.note = why[:NOTE_LENGTH]
    capacity.save(update_fields=["places_total", "note"])
    record("offer.borrowed", offer, by=by, why=why)
    return capacity


def _as_offer(told: ForeignPlace) -> dict[str, object]:
    """A foreign offer in the own catalogue; on the steps away from home it is a placement in law (Barnets lov § 46)."""
    return {
        "name": f"{told.offer_name[: 120 - len(told.neighbour.name) - 3]} ({told.neighbour.name})",
        "step_id": told.step,
        "method": told.method,
        "min_age": told.min_age,
        "max_age": told.max_age,
        "target_group": ", ".join(told.target_groups)[:300],
        "is_legal_placement": Step.objects.get(pk=told.step).is_out_of_home,
        "note": _("Lånt fra %(municipality)s efter dens feed.") % {"municipality": told.neighbour.name},
    }


def _code(text: str, longest: int) -> str:
    """A code that fits; a long one ends in what tells it from others that begin alike."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - 9]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _checked(url: str) -> str:
    try:
        must_be_readable(url.strip())
    except FeedRefused as refused:
        raise RuleBroken(refused.message, field="feed_url") from None
    return url.strip()
