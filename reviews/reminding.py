"""What is to be said to whom: the statements that write each message once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.utils import timezone

from cases.models import Concern
from herning.accounts.models import User
from herning.accounts.permissions import Role
from interventions.models import Intervention, PlaceOffer, Referral, SupervisionVisit
from reviews import message_rules, rules
from reviews.clocks import Deadline
from reviews.enums import ExplanationKind, MessageKind
from reviews.models import Review, ReviewExplanation
from reviews.passed import passed
from reviews.silent import silent

# Who hears of it, given its row as `about` and its case as `c`; the rows come from the QuerySets that lists use.
CASEWORKER = "JOIN accounts_user u ON u.id = c.caseworker_id"
LEADER = "JOIN accounts_user u ON u.team_id = coalesce(about.of_team, c.team_id) AND u.role = 'team_leader'"
TEAM = "JOIN accounts_user u ON u.team_id = about.of_team AND u.role IN ('team_leader', 'caseworker')"
MANAGER = "JOIN accounts_user u ON u.role = 'manager'"
DEPARTMENT = """
    JOIN accounts_membership m ON m.department_id = about.of_department
     AND m.since <= %(on)s AND (m.until IS NULL OR m.until >= %(on)s)
    JOIN accounts_user u ON u.id = m.user_id AND u.role IN ('provider_worker', 'provider_leader')
"""

# Whoever is away is told, and so is who covers meanwhile: the work must not wait for a holiday to end.
SAY = """
WITH about AS ({about}), said AS (
    INSERT INTO reviews_message (recipient_id, case_id, review_id, concern_id, referral_id, intervention_id, kind, key,
                                 due_on, is_urgent, made_at)
    SELECT DISTINCT person.id, of_case, of_review, of_concern, of_referral, of_intervention, %(kind)s,
           %(noun)s || about.of_key || coalesce(':' || about.of_turn::text, ''), of_due, %(is_urgent)s, %(at)s
      FROM about
      LEFT JOIN cases_case c ON c.id = about.of_case
      {who}
     CROSS JOIN LATERAL (
           SELECT u.id UNION
           SELECT a.cover_id FROM accounts_absence a JOIN accounts_user cover ON cover.id = a.cover_id
            WHERE a.user_id = u.id AND NOT a.is_cancelled AND %(on)s BETWEEN a.since AND a.until AND cover.is_active
           ) person
     WHERE u.is_active AND person.id IS DISTINCT FROM about.of_not
        ON CONFLICT DO NOTHING
    RETURNING id, case_id
), told AS (
    INSERT INTO audit_event (at, by_id, kind, subject_type, subject_id, case_number, why)
    SELECT %(at)s, %(by)s, 'message.written', 'message', said.id::text, coalesce(c.number, ''), ''
      FROM said LEFT JOIN cases_case c ON c.id = said.case_id
)
SELECT count(*) FROM said
"""
# What a row of `about` may hold beside its key.
PARTS = ("case", "team", "department", "review", "concern", "referral", "intervention", "not")
# Deadlines are reckoned by rules, not by statements, so their rows come from here.
RECKONED = """
SELECT passed.*, NULL::bigint AS of_team, NULL::bigint AS of_department, NULL::bigint AS of_review,
       NULL::bigint AS of_concern, NULL::bigint AS of_referral, NULL::bigint AS of_intervention,
       NULL::bigint AS of_not, NULL::date AS of_turn
  FROM unnest(%(cases)s::bigint[], %(keys)s::text[], %(days)s::date[]) AS passed (of_case, of_key, of_due)
