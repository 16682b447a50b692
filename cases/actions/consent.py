"""Consent is given and withdrawn."""

from datetime import date

from django.utils.translation import gettext as _

from cases import rules
from cases.access import must_write_in
from cases.enums import ConsentKind
from cases.models import Case, Consent, Custody, Relative
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order
from herning.rules import RuleBroken


@action(Permission.RECORD_CONSENT)
def record_consent(
    *, case: Case, kind: str, holder: Relative | None, is_by_child: bool, given_on: date, scope: str, by: User
) -> Consent:
    """Keep a consent: a custody holder's, or the young person's own from 15 (Barnets lov §§ 32, 46)."""
    must_write_in(case, by)
    if is_by_child == (holder is not None):
        raise RuleBroken(_("Vælg enten en forælder eller den unge selv."), field="holder")
    if kind == ConsentKind.YOUTH and not is_by_child:
        raise RuleBroken(_("Ungestøtte (§§ 114–120) er det den unge selv, der samtykker til."), field="holder")
    if is_by_child:
        rules.must_be_consent_of_child(case.child.born_on, on=given_on)
    elif rules.is_of_age(case.child.born_on, on=given_on):
        raise RuleBroken(_("Den unge er fyldt 18 år og myndig. Kun den unge selv kan give samtykke."), field="holder")
    elif not _held_custody(case, holder, on=given_on):
        raise RuleBroken(
            _("Kun den, der har forældremyndigheden den dag, kan give samtykke. Ret familien, hvis den er ændret."),
            field="holder",
        )
    consent = Consent.objects.create(
        case=case,
        kind=kind,
        holder=holder,
        is_by_child=is_by_child,
        given_on=given_on,
        scope=scope.strip(),
        written_by=by,
    )
    record("consent.recorded", consent, by=by)
    return consent


@action(Permission.RECORD_CONSENT)
def withdraw_consent(*, consent: Consent, on: date, by: User) -> Consent:
    """A consent is withdrawn; it stays on record with both days."""
    current = Consent.objects.select_for_update(of=("self",)).select_related("case").get(pk=consent.pk)
    must_write_in(current.case, by)
    if current.withdrawn_on is not None:
        raise RuleBroken(_("Samtykket er allerede trukket tilbage."))
    must_be_in_order(on, current.given_on, field="on", what=_("samtykket blev givet"))
    current.withdrawn_on = on
    current.save(update_fields=["withdrawn_on"])
    record("consent.withdrawn", current, by=by)
    return current


def _held_custody(case: Case, holder: Relative | None, *, on: date) -> bool:
    return Custody.objects.held(on=on).filter(child_id=case.child_id, holder=holder).exists()
