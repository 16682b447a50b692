"""Holiday and illness: who is away, and who covers meanwhile."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from herning.accounts import rules
from herning.accounts.models import Absence, User
from herning.accounts.permissions import Permission, Role
from herning.audit.recording import action, record
from herning.rules import RuleBroken


@action(Permission.REGISTER_ABSENCE)
def register_absence(*, user: User, cover: User, since: date, until: date, today: date, by: User) -> Absence:
    """Say who covers for somebody from a day to a day; oneself or the team's leader does it, within the team."""
    _must_answer_for(user, by)
    # Two tabs, or the person and the leader at once: the second waits and finds the first.
    User.objects.get_queryset().select_for_update(of=("self",)).get(pk=user.pk)
    rules.must_be_an_absence(since, until, today=today)
    if cover.team_id != user.team_id or not cover.is_active or cover.role not in rules.AUTHORITY_IN_TEAMS:
        raise RuleBroken(_("Afløseren skal høre til samme team. Vælg en anden."), field="cover")
    if cover.pk == user.pk:
        raise RuleBroken(_("Man kan ikke afløse sig selv. Vælg en kollega."), field="cover")
    if Absence.objects.within(since, until).filter(user=user).exists():
        raise RuleBroken(_("Der er allerede et fravær i de dage. Aflys det først."), field="since")
    if Absence.objects.within(since, until).filter(user=cover).exists():
        raise RuleBroken(
            _("%(name)s er selv væk i de dage. Vælg en anden afløser.") % {"name": cover.name}, field="cover"
        )
    absence = Absence.objects.create(user=user, cover=cover, since=since, until=until, registered_by=by)
    record("absence.registered", absence, by=by)
    return absence


@action(Permission.REGISTER_ABSENCE)
def cancel_absence(*, absence: Absence, by: User) -> Absence:
    """Take an absence back; from now on the cover reaches the cases no more."""
    _must_answer_for(absence.user, by)
    stored = Absence.objects.select_for_update().get(pk=absence.pk)
    if stored.is_cancelled:
        raise RuleBroken(_("Fraværet er allerede aflyst."))
    stored.is_cancelled = True
    stored.save(update_fields=["is_cancelled"])
    record("absence.cancelled", stored, by=by)
    return stored


def _must_answer_for(user: User, by: User) -> None:
    is_leader = by.role == Role.TEAM_LEADER and by.team_id == user.team_id
    if user.pk != by.pk and not is_leader:
        raise PermissionDenied(_("Fravær registreres af personen selv eller teamets leder."))
