"""How messages become mails: one digest a day per person, and one mail for each urgent thing."""

from datetime import datetime, time

from django.conf import settings
from django.db import connection
from django.utils import timezone

from reviews import message_rules

# A day whose digest could not be sent goes over into the next: nobody gets two on the same day.
GO_OVER = """
WITH late AS (
    SELECT id FROM reviews_mail
     WHERE NOT is_urgent AND sent_at IS NULL AND dropped_at IS NULL AND "on" < %(on)s
       FOR UPDATE SKIP LOCKED
), freed AS (
    UPDATE reviews_message SET mail_id = NULL WHERE mail_id IN (SELECT id FROM late)
)
UPDATE reviews_mail SET dropped_at = %(now)s WHERE id IN (SELECT id FROM late)
"""
DIGESTS = """
WITH waiting AS (
    SELECT DISTINCT recipient_id AS person FROM reviews_message WHERE mail_id IS NULL AND NOT is_urgent
), chosen AS (
    SELECT person,
           EXISTS (SELECT FROM reviews_mail m
                    WHERE m.recipient_id = person AND m."on" = %(on)s AND NOT m.is_urgent AND m.sent_at IS NOT NULL
                  ) AS is_sent
      FROM waiting
)
INSERT INTO reviews_mail (recipient_id, "on", is_urgent, made_at, not_before, attempts)
SELECT person, CASE WHEN is_sent THEN %(next_on)s ELSE %(on)s END, false, %(now)s,
       CASE WHEN is_sent THEN %(next_at)s ELSE %(at)s END, 0
  FROM chosen
    ON CONFLICT DO NOTHING
"""
# A digest that somebody is sending just now, or has sent, takes nothing more; what comes then waits for the next one.
FILL = """
WITH open AS (
    SELECT id, recipient_id, dropped_at FROM reviews_mail
     WHERE NOT is_urgent AND sent_at IS NULL AND "on" IN (%(on)s, %(next_on)s)
       FOR UPDATE SKIP LOCKED
), filled AS (
    UPDATE reviews_message m SET mail_id = first.id
      FROM (SELECT recipient_id, min(id) AS id FROM open GROUP BY recipient_id) first
     WHERE m.recipient_id = first.recipient_id AND m.mail_id IS NULL AND NOT m.is_urgent
    RETURNING m.mail_id
), reopened AS (
    UPDATE reviews_mail SET dropped_at = NULL
     WHERE dropped_at IS NOT NULL AND id IN (SELECT mail_id FROM filled)
)
SELECT count(*) FROM filled
"""
URGENT = """
WITH waiting AS (
    SELECT id, recipient_id FROM reviews_message WHERE mail_id IS NULL AND is_urgent FOR UPDATE SKIP LOCKED
), numbered AS (
    SELECT id, recipient_id, nextval(pg_get_serial_sequence('reviews_mail', 'id')) AS mail FROM waiting
), made AS (
    INSERT INTO reviews_mail (id, recipient_id, "on", is_urgent, made_at, not_before, attempts)
    SELECT mail, recipient_id, %(on)s, true, %(at)s, %(at)s, 0 FROM numbered
), held AS (
    UPDATE reviews_message m SET mail_id = numbered.mail FROM numbered WHERE numbered.id = m.id
    RETURNING m.id
)
SELECT count(*) FROM held
"""


def gather(*, at: datetime) -> int:
    """Put what waits into its reader's next digest; gives how many messages were put."""
    now = timezone.localtime(at)
    on = message_rules.digest_day(now, quiet_from=settings.QUIET_FROM)
    next_on = message_rules.next_working_day(on)
    wake = time(settings.QUIET_UNTIL)
    told = {
        "now": at, "on": on, "next_on": next_on, "at": timezone.make_aware(datetime.combine(on, wake)),
        "next_at": timezone.make_aware(datetime.combine(next_on, wake)),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(GO_OVER, told)
        cursor.execute(DIGESTS, told)
        cursor.execute(FILL, told)
        (filled,) = cursor.fetchone()
    return int(filled)


def mail_urgent(*, at: datetime) -> int:
    """Give each urgent message a mail of its own that may go out now; gives how many."""
    with connection.cursor() as cursor:
        cursor.execute(URGENT, {"on": timezone.localdate(at), "at": at})
        (made,) = cursor.fetchone()
    return int(made)
