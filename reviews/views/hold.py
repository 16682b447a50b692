"""Holding a review on one page, and where its decision leads."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.days import long_date
from herning.web.pages import page, show
from interventions.models import Intervention
from reviews.access import review_for
from reviews.actions import hold_review
from reviews.agenda import agenda
from reviews.enums import Proposal, ReviewStatus
from reviews.forms.hold import HoldForm, unchanged
from reviews.models import Review

TAB = "reviews:case_reviews"
UNCHANGED = "unchanged"


@page(Permission.HOLD_REVIEW, load=review_for)
def hold(request: Request, review: Review) -> HttpResponse:
    """Hold the planned review; one that is held is shown instead, unless a draft of this person would be lost."""
    today = timezone.localdate()
    found = agenda(review, on=today)
    about = review.case.number
    if request.method == "POST" and UNCHANGED in request.POST:
        form = HoldForm(agenda=found, draft_subject=about, initial=unchanged(request.POST.dict(), found))
    else:
        form = HoldForm.at(request, about=about, agenda=found)
    if review.status != ReviewStatus.PLANNED and not form.is_bound and form.draft is None:
        return redirect("reviews:review", review.pk)
    if form.is_bound and form.is_valid():
        with form.refusals():
            held = hold_review(review=review, by=request.user, **form.answers)
            messages.success(request, _said(held))
            return redirect(_leads_to(request, held))
    shown = header(request, review.case, tab=TAB) | {"action_url": ""}
    context = {
        "review": review, "case": review.case, "header": shown, "agenda": found, "form": form, "today": today,
        "meanwhile": _meanwhile(request, review) if form.is_bound or form.draft else None,
        "label": _("Opfølgning i sag %(number)s") % {"number": about},
    }  # fmt: skip
    return show(request, "reviews/hold.html", context)


def _meanwhile(request: Request, review: Review) -> Review | None:
    """What somebody else, or another tab, has made of the review while this person was typing."""
    reviews = Review.objects.visible_to(request.user).select_related("held_by", "conversation")
    return reviews.exclude(status=ReviewStatus.PLANNED).filter(pk=review.pk).first()


def _said(held: Review) -> str:
    if held.next_due_on is None:
        return _("Opfølgningen er holdt. Når den sidste hjælp er afsluttet, lukker du sagen.")
    day = {"day": long_date(held.next_due_on)}
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
    if not running:
        return reverse("reviews:close_case", args=[number])
    if len(running) == 1:
        return reverse("interventions:end", args=running)
    return reverse("interventions:interventions", args=[number])
