"""The deadlines of a case, and how often it is followed up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import case_for, open_case_for
from cases.header import header
from cases.models import Case
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from reviews import actions
from reviews.access import may_hold
from reviews.forms.rhythm import RhythmForm

TAB = "reviews:case_reviews"


@page(Permission.SEE_CASE, load=case_for)
def deadlines(request: Request, case: Case) -> HttpResponse:
    """Every deadline of the case, what breaks first on top, each with the rule it comes from."""
    today = timezone.localdate()
    above = header(request, case, tab=TAB)
    context = {
        "case": case,
        "header": above,
        # The header has asked for them already.
        "deadlines": above.get("running", []),
        "may_hold": may_hold(request, case),
        "today": today,
    }
    return show(request, "reviews/deadlines.html", context)


@page(Permission.HOLD_REVIEW, load=open_case_for)
def rhythm(request: Request, case: Case) -> HttpResponse:
    """Decide how often this child is followed up."""
    initial = {
        "weeks": case.review_weeks, "reason": case.review_weeks_reason, "childs_wish": case.review_childs_wish,
        "seen_version": case.version,
    }  # fmt: skip
    form = RhythmForm.at(request, about=case.number, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_rhythm(case=case, on=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Takten er besluttet, og den planlagte opfølgning er flyttet efter den."))
            return redirect("reviews:deadlines", case.number)
    context = {"case": case, "header": header(request, case, tab=TAB), "form": form}
    return show(request, "reviews/rhythm.html", context)
