"""What is open to whoever holds a secret address: the own view before a meeting, and the own calendar."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.web.pages import open_door, show
from reviews import actions
from reviews.access import feed_at_address, invited_at_address
from reviews.calendars import feed_file
from reviews.forms.meeting import WrittenViewForm
from reviews.meeting_rules import span
from reviews.meetings import calendar_of
from reviews.models import CalendarFeed, Participant, Review


@open_door(invited_at_address)
def written_view(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Say what one thinks should be talked about; the page knows nothing but when the meeting is."""
    review, now = participant.review, timezone.now()
    assert review.starts_at is not None  # noqa: S101  (the address opens only while there is a meeting)
    own = participant.view if participant.view_recorded_by_id is None else ""
    form = WrittenViewForm.at(request, initial={"text": own})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            text = form.answers["text"]
            if text.strip() != own:
                actions.write_view(participant=participant, text=text, at=now, by=User.objects.system())
            return redirect(request.path)
    context = {
        "form": form,
        "meeting": span(review.starts_at, review.minutes),
        "has_begun": review.starts_at <= now,
        "written_at": participant.view_at if own else None,
    }
    return show(request, "reviews/written_view.html", context)


def _seen(feed: CalendarFeed) -> None:
    actions.read_calendar(feed=feed, at=timezone.now(), by=feed.user)


@open_door(feed_at_address, entered=_seen)
def calendar_feed(request: HttpRequest, feed: CalendarFeed) -> HttpResponse:
    """The owner's planned reviews as a calendar program reads them: initials and case number."""
    if request.method == "POST":
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    reviews = list(calendar_of(feed.user))
    # A program asks in no language of its own.
    with translation.override(feed.user.mail_language):
        summaries = {review.pk: _said(review) for review in reviews}
        file = feed_file(reviews, summaries=summaries, deadline=_("Senest i dag: %(what)s"))
    etag = quote_etag(hashlib.sha256(file).hexdigest())
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8", headers={"ETag": etag})
    response["Content-Disposition"] = 'inline; filename="opfoelgninger.ics"'
    return get_conditional_response(request, etag=etag, response=response)  # type: ignore[return-value]  # a response is given


def _said(review: Review) -> str:
    initials = "".join(part[0] for part in review.case.child.name.split()[:3]).upper()
    return _("Opfølgning · %(initials)s · %(number)s") % {"initials": initials, "number": review.case.number}
