"""Foster families (plejefamilier): registered, changed, their approval extended or taken back (Barnets lov § 43)."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cases.models import Child
from herning.accounts.models import Department, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions import place_rules, rules
from interventions.access import must_know_child
from interventions.actions.versions import locked_version, store
from interventions.enums import FosterType
from interventions.models import Capacity, FosterFamily, Offer, Place, Referral

FAMILY_FIELDS = frozenset(
    {
        "name", "kind", "district", "approved_by", "approved_from", "approved_until", "approved_places", "min_age",
        "max_age", "wishes", "target_groups", "languages", "takes_siblings",
    }
)  # fmt: skip
MOST_APPROVED = 20


@action(Permission.MANAGE_FOSTER_FAMILIES)
def register_foster_family(
    *, offer: Offer, department: Department, child: Child | None = None, by: User, **fields: Any
) -> FosterFamily:
    """Register a family of an own department with its approval; its approved places count on the chosen offer.

    A network family is approved for one child, known to the department; a referral the child has there asks it then.
    """
    must_lead(department.pk, by)
    if offer.method not in rules.FOSTER_METHODS:
        raise RuleBroken(_("Vælg et tilbud om familiepleje, slægt eller netværk."), field="offer")
    asked = Capacity.objects.select_for_update(of=("self",)).filter(offer=offer, department=department)
    if not any(given.foster_family_id is None and given.closes_on is None for given in asked.order_by("pk")):
        raise RuleBroken(_("Afdelingen giver ikke tilbuddet. Bed administratoren tilføje den."), field="offer")
    _must_hold(fields)
    _must_be_for(child, fields)
    if child is not None:
        must_know_child(child, by)
    family = FosterFamily.objects.create(department=department, child=child, **fields)
    Capacity.objects.create(
        offer=offer,
        department=department,
        foster_family=family,
        places_total=family.approved_places,
        opens_on=family.approved_from,
    )
    record("foster_family.registered", family, by=by)
    _name_in_referrals(family, offer, by)
    return family


@action(Permission.MANAGE_FOSTER_FAMILIES)
def change_foster_family(*, family: FosterFamily, seen_version: int, on: date, by: User, **fields: Any) -> FosterFamily:
    """Change a family, unless somebody else did so meanwhile; never fewer places than children living there."""
    must_lead(family.department_id, by)
    capacities = _locked_places(family)
    fresh = locked_version(FosterFamily, family.pk, seen_version=seen_version)
    kept = {name: getattr(fresh, name) for name in FAMILY_FIELDS} | fields
    _must_hold(kept)
    network = FosterType.NETWORK
    place_rules.must_stay_its_kind(was_network=fresh.kind == network, is_network=kept["kind"] == network)
    _must_be_for(fresh.child, kept)
    places = fields.get("approved_places", fresh.approved_places)
    for capacity in capacities:
        taken = Place.objects.occupied(on=on).filter(capacity=capacity).count()
        place_rules.must_fit_children(places, taken=taken)
        capacity.places_total = places
        capacity.version += 1
        capacity.save(update_fields=["places_total", "version"])
    store(fresh, fields)
    record("foster_family.changed", fresh, by=by)
    return fresh


@action(Permission.MANAGE_FOSTER_FAMILIES)
def extend_approval(*, family: FosterFamily, approved_until: date | None, approved_by: str, by: User) -> FosterFamily:
    """Let an approval hold to a later day, or until further notice, and say who decided so."""
    must_lead(family.department_id, by)
    _locked_places(family)
    fresh = FosterFamily.objects.select_for_update(of=("self",)).get(pk=family.pk)
    approved_by = must_say(approved_by, field="approved_by", ask=_("Skriv, hvem der har godkendt familien."))
    _must_be_for(fresh.child, {"kind": fresh.kind, "approved_places": fresh.approved_places})
    earliest = fresh.approved_until if fresh.is_active and fresh.approved_until else fresh.approved_from
    must_be_in_order(approved_until, earliest, field="approved_until", what=_("den nuværende godkendelse"))
    store(fresh, {"approved_until": approved_until, "approved_by": approved_by, "is_active": True})
    record("foster_family.extended", fresh, by=by)
    return fresh


@action(Permission.MANAGE_FOSTER_FAMILIES)
def retire_foster_family(*, family: FosterFamily, reason: str, by: User) -> FosterFamily:
    """Say that an approval is withdrawn; nobody new is placed there, and the children there stay on the list."""
    must_lead(family.department_id, by)
    _locked_places(family)
    fresh = FosterFamily.objects.select_for_update(of=("self",)).get(pk=family.pk)
    if not fresh.is_active:
        raise RuleBroken(_("Godkendelsen er allerede trukket tilbage. Genindlæs siden."))
    reason = must_say(reason, field="reason", ask=_("Skriv, hvorfor godkendelsen er trukket tilbage."))
    store(fresh, {"is_active": False})
    record("foster_family.retired", fresh, by=by, why=reason)
    return fresh


def must_lead(department_id: int, by: User) -> None:
    """Raise `PermissionDenied` unless the family belongs to a department the person works in."""
    if not (by.is_provider and department_id in by.department_ids):
        raise PermissionDenied(_("Familien hører til en anden afdeling. Bed dens leder om at rette den."))


def _locked_places(family: FosterFamily) -> list[Capacity]:
    """The family's places, locked before the family itself: acceptances lock them first too."""
    return list(Capacity.objects.select_for_update(of=("self",)).filter(foster_family=family).order_by("pk"))


def _name_in_referrals(family: FosterFamily, offer: Offer, by: User) -> None:
    """What the child's unanswered referral asks for is this family, now that it is approved for the child."""
    unanswered = Referral.objects.unanswered().select_for_update(of=("self",)).select_related("case")
    for referral in unanswered.filter(
        case__child=family.child_id, offer=offer, department=family.department_id, foster_family=None
    ):
        referral.foster_family = family
        referral.save(update_fields=["foster_family"])
        record("referral.family_named", referral, by=by)


def _must_be_for(child: Child | None, fields: dict[str, Any]) -> None:
    place_rules.must_name_one_child(
        is_network=fields["kind"] == FosterType.NETWORK, has_child=child is not None, places=fields["approved_places"]
    )


def _must_hold(fields: dict[str, Any]) -> None:
    unknown = fields.keys() - FAMILY_FIELDS
    if unknown:
        raise TypeError(f"a foster family has no {', '.join(sorted(unknown))} that can be changed")
    must_say(str(fields.get("name", "")), field="name", ask=_("Skriv familiens navn."))
    must_say(str(fields.get("approved_by", "")), field="approved_by", ask=_("Skriv, hvem der har godkendt."))
    if fields.get("kind") not in FosterType.values:
        raise RuleBroken(_("Vælg typen af plejefamilie (§ 43)."), field="kind")
    if not 1 <= int(fields.get("approved_places") or 0) <= MOST_APPROVED:
        raise RuleBroken(
            _("Skriv, hvor mange pladser familien er godkendt til, fra 1 til 20."), field="approved_places"
        )
    rules.must_be_ordered(
        fields.get("min_age"), fields.get("max_age"), field="max_age", what=_("Den højeste alder er under den laveste.")
    )
    must_be_in_order(
        fields.get("approved_until"),
        fields["approved_from"],
        field="approved_until",
        what=_("godkendelsens start"),
    )
