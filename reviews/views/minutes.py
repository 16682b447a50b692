"""What is kept of a review and printed: the agenda, the minutes, the copy to hand out, the child's own page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.models import Intervention
from interventions.secrecy import is_secret_place
from interventions.standing import number_offset
from reviews.access import held_review_for, may_explain, may_hold, review_for
from reviews.agenda import agenda as agenda_of
from reviews.agenda import notes_since
from reviews.clocks import deadlines
from reviews.enums import Face, ReviewStatus
from reviews.meetings import never_handed_out
from reviews.models import Review

TAB = "reviews:case_reviews"


@page(Permission.SEE_CASE, load=review_for)
def review(request: Request, review: Review) -> HttpResponse:
    """The minutes of a held review, or what is known of a planned one."""
    until = review.held_on or timezone.localdate()
    earlier = (
        Review.objects.visible_to(request.user)
        .held()
        .filter(case=review.case, held_on__lt=until)
        .order_by("-held_on", "-pk")
        .first()
    )
    context = _kept(review) | {
        "header": header(request, review.case, tab=TAB) | {"action_url": ""},
        "notes": notes_since(review.case, earlier).filter(on__lte=until),
        "may_hold": review.status == ReviewStatus.PLANNED and may_hold(request, review.case),
        "explanations": review.explanations.select_related("by").order_by("-pk"),
        "may_explain": may_explain(request, review),
        "is_planned": review.status == ReviewStatus.PLANNED,
        "is_held": review.status == ReviewStatus.HELD,
    }
    return show(request, "reviews/review.html", context)


@page(Permission.SEE_CASE, load=held_review_for)
def minutes(request: Request, review: Review) -> HttpResponse:
    """The minutes to hand out, and the child's words only when asked.

    No provider's notes, no CPR number or address, and no name of a secret place, also where somebody wrote it.
    """
    context = _kept(review) | {
        "has_childs_words": request.GET.get("barnets-ord") == "med",
        "never_told": never_handed_out(review.case),
    }
    return show(request, "reviews/minutes.html", context)


@page(Permission.SEE_CASE, load=review_for)
def agenda(request: Request, review: Review) -> HttpResponse:
    """The agenda to print for the meeting, filled from what has been written since the last one."""
    if review.status != ReviewStatus.PLANNED:
        return redirect("reviews:review", review.pk)
    today = timezone.localdate()
    filled = agenda_of(review, on=today)
    context = {
        "review": review,
        "case": review.case,
        "agenda": filled,
        "never_told": never_handed_out(review.case),
        "deadlines": deadlines(review.case, on=today),
        "may_hold": may_hold(request, review.case),
        "offset": filled.offset,
        "today": today,
    }
    return show(request, "reviews/agenda.html", context)


@page(Permission.SEE_CASE, load=held_review_for)
def to_child(request: Request, review: Review) -> HttpResponse:
    """The child's own page: what was said, decided and agreed, and whom to call; a secret place has no name on it."""
    if review.case.child.born_on is None:
        raise Http404
    held_on = review.held_on or timezone.localdate()
    running = Intervention.objects.visible_to(request.user).filter(case=review.case).active(on=held_on)
    helps = running.select_related("offer", "placement__child").order_by("-step", "-pk")
    context = _kept(review) | {
        "helps": [given for given in helps if not is_secret_place(given)],
        "never_told": never_handed_out(review.case),
    }
    return show(request, "reviews/to_child.html", context)


def _kept(review: Review) -> dict[str, Any]:
    """What was heard, scored and agreed at a review."""
    return {
        "review": review,
        "case": review.case,
        "face": Face(review.child_scale) if review.child_scale else None,
        "scores": review.scores.select_related("sub_goal").order_by("sub_goal_id"),
        "promises": review.promises.order_by("pk"),
        "present": review.participants.filter(attended=True).order_by("kind", "pk"),
        "offset": number_offset(),
        "today": timezone.localdate(),
    }
