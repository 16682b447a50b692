"""The tasks of the places: one action per row in its own transaction, safe to run twice; beat sends them hourly."""

from contextlib import suppress
from datetime import date

from celery import shared_task
from django.utils import timezone

from herning.accounts.models import User
from herning.rules import RuleBroken
from interventions.actions import apply_planned_places, lapse_place_offer
from interventions.models import Capacity, PlaceOffer


@shared_task
def lapse_place_offers(on: str | None = None) -> None:
    """Let the offered places lapse that nobody answered in time; `on` is a day as 2026-11-21, today when left out."""
    day, by = _day(on), User.objects.system()
    late = PlaceOffer.objects.lapsing(on=day).select_related("referral").order_by("answer_by", "pk")
    for place_offer in late:
        # Somebody may have answered since the list was read.
        with suppress(RuleBroken):
            lapse_place_offer(place_offer=place_offer, on=day, by=by)


@shared_task
def apply_places(on: str | None = None) -> None:
    """Let each number of places that was planned for a day that has come count from now."""
    day, by = _day(on), User.objects.system()
    for capacity in Capacity.objects.filter(planned__from_on__lte=day, planned__applied_on=None).distinct():
        apply_planned_places(capacity=capacity, on=day, by=by)


def _day(on: str | None) -> date:
    return date.fromisoformat(on) if on else timezone.localdate()
