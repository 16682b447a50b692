"""Help begins."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import Department, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order
from herning.rules import RuleBroken
from interventions import rules
from interventions.actions.line import must_fit_family
from interventions.actions.locking import locked_case, locked_referral
from interventions.actions.moves import retell_moves
from interventions.enums import MoveCause, ReferralStatus
from interventions.models import Intervention, Offer, Referral, Step
from interventions.moved import must_not_be_moved
from interventions.signals import intervention_started


@action(Permission.START_INTERVENTION)
def start_intervention(
    *,
    referral: Referral,
    starts_on: date,
    exit_plan: str,
    next_step: Step | None,
    next_offer: Offer | None = None,
    planned_end_on: date | None = None,
    today: date,
    by: User,
) -> Intervention:
    """Begin the help that was referred to; the first day counts for the step and for the review rhythm."""
    must_reach(referral.case, by)
    referral = ready(referral)
    rules.must_be_another_way(is_legal_placement=chosen(referral)[0].is_legal_placement, as_placement=False)
    must_start_in_order(starts_on, earliest=referral.made_on, what=_("visitationen"), today=today)
    exits = {
        "exit_plan": exit_plan, "next_step": next_step, "next_offer": next_offer, "planned_end_on": planned_end_on,
    }  # fmt: skip
    return begin(referral, starts_on=starts_on, exits=exits, by=by)


def ready(referral: Referral) -> Referral:
    """The case and the accepted referral with their rows locked, its status changed; raises `RuleBroken` otherwise.

    What begins is the step that was asked for and approved, also when the offer has been moved since.
    """
    found = locked_referral(referral, to=ReferralStatus.STARTED, case=locked_case(referral.case))
    must_not_be_moved(found)
    return found


def chosen(referral: Referral) -> tuple[Offer, Department]:
    """The offer and department that were referred to; only a draft has none, and a draft cannot be started."""
    if referral.offer is None or referral.department is None:
        raise RuleBroken(_("Visitationen har intet tilbud endnu."))
    return referral.offer, referral.department


def must_start_in_order(starts_on: date, *, earliest: date, what: str, today: date) -> None:
    """Help begins after what it follows from, and at most three months ahead; raises `RuleBroken`."""
    must_be_in_order(
        starts_on,
        earliest,
        field="starts_on",
        what=what,
        latest=today + rules.LONGEST_AHEAD,
        ahead=_("Starten ligger mere end tre måneder ude i fremtiden."),
    )


def begin(referral: Referral, *, starts_on: date, exits: dict[str, Any], by: User) -> Intervention:
    """Store the help, tell the moves again, and let the floors above know; shared by help and placement."""
    offer, department = chosen(referral)
    next_step = exits["next_step"]
    rules.must_have_an_exit(
        offer.step_id,
        exit_plan=exits["exit_plan"],
        next_step=next_step.pk if next_step is not None else None,
        starts_on=starts_on,
        planned_end_on=exits["planned_end_on"],
    )
    must_fit_family(referral, on=starts_on)
    referral.save(update_fields=["status"])
    started = Intervention.objects.create(
        case=referral.case,
        referral=referral,
        offer=offer,
        department=department,
        step_id=offer.step_id,
        starts_on=starts_on,
        started_by=by,
        **exits,
    )
    why = referral.why_not_lower or referral.need
    retell_moves(referral.case, reason=why, cause=MoveCause.START, intervention=started, by=by)
    record("intervention.started", started, by=by, why=why)
    intervention_started.send(Intervention, intervention=started, by=by)
    return started
