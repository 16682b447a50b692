"""Drills on planning, reminding and sending together: the worker killed, the database lost, the clock put wrong."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial

from django.db import connection
from django.utils import timezone

from bench.drill_cases import (
    REMINDER,
    SWEEP,
    all_mailed,
    all_planned,
    forget_help,
    in_the_middle,
    mornings,
    reminding_at,
    sweeping,
    waiting,
)
from bench.due import copy_due
from bench.finding import Finding
from bench.installation import Installation, Mailbox, Service, installation, mail_server
from bench.own_postgres import own_postgres
from cases.models import Case
from herning.processes import until
from reviews.enums import MessageKind
from reviews.models import Mail, Message, Review
from reviews.tasks import remind, schedule_reviews, send_messages

ASK_EVERY = 1.0
FINISH_SECONDS = 900.0
STIR_SECONDS = 60.0
PROCESSES = 2
# The review is due in six days, so that it is due soon today and tomorrow, and overdue on neither.
STARTED = timedelta(weeks=6) - timedelta(days=6)


def killed_while_sending(rounds: int, cases: int) -> Finding:
    """SIGKILL strikes at random points of one run: a third in the sweep, a third in the reminding, the rest in sending.

    In the first two a row that another transaction holds keeps the work standing at a random case, so that no kill
    comes before or after it; sending is struck at a random moment.
    """
    finding = Finding("worker_killed_in_sweep_reminding_and_sending", rounds, may_repeat=rounds * PROCESSES)
    chance = random.Random(9)
    with sending() as (made, mailbox):
        due = _due(cases)
        morning = next(mornings())
        for turn in range(rounds):
            case = chance.randrange(cases)
            if turn * 3 < rounds:
                worker = made.worker(PROCESSES)
                with in_the_middle(due, at=case):
                    schedule_reviews.delay()
                    _kill_standing(made, worker, SWEEP)
                made.until(lambda: sweeping(SWEEP) == 0, "PostgreSQL has let go of the killed worker")
                finding.doubled += Review.objects.planned().filter(case__in=due).count()
            elif turn * 3 < rounds * 2:
                worker = made.worker(PROCESSES)
                schedule_reviews.delay()
                made.until(partial(all_planned, due), "a sweep has planned every review")
                with reminding_at(due[case]):
                    remind.delay()
                    _kill_standing(made, worker, REMINDER)
                made.until(lambda: sweeping(REMINDER) == 0, "PostgreSQL has let go of the killed worker")
                finding.doubled += Message.objects.count()
            else:
                _kill_sending(made, morning, after=chance.uniform(0, 0.4))
        made.worker(PROCESSES)
        _finish(made, due, morning)
        _count(finding, due, mailbox)
    return finding


def database_restarted(rounds: int, cases: int) -> Finding:
    """PostgreSQL ends at once while reviews, messages and mails are written, recovers, and the work goes on."""
    finding = Finding("database_restarted_under_load", rounds, may_repeat=rounds * PROCESSES)
    chance = random.Random(4)
    with own_postgres() as server, sending() as (made, mailbox):
        due = _due(cases)
        morning = next(mornings())
        made.worker(PROCESSES)
        for _crash in range(rounds):
            _stirs(made, morning, partial(_is_past, _progress()))
            time.sleep(chance.uniform(0, 0.3))
            server.crash()
            connection.close()
            server.start()
        _finish(made, due, morning)
        _count(finding, due, mailbox)
    return finding


def clock_jumped(rounds: int, cases: int) -> Finding:
    """Tasks are told a day ahead, then today again, then both once more: nothing is planned, said or sent twice."""
    finding = Finding("clock_jumped_a_day_ahead_and_back", rounds)
    today = timezone.localdate()
    with sending() as (made, mailbox):
        made.worker(PROCESSES)
        for _jump in range(rounds):
            due, days = _due(cases), mornings()
            mailbox.taken.clear()
            first, second = next(days), next(days)
            ahead = (today + timedelta(days=1), second)
            for day, morning in (ahead, (today, first), ahead, (today, first)):
                schedule_reviews.delay(on=day.isoformat())
                made.until(partial(all_planned, due), "the sweep of that day has planned them")
                remind.delay(on=day.isoformat())
                made.until(lambda: made.messages_left() == 0, "that day's messages are written")
                send_messages.delay(at=morning)
                made.until(lambda: made.messages_left() == 0, "that day's mails are sent")
            _count(finding, due, mailbox)
    return finding


@contextmanager
def sending() -> Iterator[tuple[Installation, Mailbox]]:
    """An installation whose workers mail to a mailbox of the drill's own."""
    mailbox = Mailbox()
    with mail_server(mailbox) as address, installation() as made:
        made.told["EMAIL_URL"] = address
        yield made, mailbox


