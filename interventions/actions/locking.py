"""Rows that two people may act on at once are locked first, always in the order case, capacity, referral, review.

The places come before the referral: whoever holds them may renumber every referral that waits for one.
"""

from datetime import date

from django.utils.translation import gettext as _

from cases.models import Case, ChildConversation
from herning.accounts.models import Department
from herning.rules import RuleBroken
from interventions import rules
from interventions.enums import ReferralStatus
from interventions.models import Capacity, Offer, Place, Referral
from interventions.models.intervention import last_decision_on

ASKED_FIELDS = ("offer_id", "department_id", "foster_family_id")


def locked_case(case: Case) -> Case:
    """The case with its row locked; raises `RuleBroken` when it has been closed."""
    fresh = Case.objects.select_for_update(of=("self",)).select_related("child").get(pk=case.pk)
    rules.must_be_open(fresh.is_open)
    return fresh


def locked_referral(referral: Referral, *, to: ReferralStatus, case: Case | None = None) -> Referral:
    """The referral with its row locked and its status changed, not yet stored; raises `RuleBroken` if it may not.

    A case that is locked already is not read again.
    """
    # A foster family is fetched where there is one: few are asked of a family, and its row is long.
    beside = ("offer", "department") if case else ("case__child", "offer", "department")
    fresh = Referral.objects.select_for_update(of=("self",)).select_related(*beside).get(pk=referral.pk)
    if case is not None:
        fresh.case = case
    rules.must_become(fresh.status, to)
    fresh.status = to
    return fresh


def locked_places(referral: Referral) -> list[Capacity]:
    """The rows of the places a referral asks for, past and present, locked: the line belongs to who holds them."""
    asked = Capacity.objects.filter(
        offer=referral.offer_id, department=referral.department_id, foster_family=referral.foster_family_id
    )
    return list(asked.select_for_update(of=("self",)).order_by("pk"))


def locked_in_line(referral: Referral, *, to: ReferralStatus) -> tuple[list[Capacity], Referral]:
    """The places, then the referral with its status changed, not yet stored; raises `RuleBroken` if it may not."""
    capacities = locked_places(referral)
    fresh = locked_referral(referral, to=to)
    if any(getattr(fresh, name) != getattr(referral, name) for name in ASKED_FIELDS):
        raise RuleBroken(_("Visitationen er ændret imens. Genindlæs siden og se, hvad der er sket."))
    return capacities, fresh


def in_force(capacities: list[Capacity], *, on: date) -> Capacity:
    """The one of the locked capacities that is given on a day; raises `RuleBroken` when none is."""
    for capacity in capacities:
        if capacity.opens_on <= on and (capacity.closes_on is None or capacity.closes_on > on):
            return capacity
    raise RuleBroken(
        _("Afdelingen giver ikke længere tilbuddet. Afvis visitationen, så rådgiveren kan vælge et andet.")
    )


def must_be_spoken_with(case: Case, *, on: date) -> None:
    """The child is spoken with since the last decision: the opening or the latest help begun; unborn exempt."""
    if case.child.is_unborn:
        return
    since = last_decision_on(case, on=on)
    rules.must_be_spoken_with(ChildConversation.objects.spoken_with_since(case, since), since=since)


def must_be_offered(offer: Offer, department: Department, *, on: date) -> set[int | None]:
    """The offer is open and the department gives it on the day; raises `RuleBroken`.

    Gives the foster families that give it there; None among them is the department itself.
    """
    places = Capacity.objects.current(on=on).filter(offer=offer, department=department)
    givers: set[int | None] = set(places.values_list("foster_family_id", flat=True))
    is_given = department.is_active and bool(givers)
    rules.must_be_offered(is_open=offer.is_open(on=on), is_given=is_given, offer=offer.name, department=department.name)
    return givers


def free_place(referral: Referral, *, on: date) -> None:
    """Let go of the place held for a referral; a place is never freed before it was taken."""
    for place in Place.objects.select_for_update().occupied(on=on).filter(referral=referral):
        place.until = max(on, place.since)
        place.save(update_fields=["until"])
