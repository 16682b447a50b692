"""The review: held on one page, kept as minutes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.models import Intervention
from interventions.standing import number_offset
from reviews.access import may_hold, review_for
from reviews.actions import hold_review
from reviews.agenda import agenda, notes_since
from reviews.enums import Proposal, ReviewStatus
from reviews.forms.hold import HoldForm
from reviews.models import Review

TAB = "reviews:case_reviews"


@page(Permission.HOLD_REVIEW, load=review_for)
def hold(request: Request, review: Review) -> HttpResponse:
    """Hold the planned review; one that is held or has lapsed is shown instead."""
    if request.method != "POST" and review.status != ReviewStatus.PLANNED:
        return redirect("reviews:review", review.pk)
    today = timezone.localdate()
    found = agenda(review, on=today)
    form = HoldForm.at(request, about=review.case.number, agenda=found)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            held = hold_review(review=review, by=request.user, **form.answers)
            messages.success(request, _said(held))
            return redirect(_leads_to(request, held))
    shown = header(request, review.case, tab=TAB) | {"action_url": ""}
    context = {
        "review": review, "case": review.case, "header": shown, "agenda": found, "form": form, "today": today,
        "label": _("Opfølgning i sag %(number)s") % {"number": review.case.number},
    }  # fmt: skip
    return show(request, "reviews/hold.html", context)


@page(Permission.SEE_CASE, load=review_for)
def review(request: Request, review: Review) -> HttpResponse:
    """The minutes of a held review, or what is known of a planned one."""
    scores = review.scores.select_related("sub_goal").order_by("sub_goal_id")
    until = review.held_on or timezone.localdate()
    earlier = (
        Review.objects.visible_to(request.user)
        .held()
        .filter(case=review.case, held_on__lt=until)
        .order_by("-held_on", "-pk")
        .first()
    )
    context = {
        "review": review,
        "case": review.case,
        "header": header(request, review.case, tab=TAB) | {"action_url": ""},
        "scores": scores,
        "notes": notes_since(review.case, earlier).filter(on__lte=until),
        "may_hold": review.status == ReviewStatus.PLANNED and may_hold(request, review.case),
        "is_held": review.status == ReviewStatus.HELD,
        "offset": number_offset(),
        "today": timezone.localdate(),
    }
    return show(request, "reviews/review.html", context)


def _said(held: Review) -> str:
    if held.next_due_on is None:
        return _("Opfølgningen er holdt. Afslut nu hjælpen, så den ikke står åben.")
    day = {"day": held.next_due_on.strftime("%d.%m.%Y")}
    if held.referral_id is not None:
        return _("Opfølgningen er holdt. Vælg nu tilbuddet på det nye trin. Næste opfølgning %(day)s.") % day
    return _("Opfølgningen er holdt. Næste opfølgning %(day)s.") % day


def _leads_to(request: Request, held: Review) -> str:
    """Down and up lead to the referral that was filled in, end to ending the help, stay back to the child."""
    number = held.case.number
    if held.referral_id is not None:
        return f"{reverse('interventions:refer', args=[number])}?udkast={held.referral_id}"
    if held.decision != Proposal.END:
        return reverse("dashboards:case", args=[number])
    helps = Intervention.objects.visible_to(request.user).filter(case=held.case, ends_on=None)
    running = list(helps.values_list("pk", flat=True)[:2])
    if len(running) == 1:
        return reverse("interventions:end", args=running)
    return reverse("interventions:interventions", args=[number])
