"""A child investigation is begun and finished (børnefaglig undersøgelse, Barnets lov § 20)."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_write_in
from cases.models import Case, ChildInvestigation
from cases.models.investigation import became_aware_on, first_aware_on
from cases.signals import investigation_finished
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken


@action(Permission.INVESTIGATE)
def begin_investigation(
    *, case: Case, why: str, on: date, aware_on: date | None = None, by: User
) -> ChildInvestigation:
    """Begin an investigation; its four months run from when the municipality became aware of what is investigated.

    Without a day that is the latest concern since the last investigation, or else when it became aware of the case.
    """
    current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    must_write_in(current, by)
    aware_on = aware_on or became_aware_on(current, on=on)
    must_be_in_order(aware_on, first_aware_on(current), field="aware_on", what=_("sagens første underretning"))
    must_be_in_order(on, aware_on, field="on", what=_("kommunen blev opmærksom"))
    if ChildInvestigation.objects.filter(case=current, finished_on=None).exists():
        raise RuleBroken(_("En undersøgelse er allerede i gang. Afslut den først."))
    investigation = ChildInvestigation.objects.create(
        case=current,
        aware_on=aware_on,
        begun_on=on,
        begun_by=by,
        why=must_say(why, field="why", ask=_("Skriv, hvorfor en undersøgelse er nødvendig.")),
    )
    record("investigation.begun", investigation, by=by)
    return investigation


@action(Permission.INVESTIGATE)
def finish_investigation(
    *, investigation: ChildInvestigation, child_and_family: str, conclusion: str, on: date, by: User
) -> ChildInvestigation:
    """Finish an investigation with its reasoned position on support or placement (Barnets lov § 22)."""
    current = ChildInvestigation.objects.select_for_update(of=("self",)).select_related("case").get(pk=investigation.pk)
    must_write_in(current.case, by)
    if current.finished_on is not None:
        raise RuleBroken(_("Undersøgelsen er allerede afsluttet."))
    must_be_in_order(on, current.begun_on, field="on", what=_("undersøgelsen begyndte"))
    current.child_and_family = must_say(
        child_and_family, field="child_and_family", ask=_("Beskriv barnet, familien og netværket (§ 22).")
    )
    current.conclusion = must_say(conclusion, field="conclusion", ask=_("Skriv den begrundede stillingtagen (§ 22)."))
    current.finished_on = on
    current.finished_by = by
    current.save(update_fields=["child_and_family", "conclusion", "finished_on", "finished_by"])
    record("investigation.finished", current, by=by)
    investigation_finished.send(ChildInvestigation, investigation=current)
    return current
