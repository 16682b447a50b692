"""How many places a department has for an offer, now and from a day on, and which are lent to other municipalities."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from herning.accounts.models import Department, User
from herning.accounts.municipalities import MUNICIPALITIES
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order
from herning.rules import RuleBroken
from interventions import place_rules, rules
from interventions.access import must_set_places
from interventions.actions.changes import places_words, tell_change
from interventions.actions.line import free_number, places_total
from interventions.enums import FosterType
from interventions.models import Capacity, Offer, Place, PlannedPlaces, Referral


@action(Permission.SET_CAPACITY)
def set_capacity(*, capacity: Capacity, places_total: int | None, on: date, by: User) -> Capacity:
    """Change the number of places, never below the children who hold one now; empty means no limit."""
    must_set_places(capacity.department_id, by)
    fresh = _locked(capacity)
    rules.must_fit_places(places_total, taken=Place.objects.occupied(on=on).filter(capacity=fresh).count())
    _must_fit_family(fresh, places_total)
    # What was planned for a day gone by is overtaken by what is said now.
    fresh.planned.due(on=on).update(applied_on=on)
    before = {"places": places_words(fresh)}
    fresh.places_total = places_total
    fresh.version += 1
    fresh.save(update_fields=["places_total", "version"])
    record("capacity.set", fresh, by=by)
    tell_change(fresh.offer, before, {"places": places_words(fresh)}, by=by)
    return fresh


@action(Permission.SET_CAPACITY)
def plan_places(
    *, capacity: Capacity, places_total: int | None, from_on: date, note: str = "", on: date, by: User
) -> PlannedPlaces:
    """Say how many places there will be from a day on; children who are there then stay until they leave."""
    must_set_places(capacity.department_id, by)
    fresh = _locked(capacity)
    if places_total is None:
        raise RuleBroken(_("Skriv, hvor mange pladser der bliver fra den dag."), field="places_total")
    rules.must_fit_places(places_total, taken=0)
    _must_fit_family(fresh, places_total)
    if from_on <= on:
        raise RuleBroken(_("Vælg en dag, der kommer, eller lad datoen stå tom for at ændre nu."), field="from_on")
    planned, _is_new = PlannedPlaces.objects.update_or_create(
        capacity=fresh, from_on=from_on, defaults={"places_total": places_total, "note": note.strip()}
    )
    record("capacity.planned", planned, by=by, why=note)
    tell_change(fresh.offer, {}, {"planned_places": f"{fresh.department}: {places_total}, {from_on}"}, by=by)
    return planned


@action(Permission.KEEP_PLACES)
def apply_planned_places(*, capacity: Capacity, on: date, by: User) -> Capacity:
    """Let the number planned for a day that has come count from now; nobody loses a place by it."""
    fresh = _locked(capacity)
    before = {"places": places_words(fresh)}
    fresh.places_total = places_total(fresh, on=on)
    fresh.version += 1
    fresh.save(update_fields=["places_total", "version"])
    fresh.planned.due(on=on).update(applied_on=on)
    record("capacity.applied", fresh, by=by)
    tell_change(fresh.offer, before, {"places": places_words(fresh)}, by=by)
    return fresh


@action(Permission.SET_CAPACITY)
def add_capacity(
    *, offer: Offer, department: Department, places_total: int | None, opens_on: date, note: str, by: User
) -> Capacity:
    """Say that a department gives an offer from a day, with how many places; one at a time is in force."""
    must_set_places(department.pk, by)
    Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    rules.must_fit_places(places_total, taken=0)
    if Capacity.objects.filter(offer=offer, department=department, foster_family=None, closes_on=None).exists():
        raise RuleBroken(
            _("%(department)s giver allerede %(offer)s. Ret antallet af pladser der.")
            % {"department": department, "offer": offer},
            field="department",
        )
    capacity = Capacity.objects.create(
        offer=offer, department=department, places_total=places_total, opens_on=opens_on, note=note.strip()
    )
    record("capacity.added", capacity, by=by, why=note)
    tell_change(offer, {}, {"places": places_words(capacity)}, by=by)
    return capacity


@action(Permission.SET_CAPACITY)
def lend_place(
    *, capacity: Capacity, lent_to: str, since: date, until: date | None = None, note: str = "", on: date, by: User
) -> Place:
    """Lend a free place to another municipality; it counts as taken until it is given back."""
    must_set_places(capacity.department_id, by)
    fresh = _locked(capacity)
    if lent_to not in dict(MUNICIPALITIES):
        raise RuleBroken(_("Vælg, hvilken kommune der låner pladsen."), field="lent_to")
    if lent_to == settings.MUNICIPALITY_CODE:
        raise RuleBroken(_("Kommunens egne børn låner ikke pladsen, de visiteres til den."), field="lent_to")
    if fresh.foster_family is not None and fresh.foster_family.kind == FosterType.NETWORK:
        raise RuleBroken(_("En netværksplejefamilie er godkendt til ét bestemt barn og kan ikke lånes ud (§ 43)."))
    must_be_in_order(since, on, field="since", what=_("i dag"), latest=on + rules.LONGEST_AHEAD)
    if until is not None and until <= since:
        raise RuleBroken(_("Pladsen skal gives tilbage efter den dag, den lånes ud."), field="until")
    must_be_in_order(until, since, field="until", what=_("udlånet"), latest=since + place_rules.LONGEST_LOAN)
    total = places_total(fresh, on=on)
    if total is None:
        raise RuleBroken(_("Tilbuddet har intet loft for pladser, så der er ingen bestemt plads at låne ud."))
    waiting = Referral.objects.in_line().filter(
        offer=fresh.offer_id, department=fresh.department_id, foster_family=fresh.foster_family_id
    )
    if waiting.exists():
        raise RuleBroken(_("Børn fra kommunen venter på pladsen. Tilbyd dem den, før den lånes ud."))
    number = free_number(fresh, total, on=on, waiting=0)
    place = Place.objects.create(
        capacity=fresh, number=number, lent_to=lent_to, lent_note=note.strip(), since=since, until=until
    )
    record("place.lent", place, by=by, why=note)
    return place


@action(Permission.SET_CAPACITY)
def return_lent_place(*, place: Place, on: date, by: User) -> Place:
    """Take a lent place back from a day; it is free for the municipality's own children again."""
    must_set_places(place.capacity.department_id, by)
    _locked(place.capacity)
    fresh = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if not fresh.lent_to or (fresh.until is not None and fresh.until <= on):
        raise RuleBroken(_("Pladsen er ikke udlånt længere. Genindlæs siden."))
    fresh.until = max(on, fresh.since)
    fresh.save(update_fields=["until"])
    record("place.returned", fresh, by=by)
    return fresh


def _locked(capacity: Capacity) -> Capacity:
    return Capacity.objects.select_for_update(of=("self",)).select_related("foster_family").get(pk=capacity.pk)


def _must_fit_family(capacity: Capacity, places_total: int | None) -> None:
    """A foster family has at most the places it is approved for (Barnets lov § 43)."""
    family = capacity.foster_family
    if family is not None and (places_total is None or places_total > family.approved_places):
        raise RuleBroken(
            _("%(family)s er godkendt til %(places)s pladser. Få godkendelsen ændret først.")
            % {"family": family.name, "places": family.approved_places},
            field="places_total",
        )
