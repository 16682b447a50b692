"""The loaders of follow-up: they turn an address into what the person may see, or into 404."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cases.access import case_for, relation
from cases.models import Case
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from interventions.models import Intervention
from reviews import addresses
from reviews.enums import ReviewStatus
from reviews.models import CalendarFeed, FollowUpNote, Goal, HoldCheck, Participant, Plan, Review, SubGoal
from reviews.reporting import to_report

DELIVERED_PARTS = ("case__child", "offer", "department", "step", "placement__child")
CASE_PARTS = ("child__family", "caseworker", "team", "district")


def review_for(request: Request, *, pk: int) -> Review:
    """The review, when its case lies within the person's reach."""
    parts = [f"case__{part}" for part in CASE_PARTS]
    reviews = Review.objects.visible_to(request.user).select_related(*parts, "conversation", "held_by", "referral")
    review = get_object_or_404(reviews, pk=pk)
    review.reached_by = review.case.reached_by = relation(review.case, request.user)
    return review


def held_review_for(request: Request, *, pk: int) -> Review:
    """The same, when the review has been held: there are minutes of nothing else."""
    review = review_for(request, pk=pk)
    if review.status != ReviewStatus.HELD:
        raise Http404
    return review


def hold_check_for(request: Request, *, pk: int) -> HoldCheck:
    """The question whether a step down held, also in a case closed since, when the case lies within reach."""
    parts = [f"case__{part}" for part in CASE_PARTS]
    checks = HoldCheck.objects.visible_to(request.user).select_related(*parts, "from_step", "to_step", "answered_by")
    check = get_object_or_404(checks, pk=pk)
    check.reached_by = check.case.reached_by = relation(check.case, request.user)
    return check


def plan_in_force_for(request: Request, *, number: str) -> Plan:
    """The plan in force of an open case within reach."""
    case = case_for(request, number=number)
    found = plan_in_force(case) if case.is_open else None
    if found is None:
        raise Http404
    found.case, found.reached_by = case, case.reached_by
    return found


def plan_in_force(case: Case) -> Plan | None:
    """The plan that holds now."""
    return Plan.objects.in_force().filter(case=case).select_related("agreed_by").first()


def goal_for(request: Request, *, pk: int) -> Goal:
    """An open goal of a plan in force in an open case within reach."""
    parts = [f"plan__case__{part}" for part in CASE_PARTS]
    goals = Goal.objects.visible_to(request.user).filter(plan__replaced_on=None, plan__case__closed_on=None)
    goal = get_object_or_404(goals.filter(reached_on=None).select_related(*parts), pk=pk)
    goal.reached_by = goal.plan.case.reached_by = relation(goal.plan.case, request.user)
    return goal


def sub_goal_for(request: Request, *, pk: int) -> SubGoal:
    """A sub-goal worked towards in an open case within reach."""
    parts = [f"goal__plan__case__{part}" for part in CASE_PARTS]
    sub_goals = SubGoal.objects.visible_to(request.user).filter(
        closed_on=None, goal__plan__replaced_on=None, goal__plan__case__closed_on=None
    )
    sub_goal = get_object_or_404(sub_goals.select_related(*parts), pk=pk)
    case = sub_goal.goal.plan.case
    sub_goal.reached_by = case.reached_by = relation(case, request.user)
    return sub_goal


def delivered_for(request: Request, *, pk: int) -> Intervention:
    """Help that the person's own department gives now."""
    helps = Intervention.objects.visible_to(request.user).select_related(*DELIVERED_PARTS)
    found = get_object_or_404(helps, pk=pk)
    found.reached_by = "provider"
    return found


def reported_for(request: Request, *, pk: int) -> Intervention:
    """Help of the own department that can be reported on: given now, or ended within four weeks, and not reported."""
    helps = to_report(request.user, on=timezone.localdate())
    found = get_object_or_404(helps.select_related(*DELIVERED_PARTS), pk=pk)
    found.reached_by = "provider"
    return found


def own_note_for(request: Request, *, pk: int) -> FollowUpNote:
    """A note of the person's own department, on help it still gives."""
    notes: QuerySet[FollowUpNote] = FollowUpNote.objects.visible_to(request.user).filter(intervention__ends_on=None)
    note = get_object_or_404(notes.select_related(*(f"intervention__{part}" for part in DELIVERED_PARTS)), pk=pk)
    note.intervention.reached_by = "provider"
    return note


def may_hold(request: Request, case: Case) -> bool:
    """Whether the person can hold reviews in this case."""
    return case.is_open and request.user.may(Permission.HOLD_REVIEW)


def may_explain(request: Request, review: Review) -> bool:
    """Whether the person can say why a review is over its date."""
    is_late = review.status == ReviewStatus.PLANNED and review.due_on < timezone.localdate()
    return is_late and review.case.is_open and request.user.may(Permission.EXPLAIN_REVIEW)


def planned_review_for(request: Request, *, pk: int) -> Review:
    """The review, while it is still to be held: there is no meeting to plan for another."""
    review = review_for(request, pk=pk)
    if review.status != ReviewStatus.PLANNED:
        raise Http404
    return review


def participant_for(request: Request, *, pk: int) -> Participant:
    """Somebody asked to a planned review of a case within reach, and not taken off the list."""
    parts = [f"review__case__{part}" for part in CASE_PARTS]
    asked = Participant.objects.visible_to(request.user).filter(review__status=ReviewStatus.PLANNED, cancelled_at=None)
    participant = get_object_or_404(asked.select_related("user", *parts), pk=pk)
    case = participant.review.case
    participant.reached_by = case.reached_by = relation(case, request.user)
    return participant


def invited_at_address(_request: HttpRequest, *, secret: str) -> Participant:
    """The one whose address it is, from the invitation until the review is held, lapsed, or they are taken off."""
    if len(secret) != addresses.LENGTH:
        raise Http404
    invited = Participant.objects.invited().filter(
        review__status=ReviewStatus.PLANNED, review__starts_at__isnull=False, review__case__closed_on=None
    )
    return get_object_or_404(invited.select_related("review__case"), address_hash=addresses.hashed(secret))


def feed_at_address(_request: HttpRequest, *, secret: str) -> CalendarFeed:
    """The calendar whose address it is, until it is revoked or its owner cannot sign in any more."""
    if len(secret) != addresses.LENGTH:
        raise Http404
    feeds = CalendarFeed.objects.in_use().filter(user__is_active=True).select_related("user")
    return get_object_or_404(feeds, address_hash=addresses.hashed(secret))
