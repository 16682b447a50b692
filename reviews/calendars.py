"""What goes into people's calendars: RFC 5545, no name, no CPR number, no word of the case."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vRecur

from reviews.enums import InvitationMethod
from reviews.meeting_rules import HERE, span
from reviews.models import Invitation, Review

PRODUCT = "-//Indsatstrappen//DA"
HOUR = timedelta(hours=1)
# A calendar program asks again after half an hour; many ask when they like.
REFRESH = "PT30M"


def invitation_file(invitation: Invitation, *, summary: str, link: str) -> bytes:
    """One invitation, change or cancellation, as it is put into a mail."""
    calendar = _calendar()
    calendar.add("method", invitation.method)
    event = Event()
    event.add("uid", uid_of(invitation))
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.made_at.astimezone(UTC))
    _place_in_time(event, invitation.starts_at, invitation.minutes)
    event.add("summary", summary)
    event.add("location", invitation.place)
    event.add("organizer", _organizer())
    event.add("attendee", _attendee(invitation.participant.email))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if invitation.method == InvitationMethod.CANCEL else "CONFIRMED")
    if link:
        event.add("description", link)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed_file(reviews: Iterable[Review], *, summaries: dict[int, str], deadline: str) -> bytes:
    """A person's own planned reviews; one without a meeting stands on its due date and takes no time."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Indsatstrappen")
    calendar.add("refresh-interval", timedelta(minutes=30), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for review in reviews:
        event = Event()
        event.add("uid", f"review-{review.pk}@{_host()}")
        event.add("dtstamp", review.planned_at.astimezone(UTC))
        if review.starts_at is not None:
            _place_in_time(event, review.starts_at, review.minutes)
            event.add("summary", summaries[review.pk])
        else:
            _place_on(event, review.due_on)
            event.add("summary", deadline % {"what": summaries[review.pk]})
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid_of(invitation: Invitation) -> str:
    """The same for every invitation of one participant to one review, so that calendars replace what they hold."""
    return f"review-{invitation.participant.review_id}-{invitation.participant_id}@{_host()}"


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(_copenhagen())
    return calendar


def _copenhagen() -> Timezone:
    """Summer time from the last Sunday of March to the last of October, at one o'clock UTC (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", HERE.key)
    for part, name, begins, month, before, after in (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, HOUR, 2 * HOUR),  # noqa: DTZ001  (RFC 5545: local)
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, 2 * HOUR, HOUR),  # noqa: DTZ001  (the same)
    ):
        part.add("dtstart", begins)
        part.add("rrule", vRecur(freq="yearly", bymonth=month, byday="-1su"))
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _place_in_time(event: Event, starts_at: datetime, minutes: int) -> None:
    meeting = span(starts_at, minutes)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)


def _place_on(event: Event, day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")


def _organizer() -> vCalAddress:
    organizer = vCalAddress(f"MAILTO:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = settings.MUNICIPALITY
    return organizer


def _attendee(email: str) -> vCalAddress:
    # Nobody reads the sender's mailbox, so no answer is asked for.
    attendee = vCalAddress(f"MAILTO:{email}")
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    attendee.params["RSVP"] = "FALSE"
    return attendee


def _host() -> str:
    return urlsplit(settings.SITE_ORIGIN).hostname or "localhost"
