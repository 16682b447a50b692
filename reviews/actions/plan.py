"""Agreeing on a plan, and setting and closing its goals."""

from datetime import date

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.models import Case
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken, age_on
from herning.web.days import long_date
from reviews import rules
from reviews.enums import PlanKind
from reviews.models import Goal, Plan, SubGoal

LONGEST_TOLD = 300


class OvertakenPlan(RuleBroken):
    """Another plan was agreed on since the writer looked; `in_force` is its key."""

    def __init__(self, plan: Plan) -> None:
        about = {
            "name": plan.agreed_by.name, "day": long_date(plan.agreed_on),
            "purpose": Truncator(plan.purpose).chars(LONGEST_TOLD),
        }  # fmt: skip
        told = _(
            "%(name)s aftalte en anden plan %(day)s, mens du skrev: “%(purpose)s” "
            "Intet er gemt. Send igen, hvis din plan skal afløse den."
        )
        super().__init__(told % about)
        self.in_force = plan.pk


@action(Permission.PLAN)
def agree_plan(*, case: Case, kind: str, purpose: str, on: date, seen_plan: int | None, by: User) -> Plan:
    """Put a plan in force (§§ 91, 108); it replaces the earlier one and goes on with the goals still open.

    `seen_plan` is the key of the plan in force when this one was written; raises `OvertakenPlan` when it is another.
    """
    must_reach(case, by)
    case = _locked(case.pk)
    _must_be_open(case)
    must_say(purpose, ask=_("Skriv hvad planen skal opnå."), field="purpose")
    must_be_in_order(on, case.opened_on, what=_("sagen blev åbnet"), field="on")
    _must_fit_age(case, kind, on)
    earlier = Plan.objects.in_force().filter(case=case).select_related("agreed_by").first()
    if earlier is not None and earlier.pk != seen_plan:
        raise OvertakenPlan(earlier)
    if earlier is not None:
        must_be_in_order(on, earlier.agreed_on, what=_("den plan, der gælder nu, blev aftalt"), field="on")
        earlier.replaced_on = on
        earlier.save(update_fields=["replaced_on"])
    plan = Plan.objects.create(case=case, kind=kind, purpose=purpose, agreed_on=on, agreed_by=by)
    if earlier is not None:
        Goal.objects.filter(plan=earlier, reached_on=None).update(plan=plan)
    record("plan.agreed", plan, by=by)
    return plan


@action(Permission.PLAN)
def set_goal(*, plan: Plan, whose: str, domain: str, text: str, on: date, by: User) -> Goal:
    """Set a goal for the child, or one of the parents' own."""
    must_reach(plan.case, by)
    _must_be_open(_locked(plan.case_id))
    if Plan.objects.select_for_update().get(pk=plan.pk).replaced_on is not None:
        raise RuleBroken(_("Planen er afløst af en nyere. Sæt målet i den."))
    must_say(text, ask=_("Skriv målet."), field="text")
    must_be_in_order(on, plan.agreed_on, what=_("planen blev aftalt"), field="on")
    goal = Goal.objects.create(plan=plan, whose=whose, domain=domain, text=text, set_on=on)
    record("goal.set", goal, by=by)
    return goal


@action(Permission.PLAN)
def set_sub_goal(*, goal: Goal, text: str, measure: str = "", on: date, by: User) -> SubGoal:
    """Set a sub-goal that can be scored at each follow-up."""
    must_reach(goal.plan.case, by)
    _must_be_open(_locked(goal.plan.case_id))
    if Goal.objects.select_for_update().get(pk=goal.pk).reached_on is not None:
        raise RuleBroken(_("Målet er lukket. Sæt et nyt mål først."))
    must_say(text, ask=_("Skriv delmålet."), field="text")
    must_be_in_order(on, goal.set_on, what=_("målet blev sat"), field="on")
    sub_goal = SubGoal.objects.create(goal=goal, text=text, measure=measure, set_on=on)
    record("sub_goal.set", sub_goal, by=by)
    return sub_goal


@action(Permission.PLAN)
def close_goal(*, goal: Goal, on: date, by: User) -> Goal:
    """Close a goal that is reached or given up, and the sub-goals under it."""
    must_reach(goal.plan.case, by)
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    if goal.reached_on is not None:
        raise RuleBroken(_("Målet er allerede lukket."))
    must_be_in_order(on, goal.set_on, what=_("målet blev sat"), field="on")
    goal.reached_on = on
    goal.save(update_fields=["reached_on"])
    SubGoal.objects.filter(goal=goal, closed_on=None).update(closed_on=on)
    record("goal.closed", goal, by=by)
    return goal


@action(Permission.PLAN)
def close_sub_goal(*, sub_goal: SubGoal, on: date, by: User) -> SubGoal:
    """Close a sub-goal; its scores stay."""
    must_reach(sub_goal.goal.plan.case, by)
    sub_goal = SubGoal.objects.select_for_update().get(pk=sub_goal.pk)
    if sub_goal.closed_on is not None:
        raise RuleBroken(_("Delmålet er allerede lukket."))
    must_be_in_order(on, sub_goal.set_on, what=_("delmålet blev sat"), field="on")
    sub_goal.closed_on = on
    sub_goal.save(update_fields=["closed_on"])
    record("sub_goal.closed", sub_goal, by=by)
    return sub_goal


def _locked(case_id: int) -> Case:
    """The case with its row locked, so that it is not closed meanwhile."""
    return Case.objects.select_for_update(of=("self",)).select_related("child").get(pk=case_id)


def _must_be_open(case: Case) -> None:
    if not case.is_open:
        raise RuleBroken(_("Sagen er lukket. Der kan ikke laves plan i en lukket sag."))


def _must_fit_age(case: Case, kind: str, on: date) -> None:
    born_on = case.child.born_on
    if kind == PlanKind.YOUTH and (born_on is None or age_on(born_on, on) < rules.YOUTH_PLAN_AGE):
        raise RuleBroken(_("En ungeplan laves fra 16 år (§ 108). Vælg barnets plan."), field="kind")
