"""`make drills`: worker, beat, broker and database broken again and again; nothing is lost and nothing doubled.

Each drill gives what it found; `var/drills.json` holds the list, and the status is 1 when one does not hold.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herning.settings")
    os.environ["EMAIL_URL"] = "locmem:"
    django.setup()

from django.db import connection
from django.utils import timezone

from bench.drill_cases import (
    all_mailed,
    all_planned,
    all_said,
    at_least,
    case_started,
    cases_due,
    in_the_middle,
    mornings,
    sweeping,
    to_be_said,
    waiting,
)
from bench.finding import Finding
from bench.installation import Mailbox, installation, mail_server
from bench.invitation_drill import killed_while_inviting
from bench.mail_drills import clock_jumped, database_restarted, killed_while_sending
from bench.racing import PLACES, WAYS, race
from cases.models import Case
from herning.web.enqueue import tasks_held
from reviews.enums import MessageKind
from reviews.models import Mail, Message, Review
from reviews.tasks import remind, schedule_reviews, send_messages
from tests.factories.reviews import ReviewFactory


def worker_killed(rounds: int, cases: int) -> Finding:
    """SIGKILL strikes the worker in the middle of a sweep; a new worker and the beat finish the work."""
    finding = Finding("worker_killed_in_the_middle_of_a_sweep", rounds)
    with installation() as made:
        for _ in range(rounds):
            due = cases_due(cases)
            with in_the_middle(due):
                # Not before: what the beat of the last round has asked for is still with the broker.
                worker = made.worker()
                schedule_reviews.delay()
                made.until(lambda: waiting() >= 1, "the sweep stands in the middle of its work")
                worker.kill()
            made.until(lambda: sweeping() == 0, "PostgreSQL has let go of the killed worker")
            # Nothing of the broken sweep may stand: neither reviews without events nor half of the cases.
            finding.doubled += Review.objects.planned().filter(case__in=due).count()
            again, beat = made.worker(), made.beat()
            made.until(partial(all_planned, due), "the next sweep has planned every review")
            beat.stop()
            again.stop()
            finding.count_reviews(due)
    return finding


def worker_killed_anywhere(rounds: int, cases: int) -> Finding:
    """SIGKILL strikes at any moment, the beat going on; whatever was half done is done by the next worker."""
    finding = Finding("worker_killed_at_any_moment", rounds)
    with installation() as made:
        made.beat()
        moments = random.Random(6)
        for _ in range(rounds):
            due = cases_due(cases)
            worker = made.worker()
            time.sleep(moments.uniform(1.0, 3.5))
            worker.kill()
            again = made.worker()
            made.until(partial(all_planned, due), "the next sweep has planned every review")
            again.stop()
            finding.count_reviews(due)
    return finding


def sweep_twice_at_once(rounds: int, cases: int) -> Finding:
    """Two sweeps stand in the middle of the same work at the same time; then four more follow."""
    finding = Finding("sweep_run_twice_at_once", rounds)
    with installation() as made:
        made.worker(processes=3)
        for _ in range(rounds):
            due = cases_due(cases)
            with in_the_middle(due):
                for _sweep in range(6):
                    schedule_reviews.delay()
                made.until(lambda: waiting() >= 2, "two sweeps stand in the middle of their work")
            made.until(partial(all_planned, due), "every review is planned")
            made.until(lambda: made.messages_left() == 0, "the other sweeps are done")
            finding.count_reviews(due)
    return finding


def broker_down(rounds: int, cases: int) -> Finding:
    """The broker is gone when help starts; the start succeeds, and the review is planned once the broker is back."""
    finding = Finding("broker_down_when_an_intervention_starts", rounds)
    with installation() as made:
        made.worker()
        made.beat()
        for _ in range(rounds):
            made.broker.kill()
            started = [case_started() for _case in range(cases)]
            finding.lost += cases - Case.objects.filter(pk__in=[case.pk for case in started]).count()
            made.broker.start()
            made.until(partial(all_planned, started), "the sweep after the outage has planned them")
            finding.count_reviews(started)
    return finding


def beat_off(rounds: int, cases: int) -> Finding:
    """The beat is off for a day while help starts; a day later one sweep plans and one reminder catches up."""
    finding = Finding("beat_off_for_a_day", rounds)
    today = timezone.localdate()
    with installation() as made:
        made.worker()
        for _ in range(rounds):
            with tasks_held():
                started = [case_started() for _case in range(cases)]
            later = (today + timedelta(days=1)).isoformat()
            schedule_reviews.delay(on=later)
            made.until(partial(all_planned, started), "the sweep of the next day has planned them")
            finding.count_reviews(started)
            missed = [ReviewFactory(due_on=today + timedelta(days=7)) for _case in range(cases)]
            remind.delay(on=later)
            said = Message.objects.filter(review__in=missed, kind=MessageKind.DUE_SOON)
            made.until(partial(at_least, said, cases), "what fell on the day without beat is said")
            finding.count(cases, Counter(said.values_list("review_id", flat=True)))
    return finding


def reminded_twice(rounds: int, cases: int) -> Finding:
    """Reminding and sending are doubled, all at once, and the mail server refuses some mails at first."""
    finding = Finding("remind_and_send_doubled", rounds)
    mailbox = Mailbox()
    with mail_server(mailbox) as address, installation() as made:
        made.told["EMAIL_URL"] = address
        made.worker(processes=3)
        for _ in range(rounds):
            expected = to_be_said(cases)
            mailbox.refuse, before = 2, len(mailbox.taken)
            days = mornings()
            first = next(days)
            for _twice in range(3):
                remind.delay()
                send_messages.delay(at=first)
            made.until(partial(all_said, expected), "every message is written")

            def all_are_sent(days: Iterator[str] = days) -> bool:
                send_messages.delay(at=next(days))
                return all_mailed()

            made.until(all_are_sent, "every mail is sent")
            made.until(lambda: made.messages_left() == 0, "nobody reminds or sends any more")
            finding.count(len(expected), Counter(Message.objects.values_list("review_id", "kind", "recipient_id")))
            finding.lost += Mail.objects.exclude(sent_at=None).count() - (len(mailbox.taken) - before)
        finding.doubled += sum(mailbox.taken.values()) - len(mailbox.taken)
    return finding


def raced_for(rounds: int, workers: int) -> Finding:
    """Fifty workers press at the same moment for five places of a department, a family, or the waiting list."""
    finding = Finding("workers_race_for_five_places", rounds)
    for turn in range(rounds):
        told, held, numbers = race(WAYS[turn % len(WAYS)], workers=workers)
        finding.lost += max(0, PLACES - numbers)
        finding.doubled += max(0, held - PLACES, told - PLACES, held - numbers)
    return finding


DRILLS: list[tuple[Callable[[int, int], Finding], int, int]] = [
    (worker_killed, 8, 400),
    (worker_killed_anywhere, 8, 400),
    (sweep_twice_at_once, 20, 400),
    (broker_down, 8, 10),
    (beat_off, 10, 40),
    (reminded_twice, 8, 40),
    (raced_for, 100, 50),
    (killed_while_sending, 50, 5_000),
    (killed_while_inviting, 25, 400),
    (database_restarted, 8, 2_000),
    (clock_jumped, 5, 40),
]


def main() -> int:
    """Run every drill, or those named, in a database of their own; print and write what they found."""
    parser = argparse.ArgumentParser(prog="python -m bench.drills", description=__doc__)
    parser.add_argument("--only", default="", help="part of a drill's name")
    only = parser.parse_args().only
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    found = []
    try:
        for drill, rounds, cases in DRILLS:
            if only in drill.__name__:
                finding = drill(rounds, cases)
                found.append(asdict(finding) | {"holds": finding.holds})
                print(json.dumps(found[-1]), flush=True)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    if not only:
        path = Path("var/drills.json")
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(found, indent=2) + "\n")
    return 0 if found and all(drill["holds"] for drill in found) else 1


if __name__ == "__main__":
    sys.exit(main())
