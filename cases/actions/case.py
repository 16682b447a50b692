"""A case is opened, given to a caseworker, and looked into with a reason."""

from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext as _

from cases import rules
from cases.access import must_reach
from cases.actions.concern import conclude, received_on, undecided
from cases.enums import ConcernOutcome
from cases.models import Case, CaseGrant, Child, Concern
from herning.accounts.models import User
from herning.accounts.permissions import Permission, Role
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken


@action(Permission.OPEN_CASE)
def open_case(
    *,
    concern: Concern,
    reason: str,
    protection: str = "",
    on: date,
    caseworker: User | None = None,
    kle: str = "",
    by: User,
) -> Case:
    """Open the child's case from a concern; the municipality became aware when the concern was received."""
    current = undecided(concern, on=on, by=by)
    chosen = caseworker or (by if by.role == Role.CASEWORKER else None)
    if chosen is None:
        raise RuleBroken(_("Vælg den rådgiver, der skal have sagen."), field="caseworker")
    _must_be_caseworker(chosen)
    if chosen.team_id != current.team_id:
        raise RuleBroken(_("Rådgiveren hører til et andet team. Vælg en fra teamet."), field="caseworker")
    _must_have_no_open_case(current.child_id)
    case = Case.objects.create(
        number=_next_number(on),
        child_id=current.child_id,
        caseworker=chosen,
        team_id=current.team_id,
        district_id=current.district_id,
        opened_on=on,
        aware_on=received_on(current),
        kle=kle.strip(),
    )
    said = {"reason": reason, "protection": protection}
    conclude(current, outcome=ConcernOutcome.OPENED, case=case, on=on, by=by, **said)
    record("case.opened", case, by=by, why=current.outcome_reason)
    return case


@action(Permission.ASSIGN_CASE)
def assign_case(*, case: Case, caseworker: User, reason: str, on: date, by: User) -> Case:
    """Give a case to another caseworker; when that is another team's, the case goes to the team and its district."""
    current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    must_reach(current, by)
    if not current.is_open:
        raise RuleBroken(_("Sagen er lukket og kan ikke fordeles."))
    must_be_in_order(on, current.opened_on, field="on", what=_("sagen blev åbnet"))
    _must_be_caseworker(caseworker)
    if caseworker.pk == current.caseworker_id:
        raise RuleBroken(_("%(name)s har allerede sagen.") % {"name": caseworker.name}, field="caseworker")
    why = must_say(reason, field="reason", ask=_("Skriv, hvorfor sagen skifter rådgiver."))
    current.caseworker = caseworker
    current.version += 1
    if caseworker.team is not None and caseworker.team_id != current.team_id:
        current.team = caseworker.team
        current.district_id = caseworker.team.district_id
    current.save(update_fields=["caseworker", "team", "district", "version"])
    record("case.assigned", current, by=by, why=why)
    return current


@action(Permission.OPEN_WITH_REASON)
def open_with_reason(*, case: Case, reason: str, at: datetime, by: User) -> CaseGrant:
    """Look into another's case for 24 hours; the reason is kept and shown to the leader."""
    why = must_say(reason, field="reason", ask=_("Skriv, hvorfor du har brug for at se sagen."))
    if case.caseworker_id == by.pk:
        raise RuleBroken(_("Sagen er din egen. Du har allerede adgang."))
    grant = CaseGrant.objects.create(case=case, user=by, reason=why, opened_at=at, until=rules.grant_until(at))
    record("case.opened_with_reason", grant, by=by, why=why)
    return grant


def _must_be_caseworker(user: User) -> None:
    if user.role != Role.CASEWORKER or not user.is_active:
        raise RuleBroken(_("En sag skal ligge hos en rådgiver, der kan logge ind."), field="caseworker")


def _must_have_no_open_case(child_id: int) -> None:
    """Hold the child, so that two concerns do not open two cases at once."""
    Child.objects.select_for_update(of=("self",)).only("pk").get(pk=child_id)
    number = Case.objects.open().filter(child_id=child_id).values_list("number", flat=True).first()
    if number is not None:
        raise RuleBroken(
            _("Barnet har allerede en åben sag (%(number)s). Læg underretningen til den.") % {"number": number}
        )


def _next_number(on: date) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_number')")
        return f"{on.year}-{cursor.fetchone()[0]:05d}"