def _due(cases: int) -> list[Case]:
    forget_help()
    return copy_due(cases, starts_on=timezone.localdate() - STARTED)


def _kill_standing(made: Installation, worker: Service, work: str) -> None:
    made.until(lambda: waiting(work) >= 1, "the work stands where it is to be struck")
    worker.kill()


def _kill_sending(made: Installation, morning: str, *, after: float) -> None:
    sent = Mail.objects.exclude(sent_at=None)
    worker, before = made.worker(PROCESSES), sent.count()
    _stirs(made, morning, lambda: sent.count() > before)
    time.sleep(after)
    worker.kill()


def _stirs(made: Installation, morning: str, holds: Callable[[], bool]) -> None:
    """Ask until the work has moved; with few cases it may be done already, and the fault then strikes idleness."""
    ask = _asking(made, morning)

    def moved() -> bool:
        if holds() or (all_mailed() and Mail.objects.exists() and made.messages_waiting() == 0):
            return True
        ask()
        return False

    with suppress(TimeoutError):
        until(moved, STIR_SECONDS, every=0.02)


def _is_past(seen: int) -> bool:
    """Whether more has been done than was seen before."""
    return _progress() > seen


def _progress() -> int:
    """How much has been planned, written and sent."""
    return Review.objects.planned().count() + Message.objects.count() + Mail.objects.exclude(sent_at=None).count()


def _asking(made: Installation, morning: str) -> Callable[[], None]:
    """Asks for everything as beat does: a little later each time, and never before the last is fetched."""
    at, asked = datetime.fromisoformat(morning), 0.0

    def ask() -> None:
        nonlocal at, asked
        if time.monotonic() - asked > ASK_EVERY and made.messages_waiting() == 0:
            schedule_reviews.delay()
            remind.delay()
            send_messages.delay(at=at.isoformat())
            asked, at = time.monotonic(), at + timedelta(minutes=1)

    return ask


def _finish(made: Installation, due: list[Case], morning: str) -> None:
    """Ask again and again until all is sent."""
    ask = _asking(made, morning)

    def all_is_done() -> bool:
        said = Message.objects.filter(kind=MessageKind.DUE_SOON).count()
        if said >= len(due) and all_mailed() and all_planned(due):
            return True
        ask()
        return False

    made.until(all_is_done, "every review is planned, every message written, every mail sent", seconds=FINISH_SECONDS)


def _count(finding: Finding, due: list[Case], mailbox: Mailbox) -> None:
    """Reviews by case, messages and mails by person; mails at the mail server by their Message-ID.

    What an earlier drill left to be said is mailed too: each person of this one has exactly one.
    """
    finding.count_reviews(due)
    said = Message.objects.filter(review__case__in=due)
    finding.count(len(due), Counter(said.values_list("recipient_id", flat=True)))
    sent = Mail.objects.exclude(sent_at=None)
    own = sent.filter(recipient__in={case.caseworker_id for case in due})
    finding.count(len(due), Counter(own.values_list("recipient_id", flat=True)))
    marked = {f"<mail-{pk}" for pk in sent.values_list("pk", flat=True)}
    taken = {line.partition(": ")[2].partition("@")[0] for line in mailbox.taken}
    finding.lost += len(marked - taken)
    finding.doubled += len(taken - marked)
    finding.repeated += sum(mailbox.taken.values()) - len(mailbox.taken)
