"""The next review of a case and what breaks first, for the header of its pages and for lists of cases."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from cases.models import Case
from cases.models.case import CaseQuerySet
from herning.accounts.permissions import Role
from reviews.clocks import CLOSE, END_HELP, Deadline, deadlines
from reviews.models import Review


def planned_review(case: Case) -> Review | None:
    """The review still to be held; a provider is told its date too."""
    return Review.objects.planned().filter(case=case).first()


def upcoming(case: Case, today: date) -> dict[str, Any]:
    """When the review is due, by the rhythm and by the law, the way to hold it, and what breaks first; one query."""
    running = deadlines(case, on=today)
    shown: dict[str, Any] = {}
    if running:
        shown |= {"breaks_first": running[0], "deadlines": len(running), "running": running}
    by_kind = {deadline.kind: deadline for deadline in running}
    if review := by_kind.get("review"):
        shown["review_due_on"] = review.due_on
        shown["law_due_on"] = by_kind["law"].due_on if "law" in by_kind else None
    if case.reached_by != Role.MANAGER:
        shown |= _next_to_do(by_kind)
    return shown


def _next_to_do(by_kind: dict[str, Deadline]) -> dict[str, Any]:
    """A decision to end is carried out before another review is held."""
    for kind, label in ((END_HELP, _("Afslut hjælpen")), (CLOSE, _("Luk sagen")), ("review", _("Hold opfølgning"))):
        if kind in by_kind:
            return {"action_url": by_kind[kind].url, "action_label": label}
    return {}


def with_review(cases: CaseQuerySet, _on: date) -> CaseQuerySet:
    """Each case with `review_due_on` and `law_due_on`, null when no review is planned."""
    planned = Review.objects.planned().filter(case=OuterRef("pk")).order_by()
    return cases.annotate(
        review_due_on=Subquery(planned.values("due_on")[:1]), law_due_on=Subquery(planned.values("law_due_on")[:1])
    )
