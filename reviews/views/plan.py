"""The plan with its goals, and the end of the case."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import case_for, open_case_for
from cases.header import header
from cases.models import Case, Concern
from cases.views.acting import act
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.days import long_date
from herning.web.pages import page, show
from reviews import actions
from reviews.access import goal_for, plan_in_force, plan_in_force_for, sub_goal_for
from reviews.ending import decided_end
from reviews.enums import Whose
from reviews.forms.plan import CloseCaseForm, CloseGoalForm, GoalForm, PlanForm, SubGoalForm
from reviews.models import EndReport, Goal, Plan, SubGoal, TreatmentPlan
from reviews.open_ends import OpenEnd, open_ends
from reviews.progress import Progress, progress

TAB = "reviews:plan"


@page(Permission.SEE_CASE, load=case_for)
def plan(request: Request, case: Case) -> HttpResponse:
    """The plan in force, the goals of child and parents, and how the sub-goals go."""
    in_force = plan_in_force(case)
    goals = list(Goal.objects.visible_to(request.user).filter(plan=in_force).order_by("pk")) if in_force else []
    rows = progress(SubGoal.objects.visible_to(request.user).filter(goal__in=goals).order_by("goal_id", "pk"))
    context = {
        "case": case,
        "header": header(request, case, tab=TAB),
        "plan": in_force,
        "goals": [
            {"whose": whose.label, "goals": _with_rows((goal for goal in goals if goal.whose == whose), rows)}
            for whose in Whose
        ],
        "treatment_plans": TreatmentPlan.objects.visible_to(request.user)
        .in_force()
        .filter(intervention__case=case, intervention__ends_on=None)
        .select_related("written_by", "intervention__offer", "intervention__placement__child")
        .order_by("-agreed_on", "-pk"),
        "end_reports": EndReport.objects.visible_to(request.user)
        .filter(intervention__case=case)
        .select_related("written_by", "intervention__offer", "intervention__placement__child")
        .prefetch_related("scores__sub_goal")
        .order_by("-on", "-pk"),
        "earlier": case.plans.exclude(replaced_on=None).order_by("-agreed_on", "-pk"),
        "may_plan": case.is_open and request.user.may(Permission.PLAN),
        "may_close": case.is_open and request.user.may(Permission.CLOSE_CASE),
        "today": timezone.localdate(),
    }
    return show(request, "reviews/plan.html", context)


def _with_rows(goals: Iterable[Goal], rows: list[Progress]) -> list[dict[str, Any]]:
    return [{"goal": goal, "rows": [row for row in rows if row.sub_goal.goal_id == goal.pk]} for goal in goals]


@page(Permission.PLAN, load=open_case_for)
def agree_plan(request: Request, case: Case) -> HttpResponse:
    """Agree on a plan, or on a new one in place of the one in force."""
    in_force = plan_in_force(case)
    form = PlanForm.at(request, about=case.number, initial={"seen_plan": in_force.pk if in_force else None})
    back = reverse("reviews:plan", args=[case.number])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            _agree(request, case, form)
            messages.success(request, _("Planen gælder nu. Sæt mål for barnet og for forældrene."))
            return redirect(back)
    lead = _("Den nye plan afløser den, der gælder nu. Åbne mål følger med over.") if in_force else ""
    return act(request, form, heading=_("Aftal plan"), lead=lead, back=back, case=case, tab=TAB)


def _agree(request: Request, case: Case, form: PlanForm) -> None:
    try:
        actions.agree_plan(case=case, by=request.user, **form.answers)
    except actions.OvertakenPlan as overtaken:
        form.go_on_from(seen_plan=overtaken.in_force)
        raise


@page(Permission.PLAN, load=plan_in_force_for)
def set_goal(request: Request, plan: Plan) -> HttpResponse:
    """Set a goal in the plan in force."""
    case = plan.case
    form = GoalForm.at(request, about=case.number, initial={"whose": request.GET.get("hvis", "")})
    back = reverse("reviews:plan", args=[case.number])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_goal(plan=plan, by=request.user, **form.answers)
            messages.success(request, _("Målet er sat. Sæt delmål, der kan ses."))
            return redirect(back)
    lead = _("Forældrene har deres egne mål, og barnet er med til at sætte sine.")
    return act(request, form, heading=_("Nyt mål"), lead=lead, back=back, case=case, tab=TAB)


@page(Permission.PLAN, load=goal_for)
def set_sub_goal(request: Request, goal: Goal) -> HttpResponse:
    """Set a sub-goal under a goal."""
    case = goal.plan.case
    form = SubGoalForm.at(request, about=f"{case.number}-{goal.pk}")
    back = reverse("reviews:plan", args=[case.number])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_sub_goal(goal=goal, by=request.user, **form.answers)
            messages.success(request, _("Delmålet er sat."))
            return redirect(back)
    return act(request, form, heading=_("Nyt delmål"), lead=goal.text, back=back, case=case, tab=TAB)


@page(Permission.PLAN, load=goal_for)
def close_goal(request: Request, goal: Goal) -> HttpResponse:
    """Close a goal that is reached or given up."""
    case = goal.plan.case
    form = CloseGoalForm.at(request, about=case.number)
    back = reverse("reviews:plan", args=[case.number])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.close_goal(goal=goal, by=request.user, **form.answers)
            messages.success(request, _("Målet er lukket. Scorerne bliver stående."))
            return redirect(back)
    lead = _("“%(goal)s” lukkes sammen med sine delmål og kan ikke åbnes igen.") % {"goal": goal.text}
    return act(request, form, heading=_("Luk målet?"), lead=lead, back=back, case=case, tab=TAB)


@page(Permission.PLAN, load=sub_goal_for)
def close_sub_goal(request: Request, sub_goal: SubGoal) -> HttpResponse:
    """Close a sub-goal that is reached or given up."""
    case = sub_goal.goal.plan.case
    form = CloseGoalForm.at(request, about=case.number)
    back = reverse("reviews:plan", args=[case.number])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.close_sub_goal(sub_goal=sub_goal, by=request.user, **form.answers)
            messages.success(request, _("Delmålet er lukket. Scorerne bliver stående."))
            return redirect(back)
    lead = _("“%(goal)s” scores ikke mere og kan ikke åbnes igen.") % {"goal": sub_goal.text}
    return act(request, form, heading=_("Luk delmålet?"), lead=lead, back=back, case=case, tab=TAB)


@page(Permission.CLOSE_CASE, load=open_case_for)
def close_case(request: Request, case: Case) -> HttpResponse:
    """Close the case, once no help is given or on its way."""
    decided = decided_end(case)
    form = CloseCaseForm.at(request, about=case.number, initial={"text": decided.reason} if decided else {})
    back = reverse("dashboards:case", args=[case.number])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.close_case(case=case, by=request.user, **form.answers)
            messages.success(request, _("Sagen er lukket. Den kan stadig læses."))
            return redirect(back)
    lead = _(
        "En lukket sag kan læses, men ikke skrives i. En planlagt opfølgning bortfalder. Har barnet fået hjælp, spørger"
        " systemet dig 3, 6 og 12 måneder efter, om det holdt."
    )
    if decided:
        lead = _("Opfølgningen %(day)s besluttede at slutte.") % {"day": long_date(decided.on)} + " " + lead
    heading, left = _("Luk sagen?"), _reached(request, case)
    return act(
        request, form, heading=heading, lead=lead, back=back, case=case, tab="dashboards:case", open_ends=left
    )  # fmt: skip


def _reached(request: Request, case: Case) -> list[tuple[OpenEnd, str]]:
    """What is still open in the case, with its page where the person reaches it."""
    own = Concern.objects.visible_to(request.user).filter(child=case.child_id)
    reached = set(own.values_list("pk", flat=True))
    return [
        (left, left.url if left.concern is None or left.concern in reached else "")
        for left in open_ends(case, on=timezone.localdate())
    ]
