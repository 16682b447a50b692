"""Who works in which of the providers' departments, from and to."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts import rules
from herning.accounts.models import Department, Membership, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order
from herning.rules import RuleBroken


@action(Permission.MANAGE_PEOPLE)
def add_membership(*, user: User, department: Department, since: date, by: User) -> Membership:
    """Let a provider's worker see and help the department's children from a day."""
    rules.must_be_provider(user.role)
    rules.must_be_a_near_day(since, today=timezone.localdate(), field="since")
    if user.memberships.filter(department=department, until=None).exists():
        raise RuleBroken(_("Personen hører allerede til afdelingen."), field="department")
    membership = Membership.objects.create(user=user, department=department, since=since)
    record("membership.added", user, by=by)
    return membership


@action(Permission.MANAGE_PEOPLE)
def end_membership(*, membership: Membership, until: date, by: User) -> Membership:
    """End somebody's work in a department; from then on its children are out of their reach."""
    stored = Membership.objects.select_for_update().get(pk=membership.pk)
    if stored.until is not None:
        raise RuleBroken(_("Tilknytningen er allerede afsluttet."))
    must_be_in_order(until, stored.since, field="until", what=_("personen begyndte i afdelingen"))
    rules.must_be_a_near_day(until, today=timezone.localdate(), field="until")
    stored.until = until
    stored.save(update_fields=["until"])
    record("membership.ended", membership.user, by=by)
    return stored
