"""What is done about a review over its date: explained, moved to another day, or taken over by somebody else."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_write_in
from cases.actions import assign_case
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from reviews import rules
from reviews.actions.locking import locked_review
from reviews.enums import ExplanationKind, ReviewStatus
from reviews.models import Review, ReviewExplanation


@action(Permission.EXPLAIN_REVIEW)
def explain_review(*, review: Review, text: str, today: date, by: User) -> ReviewExplanation:
    """Say why a review is over its date; the words stand wherever it is shown as late, and are kept."""
    stored = _planned(review, by)
    if stored.due_on >= today:
        raise RuleBroken(_("Opfølgningen er ikke over fristen, så der er intet at forklare."), field="decision")
    return _keep(stored, ExplanationKind.EXPLAINED, text, by=by)


@action(Permission.MOVE_REVIEW)
def move_review(
    *, review: Review, new_day: date | None, text: str, is_past_law: bool, today: date, by: User
) -> ReviewExplanation:
    """Give a review another due day, with the reason; the law's own date stays where it is."""
    stored = _planned(review, by)
    rules.must_be_a_new_day(
        new_day, due_on=stored.due_on, law_due_on=stored.law_due_on, is_past_law=is_past_law, today=today
    )
    moved_from, stored.due_on = stored.due_on, new_day  # type: ignore[assignment]  # the rule refuses none
    stored.save(update_fields=["due_on"])
    return _keep(stored, ExplanationKind.MOVED, text, moved_from=moved_from, moved_to=new_day, by=by)


@action(Permission.MOVE_REVIEW)
def take_over_review(*, review: Review, caseworker: User | None, text: str, today: date, by: User) -> ReviewExplanation:
    """Give the case, and with it the review, to another caseworker of the team."""
    stored = _planned(review, by)
    must_say(text, ask=_("Skriv hvorfor."), field="text")
    if caseworker is None:
        raise RuleBroken(_("Vælg, hvem der overtager."), field="caseworker")
    try:
        assign_case(case=stored.case, caseworker=caseworker, reason=text, on=today, by=by)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="text" if broken.field == "reason" else broken.field) from None
    return _keep(stored, ExplanationKind.TAKEN_OVER, text, by=by)


EVENTS = {
    ExplanationKind.EXPLAINED: "review.explained",
    ExplanationKind.MOVED: "review.moved",
    ExplanationKind.TAKEN_OVER: "review.taken_over",
}


def _planned(review: Review, by: User) -> Review:
    stored, case = locked_review(review)
    must_write_in(case, by)
    if stored.status != ReviewStatus.PLANNED:
        raise RuleBroken(_("Opfølgningen er holdt eller bortfaldet. Hent siden igen."))
    return stored


def _keep(
    review: Review,
    kind: ExplanationKind,
    text: str,
    *,
    by: User,
    moved_from: date | None = None,
    moved_to: date | None = None,
) -> ReviewExplanation:
    must_say(text, ask=_("Skriv hvorfor."), field="text")
    kept = ReviewExplanation.objects.create(
        review=review, kind=kind, text=text.strip(), moved_from=moved_from, moved_to=moved_to, by=by
    )
    record(EVENTS[kind], review, by=by, why=text)
    return kept
