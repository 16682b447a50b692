"""What is said and done about a review over its date."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from reviews.access import review_for
from reviews.actions import explain_review, move_review, take_over_review
from reviews.forms.explain import EXPLAIN, MOVE, ExplainForm
from reviews.models import Review


@page(Permission.EXPLAIN_REVIEW, load=review_for)
def explain(request: Request, review: Review) -> HttpResponse:
    """Explain, move or hand over; what was said before stands below."""
    today = timezone.localdate()
    form = ExplainForm.at(request, case=review.case, by=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            _carry_out(request, review, form)
            messages.success(request, _("Det er gemt. Det står her og på listerne."))
            return redirect("reviews:review", review.pk)
    context = {
        "form": form,
        "review": review,
        "case": review.case,
        "header": header(request, review.case, tab="reviews:case_reviews") | {"action_url": ""},
        "explanations": review.explanations.select_related("by").order_by("-pk"),
        "today": today,
    }
    return show(request, "reviews/explain.html", context)


def _carry_out(request: Request, review: Review, form: ExplainForm) -> None:
    said, today = form.answers, timezone.localdate()
    match said.pop("decision"):
        case decision if decision == EXPLAIN:
            explain_review(review=review, text=said["text"], today=today, by=request.user)
        case decision if decision == MOVE:
            said.pop("caseworker")
            move_review(review=review, today=today, by=request.user, **said)
        case _:
            take_over_review(
                review=review, caseworker=said["caseworker"], text=said["text"], today=today, by=request.user
            )
