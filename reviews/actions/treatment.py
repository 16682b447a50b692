"""What the provider writes about a whole course: its plan before, its report after."""

from datetime import date

from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions.access import must_deliver
from interventions.models import Intervention
from reviews import rules
from reviews.enums import Proposal
from reviews.models import EndReport, SubGoal, SubGoalScore, TreatmentPlan


@action(Permission.WRITE_TREATMENT_PLAN)
def write_treatment_plan(
    *, intervention: Intervention, aims: str, methods: str, exit_strategy: str, on: date, by: User
) -> TreatmentPlan:
    """Say how the provider works and how the child gets on from there (S3); a new plan replaces the one in force."""
    must_deliver(intervention, by)
    fresh = Intervention.objects.select_for_update(of=("self",)).get(pk=intervention.pk)
    if fresh.ends_on is not None:
        raise RuleBroken(_("Indsatsen er afsluttet. Skriv en slutrapport i stedet."))
    must_say(aims, ask=_("Skriv, hvad I arbejder hen imod."), field="aims")
    must_say(methods, ask=_("Skriv, hvordan I arbejder."), field="methods")
    must_say(exit_strategy, ask=_("Skriv, hvordan barnet kommer videre efter jer."), field="exit_strategy")
    must_be_in_order(on, fresh.referral.made_on, what=_("visitationen"), field="on")
    in_force = TreatmentPlan.objects.in_force().filter(intervention=fresh).first()
    if in_force is not None:
        must_be_in_order(on, in_force.agreed_on, what=_("den plan, den afløser"), field="on")
        in_force.replaced_on = on
        in_force.save(update_fields=["replaced_on"])
    plan = TreatmentPlan.objects.create(
        intervention=fresh,
        aims=aims.strip(),
        methods=methods.strip(),
        exit_strategy=exit_strategy.strip(),
        agreed_on=on,
        written_by=by,
    )
    record("treatment_plan.written", plan, by=by)
    return plan


@action(Permission.WRITE_END_REPORT)
def write_end_report(
    *,
    intervention: Intervention,
    on: date,
    text: str,
    recommendation: str,
    recommendation_reason: str,
    scores: dict[int, int],
    today: date,
    by: User,
) -> EndReport:
    """Say how the whole course went, score each sub-goal a last time, and recommend what comes next; written once."""
    must_deliver(intervention, by)
    fresh = Intervention.objects.select_for_update(of=("self",)).get(pk=intervention.pk)
    if EndReport.objects.filter(intervention=fresh).exists():
        raise RuleBroken(_("Slutrapporten er allerede skrevet, måske i et andet vindue. Den kan ikke skrives om."))
    if not rules.can_be_reported(ends_on=fresh.ends_on, on=today):
        raise RuleBroken(_("Indsatsen sluttede for mere end fire uger siden. Skriv til rådgiveren i stedet."))
    must_say(text, ask=_("Skriv, hvordan forløbet gik."), field="text")
    must_be_in_order(on, fresh.starts_on, what=_("indsatsen begyndte"), field="on")
    if recommendation not in Proposal.values:
        raise RuleBroken(_("Vælg, hvad I anbefaler."), field="recommendation")
    must_say(recommendation_reason, ask=_("Skriv, hvorfor I anbefaler det."), field="recommendation_reason")
    in_force = set(SubGoal.objects.in_force(fresh.case_id).values_list("pk", flat=True))
    rules.must_be_scores(scores, in_force=in_force)
    if in_force - scores.keys():
        raise RuleBroken(_("Scor hvert delmål, så det kan ses, hvad forløbet førte til."), field="scores")
    report = EndReport.objects.create(
        intervention=fresh,
        on=on,
        text=text.strip(),
        recommendation=recommendation,
        recommendation_reason=recommendation_reason.strip(),
        written_by=by,
    )
    SubGoalScore.objects.bulk_create(
        SubGoalScore(sub_goal_id=sub_goal, report=report, on=on, score=score) for sub_goal, score in scores.items()
    )
    record("end_report.written", report, by=by)
    return report
