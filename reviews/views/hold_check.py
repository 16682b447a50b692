"""Whether a step down held: one question on one page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.header import header
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions.standing import number_offset
from reviews.access import hold_check_for
from reviews.actions import answer_hold_check
from reviews.forms.hold_check import HoldCheckForm
from reviews.models import HoldCheck


@page(Permission.ANSWER_HOLD_CHECK, load=hold_check_for)
def hold_check(request: Request, check: HoldCheck) -> HttpResponse:
    """Say whether the step down held; the child's track since then stands beside the question."""
    today = timezone.localdate()
    form = HoldCheckForm.at(request, about=f"{check.case.number} {check.pk}")
    if form.is_bound and form.is_valid():
        with form.refusals():
            answer_hold_check(check=check, on=today, by=request.user, **form.answers)
            messages.success(request, _("Tak. Svaret tæller med i, hvad der holder."))
            return redirect("dashboards:start")
    moves = check.case.moves.filter(on__gte=check.moved_on).order_by("on", "pk")
    context = {
        "check": check, "case": check.case, "form": form, "today": today, "offset": number_offset(),
        "header": header(request, check.case, tab="reviews:case_reviews") | {"action_url": ""},
        "move": next((move for move in moves if move.on == check.moved_on), None),
        "later": [move for move in moves if move.on > check.moved_on],
        "is_early": today < check.due_on,
        "label": _("Holdt det? Sag %(number)s") % {"number": check.case.number},
    }  # fmt: skip
    return show(request, "reviews/hold_check.html", context)
