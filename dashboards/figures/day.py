"""A caseworker's day: what breaks first in the own cases and among the team's concerns."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.models import Case
from cases.rules import age_text
from dashboards.figures.carrying_out import HOLD_CHECK, UNDONE, own_checks, own_undone
from dashboards.figures.clocks import AHEAD, CLOCK, INVESTIGATION, own_clocks
from dashboards.figures.day_places import ADMISSION, PLACE, place_rows
from dashboards.figures.exits import EXIT, for_caseworker, warned
from dashboards.figures.placed import LEARN, MEND, REFUSED, REPORT, RETURN, VISIT, Reach, placed_rows, placed_things
from dashboards.figures.row import Row, choose_again, day_in, first_breaks_first, short_name
from dashboards.figures.stalled import STALLED, stalled_row
from dashboards.figures.team_concerns import ACKNOWLEDGE, ASSESS, DECIDE, concern_rows
from herning.accounts.models import User
from herning.web.days import clock, weekday_date
from herning.web.models import Draft
from interventions.enums import DeclineReason, ReferralStatus
from interventions.models import Intervention, KnowledgeTeamMeeting, Referral
from interventions.secrecy import told_name
from interventions.stalled import with_standstill
from reviews.models import Review
from reviews.rules import NOTE_ASKED_DAYS
from reviews.silent import silent

REVIEW, REFERRAL = "review", "referral"
KNOWLEDGE_TEAM, CLOSING, DECLINED = "knowledge_team", "closing", "declined"
ORDER = (
    ASSESS, PLACE, REFUSED, REVIEW, ACKNOWLEDGE, INVESTIGATION, CLOCK, UNDONE, ADMISSION, VISIT, MEND, EXIT, RETURN,
    LEARN, REPORT, DECLINED, CLOSING, KNOWLEDGE_TEAM, REFERRAL, STALLED, DECIDE, HOLD_CHECK,
)  # fmt: skip
THIS_WEEK = 7


@dataclass(frozen=True, slots=True)
class Silence:
    """A provider that has not written what it was asked for."""

    department: str
    child: str
    days: int
    url: str


@dataclass
class Day:
    """All of it: the rows in order, the children per step, the silent providers, the drafts."""

    rows: list[Row]
    children: int
    on_steps: Counter[int]
    silences: list[Silence]
    drafts: list[Any]


@dataclass
class _Known:
    """What was read about the own cases, by case."""

    now: datetime
    today: date
    children: dict[int, tuple[str, str, str]]
    # Those that wait for their next step: when the case was opened, and when the child was assessed as in danger.
    stalled: dict[int, tuple[date, datetime | None]]
    help: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    silent: dict[int, list[str]] = field(default_factory=dict)

    def step(self, case: int) -> int | None:
        """The highest step of the help that is given."""
        return max((given["step_id"] for given in self.help.get(case, [])), default=None)

    def row(self, kind: str, case: int, due: date | None, about: str, more: str, do: tuple[str, str]) -> Row:
        """A row about a child of an own case."""
        number, name, age = self.children[case]
        title = f"{about} · {short_name(name)}, {age}"
        url = reverse("dashboards:case", args=[number])
        return Row(kind, due, title, more, do[0], do[1], self.step(case), has_step=True, case_url=url)


def day(user: User, *, now: datetime) -> Day:
    """Read the day in a constant number of queries."""
    today = timezone.localtime(now).date()
    mine: Any = with_standstill(Case.objects.open().filter(caseworker=user).order_by("pk"), on=today)
    children, still = {}, {}
    for pk, number, name, born_on, expected_on, opened_on, is_stalled, danger_at in mine.values_list(
        "pk", "number", "child__name", "child__born_on", "child__expected_on", "opened_on", "is_stalled", "danger_at"
    ):
        children[pk] = number, name, age_text(born_on, expected_on, on=today)
        if is_stalled:
            still[pk] = opened_on, danger_at
    known = _Known(now, today, children, still)
    for given in _help(user, today):
        known.help.setdefault(given["case_id"], []).append(given)
    silences = _silences(user, known)
    rows = [
        *concern_rows(user, now=now),
        *_reviews(user, known),
        *own_clocks({case: number for case, (number, *_child) in children.items()}, known.row, on=today),
        *_referrals(user, known),
        *place_rows(user, on=today),
        *placed_rows(placed_things(_cases_of(user), on=today), user, on=today),
        *for_caseworker(warned(_own(user), on=today), on=today),
        *_knowledge_teams(user, known),
        *_closing(known),
        *own_undone(user, on=today),
        *own_checks(user, on=today),
    ]
    rows += _stalled(known, rows)
    steps = Counter(step for case in children if (step := known.step(case)) is not None)
    return Day(
        rows=first_breaks_first(rows, today=today, within_days=THIS_WEEK, order=ORDER),
        children=len(children),
        on_steps=steps,
        silences=silences,
        drafts=list(Draft.objects.filter(user=user).order_by("-saved_at", "pk").values("pk", "label", "saved_at")[:8]),
    )


def _stalled(known: _Known, others: list[Row]) -> list[Row]:
    """The cases that wait for their next step and stand on no other row; a child in danger always has its own."""
    spoken_of = {row.case_url for row in others}
    found = []
    for case, (opened_on, danger_at) in known.stalled.items():
        number, name, age = known.children[case]
        row = stalled_row(number, f"{short_name(name)}, {age}", opened_on, danger_at, on=known.today)
        if row.is_in_danger or row.case_url not in spoken_of:
            found.append(row)
    return found


def _cases_of(user: User) -> Reach:
    return lambda path: Q(**{f"{path}caseworker": user, f"{path}closed_on": None})


def _own(user: User) -> Q:
    return Q(case__caseworker=user, case__closed_on=None)


def _help(user: User, today: date) -> Any:
    return (
        Intervention.objects.active(on=today)
        .filter(_own(user))
        .annotate(told=told_name())
        .order_by("pk")
        .values(
            "pk", "case_id", "step_id", "told", "planned_end_on", "offer__closes_on",
            "next_offer", "next_offer__opens_on", "next_offer__closes_on",
        )
    )  # fmt: skip


def _closing(known: _Known) -> Iterator[Row]:
    """An offer that closes asks where each child goes, until an offer that is open then has been named."""
    for case, helps in known.help.items():
        for given in helps:
            closes_on = given["offer__closes_on"]
            if closes_on is None or _is_onward(given, max(closes_on, known.today)):
                continue
            more = _("%(offer)s lukker %(day)s – hvor skal barnet hen?") % {
                "offer": given["told"],
                "day": day_in(closes_on, known.today),
            }
            do = reverse("interventions:plan_onward", args=[given["pk"]]), _("Planlæg")
            yield known.row(CLOSING, case, closes_on, _("Tilbuddet lukker"), more, do)


def _is_onward(given: dict[str, Any], leaves_on: date) -> bool:
    opens_on, closes_on = given["next_offer__opens_on"], given["next_offer__closes_on"]
    is_open = (opens_on is None or opens_on <= leaves_on) and (closes_on is None or closes_on > leaves_on)
    return given["next_offer"] is not None and is_open


def _knowledge_teams(user: User, known: _Known) -> Iterator[Row]:
    """Meetings of this week, and those that are over and whose advice is not written."""
    until = known.today + timedelta(days=THIS_WEEK)
    planned = KnowledgeTeamMeeting.objects.planned().filter(_own(user), meets_on__lte=until)
    for pk, case, number, meets_on, question in planned.values_list(
        "pk", "case_id", "case__number", "meets_on", "question"
    ):
        is_due = meets_on <= known.today
        do = reverse("interventions:knowledge_team", args=[number]), _("Forbered")
        if is_due:
            do = reverse("interventions:record_advice", args=[pk]), _("Skriv rådet")
        yield known.row(KNOWLEDGE_TEAM, case, meets_on, _("Vidensteam"), Truncator(question).chars(90), do)


def _silences(user: User, known: _Known) -> list[Silence]:
    quiet = silent(Intervention.objects.filter(_own(user)), on=known.today).annotate(
        last=Max("notes__on"), told=told_name("department__name")
    )
    found = []
    for case, department, last, begun in quiet.values_list("case_id", "told", "last", "starts_on"):
        known.silent.setdefault(case, []).append(department)
        number, name, _age = known.children[case]
        days = (known.today - (last or begun)).days
        url = reverse("interventions:interventions", args=[number])
        found.append(Silence(department, short_name(name), days, url))
    return sorted(found, key=lambda silence: -silence.days)


def _reviews(user: User, known: _Known) -> Iterator[Row]:
    """What is due by the house's date or by the law's, whichever comes first."""
    until = known.today + AHEAD
    planned = Review.objects.planned().filter(_own(user), Q(due_on__lte=until) | Q(law_due_on__lte=until))
    for pk, case, due_on, law_due_on, starts_at in planned.values_list(
        "pk", "case_id", "due_on", "law_due_on", "starts_at"
    ):
        first_on = min(due_on, law_due_on or due_on)
        is_near = first_on <= known.today + timedelta(days=THIS_WEEK)
        do = reverse("reviews:hold", args=[pk]), _("Hold opfølgning") if is_near else _("Forbered")
        more = _state(known, case, due_on, law_due_on) + _meeting(starts_at)
        yield known.row(REVIEW, case, first_on, _("Opfølgning"), more, do)


def _state(known: _Known, case: int, due_on: date, law_due_on: date | None) -> str:
    words = _("Frist %(day)s") % {"day": weekday_date(due_on)}
    if law_due_on and law_due_on != due_on:
        words += _(" · loven: %(day)s") % {"day": day_in(law_due_on, known.today)}
    if case in known.silent:
        words += _(" · notat mangler fra %(departments)s") % {"departments": ", ".join(known.silent[case])}
    elif known.help.get(case) and due_on <= known.today + timedelta(days=NOTE_ASKED_DAYS):
        words += _(" · udføreren har skrevet notat")
    return words


def _meeting(starts_at: datetime | None) -> str:
    if starts_at is None:
        return _(" · mødet er ikke aftalt")
    moment = timezone.localtime(starts_at)
    return _(" · møde %(day)s kl. %(clock)s") % {"day": weekday_date(moment.date()), "clock": clock(moment)}


def _referrals(user: User, known: _Known) -> Iterator[Row]:
    named = told_name(help_at="intervention__", asked_at="")
    followed = Referral.objects.unsettled().filter(_own(user)).annotate(told=named).order_by("pk")
    for pk, case, status, offer, expected_on, reason, declined in followed.values_list(
        "pk", "case_id", "status", "told", "expected_on", "returned_reason", "decline_reason"
    ):
        if status == ReferralStatus.DRAFT:
            about = _("Visitation sendt tilbage") if reason else _("Visitation er ikke sendt")
            more = reason[:120] or offer or _("Trin og behov er skrevet af opfølgningen")
            yield known.row(
                REFERRAL, case, None, about, more, (reverse("interventions:referral", args=[pk]), _("Visitér"))
            )
        elif status == ReferralStatus.ACCEPTED:
            do = reverse("interventions:start", args=[pk]), _("Start indsats")
            yield known.row(REFERRAL, case, expected_on, _("Plads er givet"), offer or "", do)
        elif status == ReferralStatus.DECLINED:
            more = f"{offer} · {DeclineReason(declined).label}"
            do = choose_again(known.children[case][0], pk), _("Find et andet tilbud")
            yield known.row(DECLINED, case, None, _("Udføreren har sagt nej"), more, do)
