"""A child moves from one placement to another: the old ends the day the new begins, in one act."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions.actions.end import end_intervention
from interventions.actions.placement import locked_placement, start_placement
from interventions.care_rules import change_reason
from interventions.models import Placement, Referral


@action(Permission.START_PLACEMENT)
def change_placement(
    *, placement: Placement, referral: Referral, starts_on: date, text: str, today: date, by: User, **facts: Any
) -> Placement:
    """Begin the new placement and end the old on the same day; `facts` are those of `start_placement`.

    The child is spoken with since the old one began (§ 5): the new one's own checklist asks for it.
    """
    must_reach(referral.case, by)
    old = locked_placement(placement)
    if referral.case_id != old.intervention.case_id:
        raise RuleBroken(_("Visitationen hører til en anden sag. Åbn den fra barnets egen side."))
    must_be_in_order(
        starts_on, old.starts_on, field="starts_on", what=_("den nuværende anbringelse"), latest=today,
        ahead=_("Registrér skiftet den dag, barnet flytter."),
    )  # fmt: skip
    text = must_say(text, field="text", ask=_("Skriv, hvorfor barnet flytter, og hvad der tages med."))
    # Freed first, so that the child is never in two; the help itself ends last, so that a step is never missing.
    old.ends_on = starts_on
    old.save(update_fields=["ends_on"])
    new = start_placement(referral=referral, starts_on=starts_on, previous=old, today=today, by=by, **facts)
    given = old.intervention
    reason = change_reason(given.step_id, new.intervention.step_id)
    end_intervention(intervention=given, ends_on=starts_on, reason=reason, text=text, today=today, by=by)
    record("placement.changed", new, by=by, why=text)
    return new