"""


@dataclass(frozen=True)
class Saying:
    """One kind of message: the rows it is about, what of them it names, and who hears of it."""

    kind: MessageKind
    rows: "QuerySet[Any]"
    names: dict[str, str]
    who: str
    noun: str = "review"
    is_urgent: bool = False


def say_everything(*, on: date, by: User) -> int:
    """Write what is to be said by a day and has not been; gives how many messages."""
    return _say_all([*_of_notes(on), *_of_reviews(on), *_of_help(on)], on=on, by=by) + _say_passed(on=on, by=by)


def say_urgent(*, at: datetime, by: User) -> int:
    """Write what cannot wait for a digest: a concern that came in, and one that nears its 24 hours unassessed."""
    waiting = Concern.objects.undecided().not_assessed()
    names = {"concern": "pk", "key": "pk", "case": "case_id", "team": "team_id", "not": "registered_by_id"}
    late = waiting.filter(received_at__lte=at - timedelta(hours=message_rules.UNASSESSED_HOURS))
    arrived, unassessed = MessageKind.CONCERN_ARRIVED, MessageKind.CONCERN_UNASSESSED
    everybody = {name: field for name, field in names.items() if name != "not"}
    said = [
        Saying(arrived, waiting, names, LEADER, "concern", is_urgent=True),
        Saying(arrived, waiting.filter(case__isnull=False), names, CASEWORKER, "concern", is_urgent=True),
        Saying(unassessed, late, everybody, TEAM, "concern", is_urgent=True),
    ]
    return _say_all(said, on=timezone.localdate(at), by=by)


def _of_reviews(on: date) -> list[Saying]:
    reviews, tomorrow = Review.objects, timedelta(days=1)
    leader_since = rules.overdue_since(on, settings.OVERDUE_LEADER_WORKING_DAYS)
    manager_since = rules.overdue_since(on, settings.OVERDUE_MANAGER_WORKING_DAYS)
    # A review that was moved is another thing to say: it may be late a second time.
    moved = ReviewExplanation.objects.filter(review=OuterRef("pk"), kind=ExplanationKind.MOVED).order_by("-pk")
    names = {"review": "pk", "key": "pk", "turn": "last_move", "case": "case_id", "due": "due_on"}
    return [
        Saying(kind, rows.annotate(last_move=Subquery(moved.values("moved_to")[:1])), names, who)
        for kind, rows, who in (
            (MessageKind.DUE_SOON, reviews.due_soon(on=on, days=rules.DUE_SOON_DAYS), CASEWORKER),
            (MessageKind.OVERDUE_CASEWORKER, reviews.overdue(on=on), CASEWORKER),
            (MessageKind.OVERDUE_LEADER, reviews.overdue(on=leader_since + tomorrow), LEADER),
            (MessageKind.OVERDUE_MANAGER, reviews.overdue(on=manager_since + tomorrow), MANAGER),
        )
    ]


def _of_notes(on: date) -> list[Saying]:
    """The provider is asked, then reminded; then the caseworker is told that nothing came."""
    planned = Review.objects.planned().filter(case=OuterRef("case")).order_by()
    help_ = Intervention.objects.annotate(
        planned=Subquery(planned.values("pk")[:1]), planned_due=Subquery(planned.values("due_on")[:1])
    )
    names = {
        "review": "planned", "key": "planned", "case": "case_id", "due": "planned_due", "intervention": "pk",
        "department": "department_id",
    }  # fmt: skip
    return [
        Saying(kind, silent(help_, on=on, days=days), names, who)
        for kind, days, who in (
            (MessageKind.NOTE_ASKED, rules.NOTE_ASKED_DAYS, DEPARTMENT),
            (MessageKind.NOTE_REMINDED, message_rules.NOTE_REMINDED_DAYS, DEPARTMENT),
            (MessageKind.NOTE_SILENT, message_rules.NOTE_SILENT_DAYS, CASEWORKER),
        )
    ]


def _of_help(on: date) -> list[Saying]:
    of_referral = {"referral": "pk", "key": "pk", "case": "case_id", "department": "department_id", "not": "made_by_id"}
    unanswered = Referral.objects.unanswered().filter(
        made_on__lte=rules.overdue_since(on, message_rules.ANSWER_WORKING_DAYS)
    )
    unready: Any = Intervention.objects.exit_unready(on=on)
    ending = unready.filter(exits_on__lte=on + message_rules.EXIT_NEAR)
    visits = SupervisionVisit.objects.planned().filter(due_on__lte=on + message_rules.SUPERVISION_NEAR)
    of_offer = {"referral": "referral_id", "key": "pk", "case": "referral__case_id", "due": "answer_by"}
    of_visit = {
        "intervention": "placement__intervention_id", "key": "pk", "case": "placement__intervention__case_id",
        "due": "due_on",
    }  # fmt: skip
    of_help = {"intervention": "pk", "key": "pk", "case": "case_id", "due": "exits_on"}
    still_asked = {name: field for name, field in of_referral.items() if name != "not"}
    of_declined = {"referral": "pk", "key": "pk", "case": "case_id"}
    awaiting, approval = Referral.objects.awaiting_approval(), MessageKind.APPROVAL_WAITING
    return [
        Saying(approval, awaiting.exclude(approver_role=Role.MANAGER), of_referral, LEADER, "referral"),
        Saying(approval, awaiting.filter(approver_role=Role.MANAGER), of_referral, MANAGER, "referral"),
        Saying(MessageKind.ANSWER_WAITING, unanswered, still_asked, DEPARTMENT, "referral"),
        Saying(MessageKind.ANSWER_WAITING, unanswered, still_asked, CASEWORKER, "referral"),
        Saying(MessageKind.REFERRAL_DECLINED, Referral.objects.declined_last(), of_declined, CASEWORKER, "referral"),
        Saying(MessageKind.PLACE_OFFERED, PlaceOffer.objects.open(), of_offer, CASEWORKER, "offer"),
        Saying(MessageKind.EXIT_NEAR, ending, of_help, CASEWORKER, "help"),
        Saying(MessageKind.SUPERVISION_DUE, visits, of_visit, CASEWORKER, "visit"),
    ]


def _say_passed(*, on: date, by: User) -> int:
    """The deadlines that have passed; like an overdue review, they climb to the leader after some working days."""
    running = passed(on=on)
    leader_since = rules.overdue_since(on, settings.OVERDUE_LEADER_WORKING_DAYS)
    late = [(case, deadline) for case, deadline in running if deadline.due_on <= leader_since]
    return _say_deadlines(MessageKind.DEADLINE_CASEWORKER, running, CASEWORKER, on=on, by=by) + _say_deadlines(
        MessageKind.DEADLINE_LEADER, late, LEADER, on=on, by=by
    )


def _say_deadlines(kind: MessageKind, late: list[tuple[int, Deadline]], who: str, *, on: date, by: User) -> int:
    told = {
        "cases": [case for case, _deadline in late],
        "keys": [deadline.key for _case, deadline in late],
        "days": [deadline.due_on for _case, deadline in late],
    }
    return _write(RECKONED, told | {"kind": kind.value, "noun": "", "is_urgent": False}, who, on=on, by=by)


def _say_all(sayings: Iterable[Saying], *, on: date, by: User) -> int:
    return sum(_say(saying, on=on, by=by) for saying in sayings)


def _say(saying: Saying, *, on: date, by: User) -> int:
    nobody = Cast(Value(None), models.BigIntegerField())
    columns: dict[str, Any] = {
        f"of_{part}": F(saying.names[part]) if part in saying.names else nobody for part in PARTS
    }
    no_day = Cast(Value(None), models.DateField())
    columns["of_due"] = F(saying.names["due"]) if "due" in saying.names else no_day
    columns["of_turn"] = F(saying.names["turn"]) if "turn" in saying.names else no_day
    columns["of_key"] = F(saying.names["key"])
    about, values = saying.rows.order_by().values(**columns).query.sql_with_params()
    named = {f"about_{number}": value for number, value in enumerate(values)}
    chosen = about % tuple(f"%({name})s" for name in named)
    told = {"kind": saying.kind.value, "noun": f"{saying.noun}:", "is_urgent": saying.is_urgent}
    return _write(chosen, named | told, saying.who, on=on, by=by)


def _write(about: str, told: dict[str, Any], who: str, *, on: date, by: User) -> int:
    with connection.cursor() as cursor:
        cursor.execute(SAY.format(about=about, who=who), told | {"on": on, "at": timezone.now(), "by": by.pk})
        (written,) = cursor.fetchone()
    return int(written)
