"""Whose time is taken when, what a caseworker's week looks like, and who can be asked to a meeting."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import RelativeKind
from cases.models import Case, Relative
from herning.accounts.models import User
from herning.rules import is_working_day, street
from interventions.models import Intervention, Referral
from interventions.secrecy import at_secret_place, is_secret_place
from reviews.enums import ParticipantKind
from reviews.meeting_rules import HERE, SHORTEST_NAME, Span, propose_times, span
from reviews.models import Invitation, Participant, Review

DAY_BEGINS, DAY_ENDS = time(8, 0), time(17, 0)
SLOT = timedelta(minutes=30)
SLOTS = 18
WORKDAYS = 5
# Nobody looks for a time further away than a year.
WEEKS_AROUND = timedelta(weeks=52)
# What has no time two weeks before its deadline is planned now: families and schools are asked in good time.
AHEAD = timedelta(weeks=2)
DUE_SHOWN = 2
PARENTS = {RelativeKind.MOTHER, RelativeKind.FATHER, RelativeKind.STEP_PARENT}
CHILD, SCHOOL, NETWORK, RELATIVE, USER = "child", "school", "network", "relative", "user"


@dataclass(frozen=True, slots=True)
class Block:
    """A meeting as it stands in a day: which half hours it takes, and which of them are the first and last shown."""

    starts_at: datetime
    ends_at: datetime
    first: int
    slots: int
    review: Review | None
    is_this: bool = False


@dataclass
class WeekDay:
    """One working day of the week view."""

    day: date
    is_open: bool
    blocks: list[Block] = field(default_factory=list)
    due: list[Review] = field(default_factory=list)

    @property
    def shown(self) -> list[Review]:
        """The deadlines that always stand under the day."""
        return self.due[:DUE_SHOWN]

    @property
    def folded(self) -> list[Review]:
        """Those that are unfolded on request: a day with many must not push the hours out of sight."""
        return self.due[DUE_SHOWN:]


def meetings_of(people: Collection[int]) -> "QuerySet[Review, Any]":
    """The planned reviews that somebody of these holds or takes part in, at a time."""
    takes_part = Participant.objects.filter(user__in=people, cancelled_at=None).values("review_id")
    return Review.objects.planned().filter(
        Q(case__caseworker__in=people) | Q(pk__in=takes_part), starts_at__isnull=False
    )


def taken_by(people: Collection[int], *, since: datetime, besides: int) -> list[Span]:
    """The times at which somebody of these sits in a meeting, another than the one that is planned."""
    # What began earlier the same day may still go on.
    found = meetings_of(people).filter(starts_at__gte=since - timedelta(days=1)).exclude(pk=besides)
    return [span(starts_at, minutes) for starts_at, minutes in found.values_list("starts_at", "minutes") if starts_at]


def people_of(review: Review) -> list[int]:
    """The caseworker, and the participants who are users of the system."""
    users = review.participants.filter(cancelled_at=None, user__isnull=False).values_list("user_id", flat=True)
    return [review.case.caseworker_id, *(pk for pk in users if pk is not None)]


def proposals(review: Review, *, at: datetime) -> list[datetime]:
    """The times proposed for a review's meeting."""
    taken = taken_by(people_of(review), since=at, besides=review.pk)
    return propose_times(taken, review.due_on, at.astimezone(HERE).date(), review.minutes)


def calendar_of(user: User) -> "QuerySet[Review, Any]":
    """A person's own planned reviews: of own cases, or at a provider those of its children that one takes part in."""
    planned = Review.objects.planned().select_related("case__child").order_by("due_on", "pk")
    if not user.is_provider:
        return planned.filter(case__caseworker=user, case__closed_on=None)
    takes_part = Participant.objects.filter(user=user, cancelled_at=None).values("review_id")
    own = Intervention.objects.visible_to(user).values("case_id")
    return planned.filter(pk__in=takes_part, case__in=own)


def week_shown_for(review: Review, *, proposed: list[datetime], today: date) -> date:
    """A day in the week that a review is best planned in: the meeting's, else the first proposal's, else the last."""
    moment = review.starts_at or (proposed[0] if proposed else None)
    return moment.astimezone(HERE).date() if moment else max(today, review.due_on)


