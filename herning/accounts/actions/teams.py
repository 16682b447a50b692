"""Adding and changing teams and the districts they work in."""

from django.utils.translation import gettext as _

from herning.accounts.models import District, Team, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken


@action(Permission.MANAGE_PEOPLE)
def add_team(*, name: str, district: str, by: User) -> Team:
    """Add a team in a district; a district that is not known yet is added with it."""
    name = name.strip()
    _must_be_free(name)
    team = Team.objects.create(name=name, district=_district(district))
    record("team.added", team, by=by)
    return team


@action(Permission.MANAGE_PEOPLE)
def change_team(*, team: Team, seen_version: int, name: str, district: str, is_active: bool, by: User) -> Team:
    """Rename a team, move it to another district, or take it out of use once nobody works in it.

    Raises `RuleBroken` when somebody else changed the team meanwhile.
    """
    stored = Team.objects.select_for_update().get(pk=team.pk)
    name = name.strip()
    if stored.version != seen_version:
        raise RuleBroken(
            _("En anden har rettet teamet imens: nu %(name)s i %(district)s. Tjek og gem igen.")
            % {"name": stored.name, "district": stored.district}
        )
    if name != stored.name:
        _must_be_free(name)
    if stored.is_active and not is_active and stored.members.filter(is_active=True).exists():
        raise RuleBroken(_("Der er stadig brugere i teamet. Flyt dem først til et andet team."), field="is_active")
    stored.name, stored.district, stored.is_active = name, _district(district), is_active
    stored.version += 1
    stored.save(update_fields=["name", "district", "is_active", "version"])
    record("team.changed", stored, by=by)
    return stored


def _district(name: str) -> District:
    return District.objects.get_or_create(name=name.strip())[0]


def _must_be_free(name: str) -> None:
    if Team.objects.filter(name=name).exists():
        raise RuleBroken(_("Der er allerede et team med det navn."), field="name")
