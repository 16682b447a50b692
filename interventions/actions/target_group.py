"""The groups that needs are sorted by, in the municipality's own words."""

from typing import Any

from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from interventions.actions.catalogue import slug
from interventions.actions.changes import tell_change, told
from interventions.models import TargetGroup

CODE_LENGTH = 40


@action(Permission.CHANGE_CATALOGUE)
def add_target_group(*, name: str, name_en: str, order: int, by: User) -> TargetGroup:
    """Add a group; its code is made of its name and never changes."""
    name = _named(name)
    code = slug(name)[:CODE_LENGTH]
    if not code or TargetGroup.objects.filter(code=code).exists():
        raise RuleBroken(_("Der er allerede en målgruppe med det navn."), field="name")
    group = TargetGroup.objects.create(code=code, name=name, name_en=name_en.strip(), order=order)
    record("target_group.added", group, by=by)
    tell_change(group, {}, told(group), by=by)
    return group


@action(Permission.CHANGE_CATALOGUE)
def change_target_group(*, group: TargetGroup, by: User, **fields: Any) -> TargetGroup:
    """Rename a group, move it in the order, or take it out of use; offers that name it keep it."""
    fresh = TargetGroup.objects.select_for_update().get(pk=group.pk)
    before = told(fresh)
    fresh.name, fresh.name_en = _named(fields["name"]), fields["name_en"].strip()
    fresh.order, fresh.is_active = fields["order"], fields["is_active"]
    fresh.save(update_fields=["name", "name_en", "order", "is_active"])
    record("target_group.changed", fresh, by=by)
    tell_change(fresh, before, told(fresh), by=by)
    return fresh


def _named(name: str) -> str:
    return must_say(name, field="name", ask=_("Skriv målgruppens navn."))
