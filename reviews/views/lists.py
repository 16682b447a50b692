"""Lists of reviews: one case's, and all within reach by when they are due."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import case_for
from cases.header import header
from cases.models import Case
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from herning.web.paging import keyset
from interventions.standing import number_offset
from reviews.access import may_hold
from reviews.explained import explained
from reviews.models import Review
from reviews.rules import DUE_SOON_DAYS

OVERDUE, SOON, ALL, UNDONE = "over", "snart", "alle", "ikke-udfoert"


@page(Permission.SEE_CASE, load=case_for)
def case_reviews(request: Request, case: Case) -> HttpResponse:
    """The planned review, and those held with their decisions, newest first."""
    reviews = list(case.reviews.select_related("held_by", "referral").order_by("-held_on", "-due_on", "-pk"))
    context = {
        "case": case,
        "header": header(request, case, tab="reviews:case_reviews"),
        "planned": next((review for review in reviews if review.status == "planned"), None),
        "held": [review for review in reviews if review.status == "held"],
        "lapsed": [review for review in reviews if review.status == "lapsed"],
        "may_hold": may_hold(request, case),
        "offset": number_offset(),
        "today": timezone.localdate(),
    }
    return show(request, "reviews/case_reviews.html", context)


@page(Permission.SEE_CASE)
def reviews(request: Request) -> HttpResponse:
    """Planned reviews within reach, the most overdue first; and decisions that have not been carried out."""
    today = timezone.localdate()
    within = Review.objects.visible_to(request.user)
    choices = {
        OVERDUE: (_("Over fristen"), within.overdue(on=today)),
        SOON: (_("Inden for syv dage"), within.due_soon(on=today, days=DUE_SOON_DAYS)),
        ALL: (_("Alle planlagte"), within.planned()),
        UNDONE: (_("Ikke gennemført"), within.not_carried_out(on=today)),
    }
    chosen = request.GET.get("vis", ALL)
    chosen = chosen if chosen in choices else ALL
    found = keyset(
        explained(choices[chosen][1]).select_related("case__child", "case__caseworker"),
        by="held_on" if chosen == UNDONE else "due_on",
        within=within,
        asked=request.GET,
    )
    context = {
        "reviews": found.rows,
        "filters": [
            {"label": label, "url": f"?vis={name}", "is_current": name == chosen}
            for name, (label, _rows) in choices.items()
        ],
        "is_overdue": chosen == OVERDUE,
        "is_undone": chosen == UNDONE,
        "may_hold": request.user.may(Permission.HOLD_REVIEW),
        "may_explain": request.user.may(Permission.EXPLAIN_REVIEW),
        **found.beside(request.GET),
        "today": today,
    }
    return show(request, "reviews/reviews.html", context)
