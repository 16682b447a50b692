"""The number on the bell: read with the person, in the query that every page makes anyway."""

from django.db.models import IntegerField
from django.db.models.expressions import RawSQL

from herning.accounts.models.user import UserQuerySet

# Counted from its index, and no further than the bell shows.
UNREAD = """(
    SELECT count(*) FROM (
        SELECT FROM reviews_message m WHERE m.recipient_id = accounts_user.id AND m.read_at IS NULL LIMIT 100) few)
"""


def with_unread(people: UserQuerySet) -> UserQuerySet:
    """Each person with `unread`, at most 100."""
    return people.annotate(unread=RawSQL(UNREAD, [], output_field=IntegerField()))  # noqa: S611 (no value in it)
