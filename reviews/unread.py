"""The number on the bell: read with the person, in the query that every page makes anyway."""

from django.db.models import IntegerField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from herning.accounts.models.user import UserQuerySet
from reviews.overtaken import HOLDS

# Counted from its index, and no further than the bell shows; of what was never read only so much is looked through,
# the newest first, as years of it may have been overtaken.
LOOKED_THROUGH = 200
UNREAD = f"""(
    SELECT count(*) FROM (
        SELECT FROM (
            SELECT * FROM reviews_message WHERE recipient_id = accounts_user.id AND read_at IS NULL
             ORDER BY id DESC LIMIT {LOOKED_THROUGH}
        ) reviews_message WHERE {HOLDS} LIMIT 100) few)
"""  # noqa: S608 - put together from two constants of ours, nothing that anybody typed


def with_unread(people: UserQuerySet) -> UserQuerySet:
    """Each person with `unread`, at most 100: what they have not opened and what is not done meanwhile."""
    today = timezone.localdate()
    return people.annotate(unread=RawSQL(UNREAD, [today], output_field=IntegerField()))  # noqa: S611 - see above
