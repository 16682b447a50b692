"""The cases that drills are run on, and how far the sweep has come with them."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta

from django.db import connection, connections
from django.db.models import F, QuerySet
from django.utils import timezone

from cases.models import Case
from herning.accounts.models import User
from herning.accounts.permissions import Role
from interventions.actions import start_intervention
from interventions.enums import EndReason, ReferralStatus
from interventions.models import Intervention, Step
from reviews.enums import MessageKind
from reviews.message_rules import next_working_day
from reviews.models import Mail, Message, Review
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.interventions import InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.reviews import ReviewFactory

# By these words PostgreSQL's list of sessions shows who is at what.
SWEEP, REMINDER = "%WITH help AS (%", "%WITH about AS (%"


def cases_due(cases: int) -> list[Case]:
    """Cases with help that started six weeks ago and no planned review."""
    started_on = timezone.localdate() - timedelta(weeks=6)
    return [InterventionFactory(starts_on=started_on).case for _ in range(cases)]


def case_started() -> Case:
    """A case in which help starts now, by the act itself."""
    today = timezone.localdate()
    referral = ReferralFactory(
        offer=OfferFactory(step=1), status=ReferralStatus.ACCEPTED, answered_on=today, made_on=today,
        answered_by=UserFactory(role=Role.PROVIDER_WORKER),
    )  # fmt: skip
    referral.case.conversations.create(on=today, words="Ja.", written_by=referral.case.caseworker)
    start_intervention(
        referral=referral, starts_on=today, exit_plan="Netværket tager over.", next_step=Step.objects.get(pk=0),
        today=today, by=referral.case.caseworker,
    )  # fmt: skip
    case: Case = referral.case
    return case


def forget_what_was_said() -> None:
    """What earlier rounds and drills have left is neither to be said nor to be waited for."""
    Review.objects.planned().update(status="lapsed")
    Message.objects.all().delete()
    Mail.objects.all().delete()


def forget_help() -> None:
    """No help that earlier rounds and drills have left asks for a review, and nothing is said about it."""
    by = User.objects.system()
    Intervention.objects.filter(ends_on=None).update(ends_on=F("starts_on"), ended_by=by, end_reason=EndReason.FINISHED)
    forget_what_was_said()


def to_be_said(cases: int) -> set[tuple[int, str, int]]:
    """Reviews due soon, long overdue, and awaiting a provider's note; gives what is to be said to whom."""
    today = timezone.localdate()
    forget_what_was_said()
    manager = User.objects.with_role(Role.MANAGER).first() or UserFactory(role=Role.MANAGER)
    expected: set[tuple[int, str, int]] = set()
    for _ in range(cases):
        soon = ReviewFactory(due_on=today + timedelta(days=5))
        provider = MembershipFactory(department=InterventionFactory(case=soon.case).department).user
        late = ReviewFactory(due_on=today - timedelta(days=30))
        leader = UserFactory(role=Role.TEAM_LEADER, team=late.case.team)
        expected |= {
            (soon.pk, MessageKind.DUE_SOON.value, soon.case.caseworker_id),
            (soon.pk, MessageKind.NOTE_ASKED.value, provider.pk),
            (soon.pk, MessageKind.NOTE_REMINDED.value, provider.pk),
            (late.pk, MessageKind.OVERDUE_CASEWORKER.value, late.case.caseworker_id),
            (late.pk, MessageKind.OVERDUE_LEADER.value, leader.pk),
            (late.pk, MessageKind.OVERDUE_MANAGER.value, manager.pk),
        }
    return expected


def all_said(expected: set[tuple[int, str, int]]) -> bool:
    """Whether every message that is to be said has been written."""
    return expected <= set(Message.objects.values_list("review_id", "kind", "recipient_id"))


def mornings() -> Iterator[str]:
    """The hour digests go out at, on each working day from the next one."""
    day = timezone.localdate()
    while True:
        day = next_working_day(day)
        yield timezone.make_aware(datetime.combine(day, time(9))).isoformat()


def all_mailed() -> bool:
    """Whether every message is in a mail and every mail is sent or has been given up."""
    # In this order: a mail made between the two questions is asked about, and not taken for one that was sent.
    return not Message.objects.unmailed().exists() and not Mail.objects.filter(sent_at=None, dropped_at=None).exists()


def at_least(messages: "QuerySet[Message]", number: int) -> bool:
    """Whether there are so many messages."""
    return messages.count() >= number


def all_planned(cases: list[Case]) -> bool:
    """Whether each of the cases has a planned review."""
    return Review.objects.planned().filter(case__in=cases).values("case").distinct().count() == len(cases)


@contextmanager
def in_the_middle(cases: list[Case], at: int | None = None) -> Iterator[None]:
    """Keep every sweep standing at one case, the middle one: another transaction has touched it and is not done."""
    with _standing(
        "INSERT INTO reviews_review (case_id, status, due_on, planned_at, parents_view, network_view, agreements,"
        " decision, reason) VALUES (%s, 'planned', %s, now(), '', '', '', '', '')",
        [cases[len(cases) // 2 if at is None else at].pk, date(2000, 1, 3)],
    ):
        yield


@contextmanager
def reminding_at(case: Case) -> Iterator[None]:
    """Keep whoever writes what is due soon standing at one case, whose review is planned."""
    review = Review.objects.planned().get(case=case)
    with _standing(
        "INSERT INTO reviews_message (recipient_id, case_id, review_id, kind, key, is_urgent, made_at)"
        " VALUES (%s, %s, %s, %s, %s, false, now())",
        [case.caseworker_id, case.pk, review.pk, MessageKind.DUE_SOON.value, f"review:{review.pk}"],
    ):
        yield


@contextmanager
def _standing(statement: str, values: Sequence[int | str | date]) -> Iterator[None]:
    with closing(connections.create_connection("default")) as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(statement, values)
            try:
                yield
            finally:
                other.rollback()


def waiting(work: str = SWEEP) -> int:
    """How many sweeps, or reminders, wait for a row of another transaction."""
    return _activity(work, "AND wait_event_type = 'Lock' AND wait_event IN ('transactionid', 'tuple')")


def sweeping(work: str = SWEEP) -> int:
    """How many sweeps, or reminders, are under way."""
    return _activity(work, "AND state <> 'idle'")


def _activity(work: str, condition: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            f"AND query LIKE %s {condition}",
            [work],
        )
        (found,) = cursor.fetchone()
    return int(found)
