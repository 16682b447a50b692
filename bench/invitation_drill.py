"""The drill on inviting: a worker killed while meetings are asked for, and moved meanwhile."""

import random
import time
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from bench.finding import Finding
from bench.installation import Installation, Mailbox
from bench.mail_drills import ASK_EVERY, FINISH_SECONDS, PROCESSES, STIR_SECONDS, sending
from herning.accounts.permissions import Role
from herning.processes import until
from herning.web.enqueue import tasks_held
from reviews.actions import invite, plan_meeting
from reviews.enums import ParticipantKind
from reviews.meeting_rules import HERE, STANDARD
from reviews.message_rules import next_working_day
from reviews.models import Invitation, Participant, Review
from reviews.models.invitation import InvitationQuerySet
from reviews.tasks import send_invitations
from tests.factories.accounts import UserFactory
from tests.factories.reviews import ReviewFactory

HOURS = (10, 13)
# Of three meetings one is moved after each kill, so that mails of several sequences wait together.
MOVED = 3


def killed_while_inviting(rounds: int, meetings: int) -> Finding:
    """SIGKILL strikes while two people are asked to each meeting; after each strike a third of them move."""
    finding = Finding("worker_killed_while_inviting", rounds, may_repeat=rounds * PROCESSES)
    chance = random.Random(12)
    with sending() as (made, mailbox):
        asked = _asked(meetings)
        for turn in range(rounds):
            _kill_inviting(made, asked, after=chance.uniform(0, 0.2))
            _move(asked[turn % MOVED :: MOVED], hour=HOURS[turn % 2])
        made.worker(PROCESSES)
        _finish(made, asked)
        _count(finding, asked, mailbox)
    return finding


def _asked(meetings: int) -> list[Review]:
    """Meetings on one day ahead, each with a caseworker of its own, to which a school and a provider are invited."""
    day, now = next_working_day(timezone.localdate()), timezone.now()
    starts_at = datetime(day.year, day.month, day.day, 8, tzinfo=HERE)
    worker = UserFactory(role=Role.PROVIDER_WORKER)
    reviews: list[Review] = [ReviewFactory(due_on=day, starts_at=starts_at, place="Rådhuset") for _ in range(meetings)]
    with tasks_held():
        for review in reviews:
            for kind, user, email in (
                (ParticipantKind.SCHOOL, None, f"skole.{review.pk}@example.dk"),
                (ParticipantKind.PROVIDER, worker, worker.email),
            ):
                Participant.objects.create(review=review, kind=kind, name="Jens", email=email, user=user)
            invite(review=review, at=now, by=review.case.caseworker)
    return reviews


def _move(reviews: list[Review], *, hour: int) -> None:
    with tasks_held():
        for review in Review.objects.filter(pk__in=[it.pk for it in reviews]).select_related("case__caseworker"):
            assert review.starts_at is not None
            moment = review.starts_at.astimezone(HERE).replace(hour=hour, minute=review.pk % 2 * 30)
            if moment == review.starts_at:
                moment += timedelta(hours=1)
            plan_meeting(
                review=review, starts_at=moment, minutes=STANDARD, place="Rådhuset", at=timezone.now(),
                by=review.case.caseworker,
            )  # fmt: skip


def _kill_inviting(made: Installation, asked: list[Review], *, after: float) -> None:
    sent = _of(asked).sent()
    worker, before = made.worker(PROCESSES), sent.count()
    send_invitations.delay()
    with suppress(TimeoutError):
        until(lambda: sent.count() > before or not _of(asked).to_send().exists(), STIR_SECONDS, every=0.02)
    time.sleep(after)
    worker.kill()


def _finish(made: Installation, asked: list[Review]) -> None:
    """Ask again as beat does, never before the last is fetched, until all is sent."""
    last = 0.0

    def all_are_sent() -> bool:
        nonlocal last
        if not _of(asked).to_send().exists():
            return True
        if time.monotonic() - last > ASK_EVERY and made.messages_waiting() == 0:
            last = time.monotonic()
            send_invitations.delay()
        return False

    made.until(all_are_sent, "every invitation is sent", seconds=FINISH_SECONDS)


def _of(asked: list[Review]) -> InvitationQuerySet:
    found: InvitationQuerySet = Invitation.objects.filter(participant__review__in=asked)
    return found


def _count(finding: Finding, asked: list[Review], mailbox: Mailbox) -> None:
    """What holds now has been sent to each person once; what came by mail is counted by its Message-ID.

    A mail taken before a kill and overtaken by a move is known to nobody here: it was given once and is not sent again.
    """
    holds = _of(asked).sent().filter(sequence=F("participant__sequence"))
    finding.count(2 * len(asked), Counter(holds.values_list("participant_id", flat=True)))
    written = {f"<invitation-{pk}" for pk in _of(asked).values_list("pk", flat=True)}
    sent = {f"<invitation-{pk}" for pk in _of(asked).sent().values_list("pk", flat=True)}
    taken = {line.partition(": ")[2].partition("@")[0] for line in mailbox.taken}
    finding.lost += len(sent - taken)
    finding.doubled += len(taken - written)
    finding.repeated += sum(mailbox.taken.values()) - len(mailbox.taken)
