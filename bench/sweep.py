"""The sweep with every case due, against the bare INSERT … SELECT of the same reviews."""

from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.databases import settle
from bench.floor import bare_link
from bench.judging import SWEEP_LIMIT, Measured, judge
from herning.accounts.models import User
from reviews import rules
from reviews.actions.schedule import schedule

ROUNDS = 9
ROWS = "SELECT case_id, due_on, law_due_on FROM reviews_review WHERE status = 'planned' ORDER BY case_id"
# Foreign keys are looked up when a transaction ends, so both are made to do it before they are rolled back.
FINISH = "SET CONSTRAINTS ALL IMMEDIATE"

# The reviews and no more: no event, no lapsing, no care for a second sweep at the same moment.
BARE = """
INSERT INTO reviews_review (case_id, status, due_on, law_due_on, planned_at,
                            parents_view, network_view, agreements, decision, reason)
SELECT due.case_id, 'planned', moved.on, CASE WHEN due.is_decided THEN moved.on ELSE due.law_on END, now(),
       '', '', '', '', ''
  FROM (SELECT c.id AS case_id,
               CASE WHEN held.next_due_on > help.first_on THEN held.next_due_on
                    ELSE greatest(held.held_on, help.first_on) + 7 * coalesce(c.review_weeks, s.review_weeks)
               END AS raw_on,
               held.next_due_on > help.first_on OR held.held_on >= help.first_on AS is_decided,
               (help.first_on + interval '3 months')::date AS law_on
          FROM cases_case c
          JOIN (SELECT case_id, min(starts_on) AS first_on, max(step_id) AS step_id
                  FROM interventions_intervention
                 WHERE step_id >= 1 AND (ends_on IS NULL OR ends_on > %(on)s)
                 GROUP BY case_id) help ON help.case_id = c.id
          JOIN interventions_step s ON s.number = help.step_id
          LEFT JOIN LATERAL (SELECT held_on, next_due_on FROM reviews_review r
                              WHERE r.case_id = c.id AND r.status = 'held'
                              ORDER BY r.held_on DESC, r.id DESC LIMIT 1) held ON true
         WHERE c.closed_on IS NULL
           AND NOT EXISTS (SELECT FROM reviews_review p WHERE p.case_id = c.id AND p.status = 'planned')) due
  LEFT JOIN unnest(%(odd)s::date[], %(moved)s::date[]) AS odd(day, moved_on) ON odd.day = due.raw_on
  CROSS JOIN LATERAL (
       SELECT coalesce(odd.moved_on, raw_on - greatest(extract(isodow FROM raw_on)::int - 5, 0)) AS on) moved
"""


def measure_sweep(cases: int) -> Measured:
    """Every planned review is taken away; then both plan them all, in turns, and both are rolled back."""
    on = timezone.localdate()
    by = User.objects.system()
    _forget_planned()
    seconds, floor = [], []
    with bare_link() as link:
        link.autocommit = False
        for _round in range(ROUNDS):
            taken, planned = _sweep(on, by)
            bare, same = _bare(link, on)
            if planned != same or len(planned) != cases:
                raise AssertionError(f"the sweep planned {len(planned)} reviews, the bare statement {len(same)} others")
            seconds.append(taken)
            floor.append(bare)
            settle()
    return judge(
        "sweep, every case due",
        cases=cases,
        queries=_queries(on, by),
        seconds=seconds,
        floor=median(floor),
        limit=SWEEP_LIMIT,
    )


def _forget_planned() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reviews_message")
        cursor.execute("DELETE FROM reviews_review WHERE status = 'planned'")
    settle()


def _sweep(on: date, by: User) -> tuple[float, list[Any]]:
    with transaction.atomic(), connection.cursor() as cursor:
        begun = perf_counter()
        schedule(on=on, by=by)
        cursor.execute(FINISH)
        taken = perf_counter() - begun
        cursor.execute(ROWS)
        planned = cursor.fetchall()
        transaction.set_rollback(True)
    return taken, planned


def _bare(link: Any, on: date) -> tuple[float, list[Any]]:
    days, moved = rules.odd_days(rules.EARLIEST_DAY.year, on.year + rules.YEARS_AHEAD + 1)
    with link.cursor() as cursor:
        cursor.execute("SELECT 1")
        begun = perf_counter()
        cursor.execute(BARE, {"on": on, "odd": list(days), "moved": list(moved)})
        cursor.execute(FINISH)
        taken = perf_counter() - begun
        cursor.execute(ROWS)
        planned = cursor.fetchall()
    link.rollback()
    return taken, planned


def _queries(on: date, by: User) -> int:
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        schedule(on=on, by=by)
        transaction.set_rollback(True)
    return len(asked)
