"""The sweep: the statements that keep exactly one planned review in every case that gets reviewed help."""

from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from herning.accounts.models import User
from herning.entries import EARLIEST_DAY, YEARS_AHEAD
from reviews import rules

# The same rules as `rules.due_on` and `rules.law_due_on`; a test holds the two against each other.
PLAN = """
WITH help AS (
    SELECT i.case_id,
           min(i.starts_on) AS first_on,
           coalesce(max(i.step_id) FILTER (WHERE i.starts_on <= %(on)s), max(i.step_id)) AS step_id
      FROM interventions_intervention i
     WHERE i.step_id >= 1
       AND (i.ends_on IS NULL OR i.ends_on > %(on)s)
       AND (%(case_id)s::bigint IS NULL OR i.case_id = %(case_id)s)
     GROUP BY i.case_id
), counted AS (
    SELECT c.id AS case_id,
           c.number AS case_number,
           CASE WHEN last.next_due_on > help.first_on THEN last.next_due_on
                WHEN last.held_on >= help.first_on THEN last.held_on + 7 * own.weeks
                ELSE least(help.first_on + 7 * own.weeks, law.first_by)
           END AS raw_on,
           last.held_on >= help.first_on OR last.next_due_on > help.first_on AS is_decided,
           law.first_by AS law_on
      FROM help
      JOIN cases_case c ON c.id = help.case_id AND c.closed_on IS NULL
     CROSS JOIN (
           SELECT array_agg(review_weeks ORDER BY number) FROM interventions_step WHERE number >= 1
           ) weeks(of_step)
      LEFT JOIN LATERAL (
           SELECT r.held_on, r.next_due_on
             FROM reviews_review r
            WHERE r.case_id = c.id AND r.status = 'held'
            ORDER BY r.held_on DESC
            LIMIT 1
           ) last ON true
     CROSS JOIN LATERAL (SELECT coalesce(c.review_weeks, weeks.of_step[help.step_id]) AS weeks) own
     CROSS JOIN LATERAL (
           SELECT least((help.first_on + make_interval(months => %(law_months)s))::date, min(i.finished_on)) AS first_by
             FROM cases_childinvestigation i
            WHERE i.case_id = c.id AND i.finished_on > help.first_on
           ) law
     WHERE NOT EXISTS (SELECT FROM reviews_review p WHERE p.case_id = c.id AND p.status = 'planned')
), due AS (
    SELECT counted.*,
           coalesce(odd.moved_on, raw_on - greatest(extract(isodow FROM raw_on)::int - 5, 0)) AS due_on
      FROM counted
      LEFT JOIN unnest(%(odd_days)s::date[], %(moved_to)s::date[]) AS odd(day, moved_on) ON odd.day = counted.raw_on
), planned AS (
    INSERT INTO reviews_review (case_id, status, due_on, law_due_on, planned_at,
                                parents_view, network_view, agreements, decision, reason)
    SELECT case_id, 'planned', due_on, CASE WHEN is_decided THEN due_on ELSE law_on END, %(at)s, '', '', '', '', ''
      FROM due
     ORDER BY case_id
        ON CONFLICT (case_id) WHERE status = 'planned' DO NOTHING
    RETURNING id, case_id
), told AS (
    INSERT INTO audit_event (at, by_id, kind, subject_type, subject_id, case_number, why)
    SELECT %(at)s, %(by)s, 'review.planned', 'review', planned.id::text, due.case_number, ''
      FROM planned JOIN due USING (case_id)
)
SELECT count(*) FROM planned
"""

LAPSE = """
WITH lapsed AS (
    UPDATE reviews_review r
       SET status = 'lapsed'
      FROM cases_case c
     WHERE r.status = 'planned'
       AND c.id = r.case_id
       AND (%(case_id)s::bigint IS NULL OR r.case_id = %(case_id)s)
       AND (c.closed_on IS NOT NULL
            OR NOT EXISTS (SELECT FROM interventions_intervention i
                            WHERE i.case_id = r.case_id AND i.step_id >= 1
                              AND (i.ends_on IS NULL OR i.ends_on > %(on)s)))
    RETURNING r.id, c.number
), told AS (
    INSERT INTO audit_event (at, by_id, kind, subject_type, subject_id, case_number, why)
    SELECT %(at)s, %(by)s, 'review.lapsed', 'review', id::text, number, ''
      FROM lapsed
)
SELECT count(*) FROM lapsed
"""


def plan(*, on: date, by: User, case_id: int | None = None) -> int:
    """Insert a review, and its event, for each open case with reviewed help and no planned review; gives how many."""
    days, moved_to = rules.odd_days(EARLIEST_DAY.year, on.year + YEARS_AHEAD + 1)
    return _count(
        PLAN, on=on, by=by, case_id=case_id, odd_days=list(days), moved_to=list(moved_to), law_months=rules.LAW_MONTHS
    )


def lapse(*, on: date, by: User, case_id: int | None = None) -> int:
    """Let planned reviews lapse whose case is closed or gets no reviewed help any more; gives how many."""
    return _count(LAPSE, on=on, by=by, case_id=case_id)


def _count(statement: str, *, by: User, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"by": by.pk, "at": timezone.now(), **values})
        (found,) = cursor.fetchone()
    return int(found)
