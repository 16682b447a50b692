"""How many places a department has for an offer."""

from datetime import date

from django.utils.translation import gettext as _

from herning.accounts.models import Department, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions import rules
from interventions.access import must_set_places
from interventions.models import Capacity, Offer, Place


@action(Permission.SET_CAPACITY)
def set_capacity(*, capacity: Capacity, places_total: int | None, by: User) -> Capacity:
    """Change the number of places, never below the children who hold one now; empty means no limit."""
    must_set_places(capacity.department_id, by)
    fresh = Capacity.objects.select_for_update(of=("self",)).get(pk=capacity.pk)
    rules.must_fit_places(places_total, taken=Place.objects.filter(capacity=fresh, until=None).count())
    fresh.places_total = places_total
    fresh.version += 1
    fresh.save(update_fields=["places_total", "version"])
    record("capacity.set", fresh, by=by)
    return fresh


@action(Permission.SET_CAPACITY)
def add_capacity(
    *, offer: Offer, department: Department, places_total: int | None, opens_on: date, note: str, by: User
) -> Capacity:
    """Say that a department gives an offer from a day, with how many places; one at a time is in force."""
    must_set_places(department.pk, by)
    Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    rules.must_fit_places(places_total, taken=0)
    if Capacity.objects.filter(offer=offer, department=department, closes_on=None).exists():
        raise RuleBroken(
            _("%(department)s giver allerede %(offer)s. Ret antallet af pladser der.")
            % {"department": department, "offer": offer},
            field="department",
        )
    capacity = Capacity.objects.create(
        offer=offer, department=department, places_total=places_total, opens_on=opens_on, note=note.strip()
    )
    record("capacity.added", capacity, by=by, why=note)
    return capacity
