"""The tasks of the ladder: one action per row in its own transaction, safe to run twice."""

import logging
from contextlib import suppress
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from herning.accounts.models import User
from herning.rules import RuleBroken
from herning.web.tasking import day_asked
from interventions.actions import apply_planned_places, lapse_place_offer, take_feed
from interventions.actions import put_in_force as put_editions_in_force
from interventions.feed import FeedRefused
from interventions.fetching import fetch
from interventions.models import Capacity, Neighbour, PlaceOffer

logger = logging.getLogger(__name__)


@shared_task
def lapse_place_offers(on: str | None = None) -> None:
    """Let the offered places lapse that nobody answered in time; `on` is a day as 2026-11-21, today when left out."""
    day, by = day_asked(on), User.objects.system()
    late = PlaceOffer.objects.visible_to(by).lapsing(on=day).select_related("referral").order_by("answer_by", "pk")
    for place_offer in late:
        # Somebody may have answered since the list was read.
        with suppress(RuleBroken):
            lapse_place_offer(place_offer=place_offer, on=day, by=by)


@shared_task
def put_in_force(on: str | None = None) -> None:
    """Let each step say what was decided for it from a day that has come; late and twice give the same."""
    put_editions_in_force(on=day_asked(on), by=User.objects.system())


@shared_task
def apply_places(on: str | None = None) -> None:
    """Let each number of places that was planned for a day that has come count from now."""
    day, by = day_asked(on), User.objects.system()
    for capacity in Capacity.objects.filter(planned__from_on__lte=day, planned__applied_on=None).distinct():
        apply_planned_places(capacity=capacity, on=day, by=by)


@shared_task
def read_neighbours() -> None:
    """Read every neighbour's feed, each in a transaction of its own: what is wrong with one is no matter of another."""
    by = User.objects.system()
    for neighbour in Neighbour.objects.filter(is_active=True).order_by("pk"):
        try:
            read_one(neighbour, at=timezone.now(), by=by)
        except Exception:  # a feed may be wrong in ways nobody thought of, and the others are still to be read
            logger.exception("the feed of %s could not be taken in", neighbour.code)


def read_one(neighbour: Neighbour, *, at: datetime, by: User) -> Neighbour:
    """Fetch one feed outside any transaction, then take it in; what went wrong stands on the neighbour."""
    body: bytes | FeedRefused
    try:
        body = fetch(neighbour.feed_url)
    except FeedRefused as refused:
        body = refused
    return take_feed(neighbour=neighbour, body=body, at=at, by=by)