def monday_of(asked: str, *, instead: date, today: date) -> date:
    """The Monday of the week to show: the one asked for, within a year, or the one of the day given instead."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = instead
    day = min(max(day, today - WEEKS_AROUND), today + WEEKS_AROUND)
    return day - timedelta(days=day.weekday())


def week(caseworker: int, *, monday: date, seen_by: User, planned: int | None = None) -> list[WeekDay]:
    """A caseworker's Monday to Friday: meetings as blocks, and what is due that week without a time.

    `planned` is the review whose meeting is being planned, if one is.
    """
    begins = datetime.combine(monday, time(), HERE)
    in_week = (begins, begins + timedelta(days=WORKDAYS))
    days = [monday + timedelta(days=number) for number in range(WORKDAYS)]
    meetings = meetings_of([caseworker]).filter(starts_at__range=in_week)
    untimed = Review.objects.planned().filter(case__caseworker=caseworker, starts_at=None, due_on__in=days)
    # A leader, or who was let in for a day, sees that the caseworker is taken and not by whom.
    seen = set(Case.objects.visible_to(seen_by).filter(caseworker=caseworker).values_list("pk", flat=True))
    found = {day: WeekDay(day, is_working_day(day)) for day in days}
    for met in meetings.select_related("case__child").order_by("starts_at", "pk"):
        block = _block(met, is_seen=met.case_id in seen, is_this=met.pk == planned)
        found[block.starts_at.date()].blocks.append(block)
    for due in untimed.filter(case__in=seen).select_related("case__child").order_by("due_on", "pk"):
        found[due.due_on].due.append(due)
    return list(found.values())


def without_a_time(caseworker: User, *, on: date) -> "QuerySet[Review, Any]":
    """A caseworker's own reviews that are late or due within two weeks and have no meeting yet."""
    untimed = Review.objects.planned().filter(case__caseworker=caseworker, starts_at=None, due_on__lte=on + AHEAD)
    return untimed.select_related("case__child").order_by("due_on", "pk")


def _block(review: Review, *, is_seen: bool, is_this: bool) -> Block:
    assert review.starts_at is not None  # noqa: S101  (only meetings with a time are asked for)
    taken = span(review.starts_at, review.minutes)
    opens = datetime.combine(taken.starts_at.date(), DAY_BEGINS, HERE)
    first = max(0, min(SLOTS - 1, (taken.starts_at - opens) // SLOT))
    last = max(first + 1, min(SLOTS, -((opens - taken.ends_at) // SLOT)))
    return Block(taken.starts_at, taken.ends_at, first + 1, last - first, review if is_seen else None, is_this)


def candidates(review: Review) -> list[tuple[str, str]]:
    """Who can be asked from what is known: the child, the network, and those who work with the child; each once."""
    case = review.case
    asked = list(review.participants.filter(cancelled_at=None).values_list("kind", "relative_id", "user_id"))
    relatives = {relative for _kind, relative, _user in asked}
    users = {user for _kind, _relative, user in asked}
    found: list[tuple[str, str]] = []
    if not case.child.is_unborn and ParticipantKind.CHILD not in {kind for kind, *_rest in asked}:
        found.append((CHILD, _("%(name)s (barnet)") % {"name": case.child.name}))
    network = network_of(case).exclude(pk__in=relatives - {None})
    for relative in network.order_by("sort_name", "pk"):
        found.append((f"{RELATIVE}:{relative.pk}", f"{relative.name} ({relative.get_kind_display()})"))
    for user in workers_of(case).exclude(pk__in=users - {None}):
        found.append((f"{USER}:{user.pk}", _("%(name)s (udfører)") % {"name": user.name}))
    return found


def network_of(case: Case) -> "QuerySet[Relative, Any]":
    """The child's family and network."""
    return Relative.objects.filter(family=case.child.family_id)


def unsent_invitations() -> list[int]:
    """What waits to be sent, what was refused least often first."""
    return list(Invitation.objects.to_send().order_by("attempts", "pk").values_list("pk", flat=True))


def workers_of(case: Case) -> "QuerySet[User, Any]":
    """Those who work today in a department that gives the child help today."""
    today = timezone.localdate()
    departments = Intervention.objects.filter(case=case).active(on=today).values("department_id")
    works = Q(memberships__department__in=departments, memberships__since__lte=today) & (
        Q(memberships__until=None) | Q(memberships__until__gte=today)
    )
    return User.objects.active().filter(works).distinct().order_by("sort_name", "pk")


def kind_of(relative: Relative) -> str:
    """What a relative is at a meeting."""
    return ParticipantKind.PARENT if relative.kind in PARENTS else ParticipantKind.NETWORK


def names_around(case: Case) -> Iterable[str]:
    """The names that belong in no mail: the child's, its family's and its network's."""
    yield case.child.name
    yield from network_of(case).values_list("name", flat=True)


def secret_names(case: Case) -> Iterable[str]:
    """What the secret place is called where the child lives, or is on its way to: all before a comma."""
    helps = Intervention.objects.filter(case=case).annotate(is_secret=at_secret_place()).filter(is_secret=True)
    names = ("offer__name", "department__name", "referral__foster_family__name")
    found = [name for called in helps.order_by("pk").values_list(*names) for name in called]
    asked = Referral.objects.filter(case=case).under_way().order_by("pk")
    for referral in asked.select_related("offer", "department", "foster_family", "case__child"):
        if is_secret_place(referral):
            found += [place.name for place in (referral.offer, referral.department, referral.foster_family) if place]
    return filter(None, ((name or "").partition(",")[0].strip() for name in found))


def protected_addresses(case: Case) -> Iterable[str]:
    """The addresses around a child that are protected."""
    if case.child.is_address_protected:
        yield case.child.address
    protected = network_of(case).filter(is_address_protected=True)
    yield from protected.values_list("address", flat=True)


def never_handed_out(case: Case) -> list[str]:
    """What is left out of the copy that is handed out: the secret place's names, and the streets that are protected."""
    told = {*secret_names(case), *map(street, protected_addresses(case))}
    return sorted(name for name in told if len(name) >= SHORTEST_NAME)
