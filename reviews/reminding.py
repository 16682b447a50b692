"""What is to be said to whom: the statements that write each message once."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from herning.accounts.models import User
from interventions.models import Intervention
from reviews import rules
from reviews.enums import MessageKind
from reviews.models import Review
from reviews.silent import silent

# Who hears of a review, given its row as `about`; the reviews come from the QuerySets that lists and badges use.
CASEWORKER = "JOIN accounts_user u ON u.id = c.caseworker_id"
LEADER = "JOIN accounts_user u ON u.team_id = c.team_id AND u.role = 'team_leader'"
MANAGER = "JOIN accounts_user u ON u.role = 'manager'"
DEPARTMENT = """
    JOIN accounts_membership m ON m.department_id = about.department_id
     AND m.since <= %s AND (m.until IS NULL OR m.until >= %s)
    JOIN accounts_user u ON u.id = m.user_id AND u.role IN ('provider_worker', 'provider_leader')
"""

SAY = """
WITH about AS ({about}), said AS (
    INSERT INTO reviews_message (recipient_id, review_id, kind, made_at, attempts)
    SELECT DISTINCT u.id, r.id, %s, now(), 0
      FROM about
      JOIN reviews_review r ON r.case_id = about.case_id AND r.status = 'planned'
      JOIN cases_case c ON c.id = about.case_id
      {who}
     WHERE u.is_active
        ON CONFLICT DO NOTHING
    RETURNING id, review_id
), told AS (
    INSERT INTO audit_event (at, by_id, kind, subject_type, subject_id, case_number, why)
    SELECT now(), %s, 'message.written', 'message', said.id::text, c.number, ''
      FROM said JOIN reviews_review r ON r.id = said.review_id JOIN cases_case c ON c.id = r.case_id
)
SELECT count(*) FROM said
"""


def say_everything(*, on: date, by: User) -> int:
    """Write what is to be said by a day and has not been; gives how many messages."""
    tomorrow = timedelta(days=1)
    reviews = Review.objects
    leader_since = rules.overdue_since(on, rules.LEADER_WORKING_DAYS)
    manager_since = rules.overdue_since(on, rules.MANAGER_WORKING_DAYS)
    said = [
        (MessageKind.NOTE_ASKED, silent(Intervention.objects.all(), on=on), DEPARTMENT),
        (MessageKind.DUE_SOON, reviews.due_soon(on=on, days=rules.DUE_SOON_DAYS), CASEWORKER),
        (MessageKind.OVERDUE_CASEWORKER, reviews.overdue(on=on), CASEWORKER),
        (MessageKind.OVERDUE_LEADER, reviews.overdue(on=leader_since + tomorrow), LEADER),
        (MessageKind.OVERDUE_MANAGER, reviews.overdue(on=manager_since + tomorrow), MANAGER),
    ]
    return sum(_say(kind, about, who, on=on, by=by) for kind, about, who in said)


def _say(kind: MessageKind, about: "QuerySet[Any]", who: str, *, on: date, by: User) -> int:
    columns, whom = (["case_id", "department_id"], [on, on]) if who == DEPARTMENT else (["case_id"], [])
    chosen, values = about.order_by().values(*columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(SAY.format(about=chosen, who=who), [*values, kind.value, *whom, by.pk])
        (written,) = cursor.fetchone()
    return int(written)
