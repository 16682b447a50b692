"""Where departments lie, and how far it is between districts: what the choosing list measures a child's way by."""

from django.utils.translation import gettext as _

from herning.accounts.models import Department, District, DistrictDistance, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions.actions.changes import tell_change, told
from interventions.actions.versions import locked_version, store

MOST_KM = 500


@action(Permission.CHANGE_CATALOGUE)
def set_distance(*, one: District, other: District, km: int, by: User) -> DistrictDistance:
    """Say how far it is between two districts by road; the same both ways, so it is kept once."""
    if one.pk == other.pk:
        raise RuleBroken(_("Vælg to forskellige distrikter."), field="other")
    if not 0 <= km <= MOST_KM:
        raise RuleBroken(_("Skriv afstanden i hele kilometer, højst 500."), field="km")
    first, second = sorted((one, other), key=lambda district: district.pk)
    known = DistrictDistance.objects.select_for_update(of=("self",)).filter(one=first, other=second).first()
    before = told(known) if known else {}
    distance, _is_new = DistrictDistance.objects.update_or_create(one=first, other=second, defaults={"km": km})
    record("distance.set", distance, by=by)
    tell_change(distance, before, told(distance), by=by)
    return distance


@action(Permission.CHANGE_CATALOGUE)
def place_department(*, department: Department, seen_version: int, district: District | None, by: User) -> Department:
    """Say in which district a department lies; none where it serves the whole municipality."""
    fresh = locked_version(Department, department.pk, seen_version=seen_version)
    before = told(fresh)
    store(fresh, {"district": district})
    record("department.placed", fresh, by=by)
    tell_change(fresh, before, told(fresh), by=by)
    return fresh
