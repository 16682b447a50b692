"""Where a child goes when the offer it is in closes."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from interventions import catalogue_rules
from interventions.actions.locking import locked_case
from interventions.models import Intervention, Offer, Step


@action(Permission.START_INTERVENTION)
def plan_onward(
    *, intervention: Intervention, next_step: Step | None, next_offer: Offer, exit_plan: str, today: date, by: User
) -> Intervention:
    """Name where a child goes next, and how; the offer is open on the day the present one closes.

    It is the plan of the help itself and asks nobody. When the time has come, the page of the next step opens a
    referral (`prepare_referral`), which leaves the plan as it is.
    """
    must_reach(intervention.case, by)
    locked_case(intervention.case)
    found = Intervention.objects.select_for_update(of=("self",)).select_related("offer", "case").get(
        pk=intervention.pk
    )  # fmt: skip
    if found.ends_on is not None:
        raise RuleBroken(_("Indsatsen er allerede afsluttet. Genindlæs siden og se, af hvem."))
    leaves_on = max(found.offer.closes_on or today, today)
    next_step_id = next_step.pk if next_step is not None else None
    if (found.next_offer_id, found.next_step_id, found.exit_plan) == (next_offer.pk, next_step_id, exit_plan.strip()):
        raise RuleBroken(_("Det er allerede planen."), field="next_offer")
    catalogue_rules.must_lead_onward(
        step=found.step_id,
        next_step=next_step_id,
        is_same=next_offer.pk == found.offer_id,
        is_open=next_offer.is_open(on=leaves_on),
        offer=next_offer.name,
        closes_on=leaves_on,
    )
    found.next_step, found.next_offer = next_step, next_offer
    found.exit_plan = must_say(exit_plan, field="exit_plan", ask=_("Skriv, hvordan barnet kommer videre."))
    found.save(update_fields=["next_step", "next_offer", "exit_plan"])
    record("intervention.onward_planned", found, by=by, why=f"{next_offer}: {found.exit_plan}")
    return found
