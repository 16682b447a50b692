"""A person's private calendar address: made, revoked, read."""

from datetime import datetime

from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.models import Access
from herning.audit.recording import action, leaves_no_event, record
from herning.rules import RuleBroken
from reviews.addresses import hashed, new_secret
from reviews.models import CalendarFeed


@action(Permission.SIGN_IN)
def make_calendar_address(*, at: datetime, by: User) -> str:
    """Make a new address in place of the one in use, and give its secret, which is not kept."""
    User.objects.select_for_update().get(pk=by.pk)
    CalendarFeed.objects.in_use().filter(user=by).update(revoked_at=at)
    secret = new_secret()
    feed = CalendarFeed.objects.create(user=by, address_hash=hashed(secret))
    record("calendar_address.made", feed, by=by)
    return secret


@action(Permission.SIGN_IN)
def revoke_calendar_address(*, at: datetime, by: User) -> CalendarFeed:
    """Close the address in use; whoever holds it reads nothing more."""
    feed = CalendarFeed.objects.select_for_update().in_use().filter(user=by).first()
    if feed is None:
        raise RuleBroken(_("Adressen er allerede tilbagekaldt."))
    feed.revoked_at = at
    feed.save(update_fields=["revoked_at"])
    record("calendar_address.revoked", feed, by=by)
    return feed


@action(Permission.SIGN_IN)
def read_calendar(*, feed: CalendarFeed, at: datetime, by: User) -> None:
    """Put on the access log that a calendar program has read the owner's reviews."""
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)
    Access.objects.create(
        by=by, page="reviews:calendar_feed", subject_type="calendarfeed", subject_id=str(feed.pk), case_number=""
    )
    leaves_no_event()
