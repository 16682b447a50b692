"""Many workers press at the same moment for few places, each over a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.utils import timezone

from herning.accounts.models import User
from herning.accounts.permissions import Role
from herning.rules import RuleBroken
from interventions.actions import accept_referral, offer_place, put_on_waiting_list
from interventions.models import Capacity, Place, Referral
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.interventions import CapacityFactory, FosterFamilyFactory, OfferFactory, ReferralFactory

PLACES = 5
WAIT_SECONDS = 60
# A department's places, a foster family's, and places offered from the waiting list.
WAYS = ("accept", "family", "offer")


def race(way: str, *, workers: int) -> tuple[int, int, int]:
    """Let all press at once: how many were told they got a place, how many places are held, under how many numbers."""
    capacity, by = _desk(way)
    acts = [_act(way, capacity, by) for _worker in range(workers)]
    told = _all_at_once(acts)
    numbers = list(Place.objects.filter(capacity=capacity).values_list("number", flat=True))
    return sum(told), len(numbers), len(set(numbers) & set(range(1, PLACES + 1)))


def _desk(way: str) -> tuple[Capacity, User]:
    by = UserFactory(role=Role.PROVIDER_WORKER)
    department = MembershipFactory(user=by).department
    family = (
        FosterFamilyFactory(department=department, approved_places=PLACES, max_age=None) if way == "family" else None
    )
    offer = OfferFactory(method="foster_care")
    made: Capacity = CapacityFactory(offer=offer, department=department, foster_family=family, places_total=PLACES)
    return made, by


def _act(way: str, capacity: Capacity, by: User) -> Callable[[], bool]:
    today = timezone.localdate()
    referral: Referral = ReferralFactory(
        offer=capacity.offer, department=capacity.department, foster_family=capacity.foster_family, made_on=today
    )
    if way == "offer":
        put_on_waiting_list(referral=referral, answer="Der er kø.", on=today, by=by)

    def press() -> bool:
        try:
            if way == "offer":
                offer_place(
                    referral=referral, place_from=today, answer_by=today, jump_reason="Alle på én gang.", on=today,
                    by=by,
                )  # fmt: skip
            else:
                accept_referral(referral=referral, expected_on=today, on=today, by=by)
        except RuleBroken:
            return False
        return True

    return press


def _all_at_once(acts: list[Callable[[], bool]]) -> list[bool]:
    barrier = Barrier(len(acts))

    def run(act: Callable[[], bool]) -> bool:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=WAIT_SECONDS)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
