"""The sweep with every case due, against the bare INSERT … SELECT of the same reviews."""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.databases import settle
from bench.due import RHYTHM, copy_due
from bench.floor import bare_link
from bench.installation import installation
from bench.judging import SWEEP_LIMIT, Measured, judge
from bench.organisation import CHILDREN_PER_CASEWORKER
from herning.accounts.models import User
from herning.entries import EARLIEST_DAY, YEARS_AHEAD
from reviews import rules
from reviews.actions.schedule import schedule
from reviews.models import Review
from reviews.tasks import schedule_reviews

ROUNDS = 9
ROUNDS_OF_A_CITY = 5
WORKER_MB = 300
SLOWEST = 240.0
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
                    WHEN held.held_on >= help.first_on THEN held.held_on + 7 * coalesce(c.review_weeks, s.review_weeks)
                    ELSE least(help.first_on + 7 * coalesce(c.review_weeks, s.review_weeks), law.first_by)
               END AS raw_on,
               held.next_due_on > help.first_on OR held.held_on >= help.first_on AS is_decided,
               law.first_by AS law_on
          FROM cases_case c
          JOIN (SELECT case_id, min(starts_on) AS first_on, max(step_id) AS step_id
                  FROM interventions_intervention
                 WHERE step_id >= 1 AND (ends_on IS NULL OR ends_on > %(on)s)
                 GROUP BY case_id) help ON help.case_id = c.id
          JOIN interventions_step s ON s.number = help.step_id
          LEFT JOIN LATERAL (SELECT held_on, next_due_on FROM reviews_review r
                              WHERE r.case_id = c.id AND r.status = 'held'
                              ORDER BY r.held_on DESC, r.id DESC LIMIT 1) held ON true
         CROSS JOIN LATERAL (SELECT least((help.first_on + interval '3 months')::date, min(i.finished_on)) AS first_by
                               FROM cases_childinvestigation i
                              WHERE i.case_id = c.id AND i.finished_on > help.first_on) law
         WHERE c.closed_on IS NULL
           AND NOT EXISTS (SELECT FROM reviews_review p WHERE p.case_id = c.id AND p.status = 'planned')) due
  LEFT JOIN unnest(%(odd)s::date[], %(moved)s::date[]) AS odd(day, moved_on) ON odd.day = due.raw_on
  CROSS JOIN LATERAL (
       SELECT coalesce(odd.moved_on, raw_on - greatest(extract(isodow FROM raw_on)::int - 5, 0)) AS on) moved
"""


def measure_city(cases: int) -> Measured:
    """The sweep over a city's cases, which a real worker then does for good; with the megabytes it took at most.

    Half of the cases have held a review. Beside cases, help and reviews there is nothing in the database.
    """
    today = timezone.localdate()
    copy_due(cases, starts_on=today - 2 * RHYTHM, children_each=CHILDREN_PER_CASEWORKER, held_on=today - RHYTHM)
    settle()
    line = measure_sweep(cases, rounds=ROUNDS_OF_A_CITY)
    taken = _worker_mb(cases)
    return replace(line, work=f"{line.work}, worker {taken} MB", holds=line.holds and taken < WORKER_MB)


def _worker_mb(cases: int) -> int:
    """What the processes of one worker, its pool's included, have held at most while it planned every review."""
    with installation() as made:
        worker = made.worker(processes=1)
        schedule_reviews.delay()
        made.until(lambda: Review.objects.planned().count() == cases, "the worker has planned them", seconds=SLOWEST)
        made.until(lambda: made.messages_left() == 0, "the worker is done")
        return _peak_mb(worker.child.pid)


def _peak_mb(session: int) -> int:
    """The peaks of every process of a session together; pages they share are counted once for each (proc(5))."""
    peaks: list[int] = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getsid(int(process.name)) == session:
                status = (process / "status").read_text().splitlines()
                peaks += [int(line.split()[1]) for line in status if line.startswith("VmHWM")]
    if not peaks:
        raise RuntimeError("the worker's memory can be read on Linux only")
    return -(-sum(peaks) // 1024)


def measure_sweep(cases: int, *, rounds: int = ROUNDS) -> Measured:
    """Every planned review is taken away; then both plan them all, in turns, and both are rolled back."""
    on = timezone.localdate()
    by = User.objects.system()
    _forget_planned()
    seconds, floor = [], []
    with bare_link() as link:
        link.autocommit = False
        for _round in range(rounds):
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
    days, moved = rules.odd_days(EARLIEST_DAY.year, on.year + YEARS_AHEAD + 1)
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
