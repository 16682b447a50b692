"""The statements that keep three questions beside each move down: one set of rows, however often they are run."""

from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from herning.accounts.models import User
from herning.rules import add_months
from reviews import carrying_out_rules as rules

# The same rules as `is_asked_about` and `due_on`; a test holds the two against each other. A question that was there
# before keeps its answer; one nobody has answered follows its move when that is told again with other steps.
PLAN = """
WITH asked AS (
    SELECT m.case_id, m.on AS moved_on, m.from_step_id, m.to_step_id, months,
           (m.on + make_interval(months => months))::date AS due_on
      FROM interventions_stepmove m
     CROSS JOIN unnest(%(months)s::int[]) AS months
     WHERE m.from_step_id >= 1
       AND (m.to_step_id IS NULL OR m.to_step_id < m.from_step_id)
       AND m.on <= %(on)s
       AND m.on > %(oldest)s
), planned AS (
    INSERT INTO reviews_holdcheck (case_id, moved_on, from_step_id, to_step_id, months, due_on, answer, text)
    SELECT case_id, moved_on, from_step_id, to_step_id, months, due_on, '', ''
      FROM asked
     WHERE due_on > %(not_before)s
     ORDER BY case_id, moved_on, months
        ON CONFLICT (case_id, moved_on, months) DO NOTHING
    RETURNING id, case_id
), told AS (
    INSERT INTO audit_event (at, by_id, kind, subject_type, subject_id, case_number, why)
    SELECT %(at)s, %(by)s, 'hold_check.planned', 'holdcheck', planned.id::text, c.number, ''
      FROM planned JOIN cases_case c ON c.id = planned.case_id
)
SELECT count(*) FROM planned
"""

# The same rule as `what_the_track_says`. What a person has answered stands; what the track answered is taken back when
# the moves are told again. A question whose move was corrected away is kept, closed as one that cannot be answered.
ANSWER = """
WITH open AS (
    SELECT h.id, h.answer, h.case_id, h.from_step_id, h.to_step_id, h.due_on,
           m.id AS move_id, m.from_step_id AS now_from, m.to_step_id AS now_to,
           passed.back_up, passed.further_down
      FROM reviews_holdcheck h
      LEFT JOIN interventions_stepmove m
             ON m.case_id = h.case_id AND m.on = h.moved_on AND m.from_step_id >= 1
            AND (m.to_step_id IS NULL OR m.to_step_id < m.from_step_id)
      LEFT JOIN LATERAL (
           SELECT coalesce(bool_or(l.to_step_id >= m.from_step_id), false) AS back_up,
                  coalesce(bool_and(l.to_step_id IS NOT NULL AND l.to_step_id < m.to_step_id), false) AS further_down
             FROM interventions_stepmove l
            WHERE l.case_id = h.case_id AND l.on > h.moved_on AND l.on <= h.due_on
           ) passed ON h.due_on <= %(on)s AND m.id IS NOT NULL
     WHERE h.answered_by_id IS NULL OR h.answered_by_id = %(by)s
), said AS (
    SELECT id, case_id, coalesce(now_from, from_step_id) AS from_step_id,
           CASE WHEN move_id IS NULL THEN to_step_id ELSE now_to END AS to_step_id,
           CASE WHEN move_id IS NULL THEN 'unknown'
                WHEN back_up THEN 'no'
                WHEN further_down THEN 'yes'
                ELSE '' END AS answer
      FROM open
), answered AS (
    UPDATE reviews_holdcheck h
       SET answer = said.answer,
           from_step_id = said.from_step_id,
           to_step_id = said.to_step_id,
           text = CASE said.answer WHEN 'unknown' THEN %(gone)s WHEN 'no' THEN %(back_up)s
                                   WHEN 'yes' THEN %(further_down)s ELSE '' END,
           answered_on = CASE WHEN said.answer = '' THEN NULL ELSE %(on)s::date END,
           answered_by_id = CASE WHEN said.answer = '' THEN NULL ELSE %(by)s END
      FROM said
     WHERE said.id = h.id
       AND (h.answered_by_id IS NULL OR h.answered_by_id = %(by)s)
       AND (h.answer, h.from_step_id, h.to_step_id)
           IS DISTINCT FROM (said.answer, said.from_step_id, said.to_step_id)
    RETURNING h.id, h.case_id
), told AS (
    INSERT INTO audit_event (at, by_id, kind, subject_type, subject_id, case_number, why)
    SELECT %(at)s, %(by)s, 'hold_check.derived', 'holdcheck', answered.id::text, c.number, ''
      FROM answered JOIN cases_case c ON c.id = answered.case_id
)
SELECT count(*) FROM answered
"""

# Kept in the case as they are, so they are Danish in every language of the screen.
SAID = {
    "gone": "Bevægelsen er rettet væk, så der er ikke noget at spørge om.",
    "back_up": "Barnets spor: tilbage på samme trin eller højere inden dagen.",
    "further_down": "Barnets spor: videre ned ad trappen og ikke op igen inden dagen.",
}


def plan(*, on: date, by: User) -> int:
    """Ask about each move down at three, six and twelve months, once each; gives how many questions were new."""
    not_before = add_months(on, -rules.ASKED_LATE_MONTHS)
    oldest = add_months(on, -(max(rules.CHECK_MONTHS) + rules.ASKED_LATE_MONTHS))
    return _count(PLAN, on=on, by=by.pk, months=list(rules.CHECK_MONTHS), not_before=not_before, oldest=oldest)


def answer(*, on: date, by: User) -> int:
    """Answer what the child's own track answers, and take such an answer back when the track says it no longer."""
    return _count(ANSWER, on=on, by=by.pk, **SAID)


def _count(statement: str, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"at": timezone.now()})
        (found,) = cursor.fetchone()
    return int(found)
