"""The meeting of a review: when and where, moved, and called off."""

from datetime import datetime

from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from reviews import meeting_rules, meetings
from reviews.actions.inviting import call_off, tell_of_change
from reviews.enums import ReviewStatus
from reviews.models import Review
from reviews.signals import invitations_made


@action(Permission.HOLD_REVIEW)
def plan_meeting(*, review: Review, starts_at: datetime, minutes: int, place: str, at: datetime, by: User) -> Review:
    """Agree when and where the review is held, or move it; whoever was invited is told of the change."""
    must_reach(review.case, by)
    # Whoever plans another meeting of the same caseworker waits here, so that both never take the same hour.
    User.objects.select_for_update(no_key=True).get(pk=review.case.caseworker_id)
    fresh = planned(review)
    case = review.case
    meeting_rules.must_be_a_meeting(starts_at, minutes, due_on=fresh.due_on, at=at)
    meeting_rules.must_be_a_neutral_place(
        place,
        names=meetings.names_around(case),
        addresses=meetings.protected_addresses(case),
        secret=meetings.secret_names(case),
    )
    taken = meetings.taken_by([case.caseworker_id], since=at, besides=fresh.pk)
    meeting_rules.must_be_free(meeting_rules.span(starts_at, minutes), taken)
    agreed = (starts_at, minutes, place.strip())
    was_planned = fresh.starts_at is not None
    if agreed == (fresh.starts_at, fresh.minutes, fresh.place):
        raise RuleBroken(_("Mødet er allerede aftalt sådan. Skriv det nye tidspunkt eller sted."), field="starts_at")
    fresh.starts_at, fresh.minutes, fresh.place = agreed
    fresh.save(update_fields=["starts_at", "minutes", "place"])
    tell_of_change(fresh, at=at)
    record("meeting.moved" if was_planned else "meeting.planned", fresh, by=by)
    invitations_made.send(Review)
    return fresh


@action(Permission.HOLD_REVIEW)
def cancel_meeting(*, review: Review, reason: str, at: datetime, by: User) -> Review:
    """Call the meeting off; the review still has to be held, and those invited are told."""
    must_reach(review.case, by)
    fresh = planned(review)
    if fresh.starts_at is None:
        raise RuleBroken(_("Der er ikke aftalt noget møde, måske er det aflyst i et andet vindue."))
    must_say(reason, ask=_("Skriv, hvorfor mødet aflyses."), field="reason")
    call_off(fresh, at=at)
    fresh.starts_at, fresh.place = None, ""
    fresh.save(update_fields=["starts_at", "place"])
    record("meeting.cancelled", fresh, by=by, why=reason)
    invitations_made.send(Review)
    return fresh


def planned(review: Review) -> Review:
    """The review with its row locked, as long as it is still to be held."""
    fresh = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if fresh.status != ReviewStatus.PLANNED:
        raise RuleBroken(_("Opfølgningen er holdt eller bortfaldet. Se den under Opfølgninger."))
    return fresh
