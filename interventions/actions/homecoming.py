"""A placement ends before its time or as it should: breakdown and what it taught, and return home."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from herning.web.days import long_date
from interventions import care_rules
from interventions.actions.end import end_intervention
from interventions.actions.locking import must_be_spoken_with
from interventions.actions.placement import locked_placement
from interventions.enums import EndReason
from interventions.models import Breakdown, Placement, Return
from interventions.planned import plan_agreed_on


@action(Permission.RECORD_BREAKDOWN)
def record_breakdown(
    *, placement: Placement, on: date, what_happened: str, childs_view: str, today: date, by: User
) -> Breakdown:
    """Write down that a placement broke down; it ends that day, and what it taught is asked for within four weeks."""
    must_reach(placement.intervention.case, by)
    fresh = locked_placement(placement)
    what_happened = must_say(what_happened, field="what_happened", ask=_("Skriv, hvad der skete."))
    must_be_in_order(
        on, fresh.starts_on, field="on", what=_("anbringelsens start"), latest=today,
        ahead=_("Datoen ligger i fremtiden. Skriv sammenbruddet, når det er sket."),
    )  # fmt: skip
    broke = Breakdown.objects.create(
        placement=fresh, on=on, what_happened=what_happened, childs_view=childs_view.strip(), recorded_by=by
    )
    end_intervention(
        intervention=fresh.intervention, ends_on=on, reason=EndReason.BREAKDOWN, text=what_happened, today=today, by=by
    )
    record("breakdown.recorded", broke, by=by, why=what_happened)
    return broke


@action(Permission.RECORD_BREAKDOWN)
def learn_from_breakdown(*, breakdown: Breakdown, learning: str, on: date, by: User) -> Breakdown:
    """Write what a breakdown taught, once, after everybody has been asked."""
    must_reach(breakdown.placement.intervention.case, by)
    fresh = (
        Breakdown.objects.select_for_update(of=("self",))
        .select_related("placement__intervention__case")
        .get(pk=breakdown.pk)
    )
    if fresh.learnt_on is not None:
        raise RuleBroken(_("Læringen er allerede skrevet %(day)s.") % {"day": long_date(fresh.learnt_on)})
    learning = must_say(learning, field="learning", ask=_("Skriv, hvad barnet, familien, stedet og vi selv har lært."))
    must_be_in_order(on, fresh.on, field="on", what=_("sammenbruddet"))
    fresh.learning, fresh.learnt_on, fresh.learnt_by = learning, on, by
    fresh.save(update_fields=["learning", "learnt_on", "learnt_by"])
    record("breakdown.learnt_from", fresh, by=by)
    return fresh


@action(Permission.DECIDE_RETURN)
def decide_return(
    *,
    placement: Placement,
    decided_on: date,
    period_until: date,
    statement: str,
    support_at_home: str,
    today: date,
    by: User,
) -> Return:
    """Decide that the child goes home within a period of at most six months, with the plan revised before (§ 100)."""
    must_reach(placement.intervention.case, by)
    fresh = locked_placement(placement)
    if Return.objects.filter(placement=fresh).exists():
        raise RuleBroken(_("Hjemgivelsen er allerede besluttet. Genindlæs siden og se den."))
    must_be_spoken_with(fresh.intervention.case, on=decided_on)
    must_be_in_order(
        decided_on, fresh.starts_on, field="decided_on", what=_("anbringelsens start"), latest=today,
        ahead=_("Datoen ligger i fremtiden. Skriv den, når det er sket."),
    )  # fmt: skip
    care_rules.must_be_a_return_period(decided_on=decided_on, period_until=period_until)
    statement = must_say(statement, field="statement", ask=_("Skriv anbringelsesstedets udtalelse (§ 100)."))
    support_at_home = must_say(
        support_at_home, field="support_at_home", ask=_("Skriv, hvilken støtte familien får bagefter.")
    )
    agreed_on = plan_agreed_on(fresh.intervention.case)
    revised_on = care_rules.must_be_revised(agreed_on, starts_on=fresh.starts_on, decided_on=decided_on)
    made = Return.objects.create(
        placement=fresh, decided_on=decided_on, decided_by=by, period_until=period_until, statement=statement,
        plan_revised_on=revised_on, support_at_home=support_at_home,
    )  # fmt: skip
    record("return.decided", made, by=by, why=support_at_home)
    return made


@action(Permission.DECIDE_RETURN)
def complete_return(*, homecoming: Return, on: date, text: str, today: date, by: User) -> Return:
    """The child is home: the placement ends that day."""
    must_reach(homecoming.placement.intervention.case, by)
    placement = locked_placement(homecoming.placement)
    fresh = Return.objects.select_for_update(of=("self",)).select_related("placement__intervention__case").get(
        pk=homecoming.pk
    )  # fmt: skip
    must_be_in_order(
        on, fresh.decided_on, field="on", what=_("afgørelsen"), latest=today,
        ahead=_("Datoen ligger i fremtiden. Registrér hjemkomsten, når barnet er hjemme."),
    )  # fmt: skip
    fresh.returned_on = on
    fresh.save(update_fields=["returned_on"])
    end_intervention(
        intervention=placement.intervention, ends_on=on, reason=EndReason.FINISHED, text=text, today=today, by=by
    )
    record("return.completed", fresh, by=by)
    return fresh
