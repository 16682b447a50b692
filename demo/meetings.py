"""The meetings of the days ahead: most reviews that fall due soon have a time, and some still lack one."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from random import Random

from reviews import meeting_rules
from reviews.actions import plan_meeting
from reviews.models import Review

AHEAD = timedelta(days=10)
AGREED_OF_SEVEN = 5
PLACES = ("Rådhuset, lokale 2", "Rådhuset, lokale 5", "Familiecentret", "Skolens mødelokale")


def agree_meetings(*, today: date, at: datetime) -> None:
    """Let most caseworkers have taken the first time that was proposed to them."""
    busy: defaultdict[int, list[meeting_rules.Span]] = defaultdict(list)
    due = Review.objects.planned().filter(due_on__gt=today, due_on__lte=today + AHEAD)
    for review in due.select_related("case__caseworker", "case__child").order_by("due_on", "case__child__name", "pk"):
        caseworker = review.case.caseworker
        rng = Random(f"{review.due_on}{review.case.child.name}")
        times = meeting_rules.propose_times(busy[caseworker.pk], review.due_on, today, meeting_rules.STANDARD)
        if times and rng.randrange(7) < AGREED_OF_SEVEN:
            busy[caseworker.pk].append(meeting_rules.span(times[0], meeting_rules.STANDARD))
            plan_meeting(
                review=review, starts_at=times[0], minutes=meeting_rules.STANDARD, place=rng.choice(PLACES), at=at,
                by=caseworker,
            )  # fmt: skip
