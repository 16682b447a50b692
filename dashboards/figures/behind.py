"""The rows behind a number of the staircase: the same scope, and what a list shows of each."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery

from cases.models.case import CaseQuerySet
from dashboards.figures.scope import Scope
from dashboards.figures.standing import on_step
from interventions.models import Intervention, Placement, StepMove
from interventions.models.intervention import with_step
from interventions.models.move import StepMoveQuerySet
from interventions.secrecy import told_name
from interventions.stalled import stalled
from reviews.explained import explained
from reviews.models import Review
from reviews.models.review import ReviewQuerySet


def children(scope: Scope, *, step: int | None) -> CaseQuerySet:
    """The cases on a step, or with no help when `step` is null, each with its step, offer and next review."""
    return with_help(on_step(scope.cases(), step=step, on=scope.on), on=scope.on)


def waiting(scope: Scope) -> CaseQuerySet:
    """The cases that wait for their next step, as the same list shows them."""
    return with_help(stalled(scope.cases(), on=scope.on), on=scope.on)


def with_help(cases: CaseQuerySet, *, on: date) -> CaseQuerySet:
    """Cases as a list shows them: each with its step, the offer that holds it there and its next review."""
    due_on = Review.objects.planned().filter(case=OuterRef("pk")).order_by().values("due_on")[:1]
    help_now = Intervention.objects.active(on=on).filter(case=OuterRef("pk")).order_by("-step_id", "pk")
    shown = with_step(cases, on=on).annotate(
        review_due_on=Subquery(due_on), offer_name=Subquery(help_now.annotate(told=told_name()).values("told")[:1])
    )
    return shown.select_related("child", "caseworker", "district")


def placed(scope: Scope, *, step: int | None) -> CaseQuerySet:
    """The cases of the children placed now, on one step of the placement when it is given; rows as above."""
    stays = Placement.objects.active(on=scope.on).filter(intervention__case=OuterRef("pk"))
    if step is not None:
        stays = stays.filter(intervention__step_id=step)
    return with_help(scope.cases().filter(Exists(stays)), on=scope.on)


def all_moves(scope: Scope) -> StepMoveQuerySet:
    """Every move of the scope's cases, whenever it was: within these a list is paged."""
    return StepMove.objects.filter(scope.of())


def overdue(scope: Scope, *, team: int | None) -> ReviewQuerySet:
    """The reviews over their date, of one team when it is given, each with its case's step now."""
    rows = Review.objects.overdue(on=scope.on).filter(scope.of(), Q() if team is None else Q(case__team_id=team))
    help_now = Intervention.objects.active(on=scope.on).filter(case=OuterRef("case")).order_by("-step_id")
    shown = explained(rows).select_related("case__child", "case__caseworker", "case__team")
    return shown.annotate(step=Subquery(help_now.values("step_id")[:1]))
