"""The telling: week by week through all stories, the sweep that plans the reviews run at the beginning of each week.

Two processes share the families and wait for one another at the end of every week, so that places are
taken and given back in order. What is told follows from seed and day alone. Not so, with two processes: which of two
cases opened in the same week has the lower number, the primary keys, and which of two places in an offer a child holds.
"""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import groupby
from multiprocessing.synchronize import Barrier

from django.core.management import call_command
from django.db import connection, connections

from demo.clock import Clock, told_time
from demo.held import look_again
from demo.meetings import agree_meetings
from demo.municipality import Cast, establish
from demo.story import Scene, Story
from demo.teller import HERE, Teller
from herning.accounts.models import User
from herning.web.enqueue import tasks_held
from reviews.actions import plan_hold_checks, remind, schedule

EARLY = time(5, 0)
DAYS_OF_A_WEEK = 7
UNFINISHED = "the demonstration is being told"
# About how many times as long as the others these take to tell.
EFFORT = {
    "place": 12,
    "refer": 8,
    "review": 5,
    "accept": 5,
    "end": 5,
    "come_home": 6,
    "decide_return": 3,
    "plan": 4,
    "replan": 2,
    "start": 4,
    "receive": 3,
}
Week = tuple[int, int]
Say = Callable[[str], None]


class Interrupted(Exception):
    """One of the processes that tell has failed; what it said stands above."""


def tell(stories: list[Story], *, today: date, processes: int, say: Say) -> None:
    """Write the municipality and its stories into an empty database."""
    with tasks_held(), told_time() as clock:
        clock.moment = datetime.combine(min(scene.on for story in stories for scene in story.scenes), EARLY, HERE)
        cast = establish(today)
        say(f"{len(cast.caseworkers)} caseworkers and {len(cast.providers)} departments are at work")
        if processes == 1:
            _tell_share(stories, stories, cast, clock, today=today, wait=lambda: None, is_first=True, say=say)
        else:
            _tell_together(stories, cast, clock, today=today, processes=processes, say=say)
        _know_the_tables()
        system = User.objects.system()
        clock.moment = datetime.combine(today, EARLY, HERE)
        schedule(on=today, by=system)
        plan_hold_checks(on=today, by=system)
        agree_meetings(today=today, at=clock.moment)
        say(f"{remind(on=today, by=system)} reminders written")


@contextmanager
def marked_unfinished() -> Iterator[None]:
    """Leave a mark on the table of cases until the telling is done, so that half of it never passes for the whole."""
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE cases_case IS %s", [UNFINISHED])
    yield
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE cases_case IS NULL")


def is_unfinished() -> bool:
    """Whether an earlier telling was interrupted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('cases_case'::regclass)")
        (mark,) = cursor.fetchone()
    return bool(mark == UNFINISHED)


def begin_anew() -> None:
    """Empty a database that carries the mark: telling begins where there is no case, so that nothing real is in it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_catalogue")


def hurry() -> None:
    """Let commits not wait for the disk: what a power cut takes can be told again.

    And let PostgreSQL join tables in the order they are named: on few rows, looking for a better one takes longer.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET join_collapse_limit = 1; SET from_collapse_limit = 1")


def _know_the_tables() -> None:
    """Let PostgreSQL count what was told: what reads the whole municipality is else planned as for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def by_week(stories: list[Story]) -> dict[Week, list[tuple[Story, Scene]]]:
    """All scenes by week and day; those of one day in the order of the stories."""
    scenes = sorted(((story, scene) for story in stories for scene in story.scenes), key=lambda told: told[1].on)
    return {week: list(told) for week, told in groupby(scenes, key=lambda told: _week(told[1].on))}


def shared_out(stories: list[Story], processes: int) -> list[list[Story]]:
    """Shares that take about as long as one another week by week, as whoever is done with a week waits for the rest."""
    shares: list[list[Story]] = [[] for _ in range(processes)]
    loads: list[Counter[Week]] = [Counter() for _ in range(processes)]
    for story in sorted(stories, key=lambda story: -len(story.scenes)):
        effort: Counter[Week] = Counter()
        for scene in story.scenes:
            effort[_week(scene.on)] += EFFORT.get(scene.act, 1)
        lightest = min(range(processes), key=lambda number: sum(loads[number][week] * effort[week] for week in effort))
        shares[lightest].append(story)
        loads[lightest] += effort
    return [sorted(share, key=lambda story: story.number) for share in shares]


def _week(day: date) -> Week:
    return day.isocalendar()[:2]


def _tell_share(
    stories: list[Story], share: list[Story], cast: Cast, clock: Clock, *, today: date, wait: Callable[[], object],
    is_first: bool, say: Say,
) -> None:  # fmt: skip
    """Tell some of the stories week by week; all who tell take the weeks of all the stories."""
    teller, system, own, year = Teller(cast, clock, today), User.objects.system(), by_week(share), 0
    for week in by_week(stories):
        monday = date.fromisocalendar(*week, 1)
        if monday > today:
            break
        wait()
        if is_first:
            if week[0] != year:
                year = week[0]
                say(f"telling of {year} …")
            clock.moment = datetime.combine(monday, EARLY, HERE)
            schedule(on=monday, by=system)
            if monday.day <= DAYS_OF_A_WEEK:
                look_again(on=monday, system=system)
        wait()
        scenes = own.get(week, [])
        teller.look_up_planned(scenes)
        for number, (story, scene) in enumerate(scenes):
            if scene.on <= today:
                teller.tell(story, scene, number)


def _tell_together(stories: list[Story], cast: Cast, clock: Clock, *, today: date, processes: int, say: Say) -> None:
    # Forked, as the cast and the stories are large; a fork must not share a connection.
    context = multiprocessing.get_context("fork")
    barrier, shares = context.Barrier(processes), shared_out(stories, processes)
    connections.close_all()

    def work(number: int, barrier: Barrier) -> None:
        hurry()
        try:
            _tell_share(
                stories, shares[number], cast, clock, today=today, wait=barrier.wait, is_first=number == 0, say=say
            )  # fmt: skip
        except BaseException:
            barrier.abort()
            raise

    tellers = [context.Process(target=work, args=(number, barrier), daemon=True) for number in range(processes)]
    for teller in tellers:
        teller.start()
    for teller in tellers:
        teller.join()
    if any(teller.exitcode for teller in tellers):
        raise Interrupted
