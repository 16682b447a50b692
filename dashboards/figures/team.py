"""A team seen by its leader: approvals, reviews over time, load, looks into others' cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cases.models import CaseGrant
from cases.rules import age_text
from dashboards.figures.caseload import Load, caseload, is_over, is_under
from dashboards.figures.row import Row, day_in, short_name
from dashboards.figures.scope import Scope
from herning.accounts.models import Team, User
from herning.accounts.permissions import Role
from herning.web.days import weekday_date
from interventions.models import Referral
from interventions.secrecy import told_name
from reviews.explained import explained
from reviews.models import Review

THIS_WEEK = 7
# A manager sees first where reviews are late; the page stays as long, however large the municipality.
TEAMS_SHOWN = 5
GRANTS_BACK = timedelta(days=14)


@dataclass(frozen=True)
class Worker:
    """One caseworker's load."""

    pk: int
    name: str
    cases: int
    overdue: int
    this_week: int
    # Their cases of every team and district, which the norm is about.
    whole: int

    @property
    def is_over(self) -> bool:
        """Whether they have more cases than the norm."""
        return is_over(self.whole)

    @property
    def is_under(self) -> bool:
        """Whether they have fewer cases than the norm."""
        return is_under(self.whole)


def workers(scope: Scope, *, team: int) -> list[Worker]:
    """A team's caseworkers, and whoever else holds its cases, the heaviest load first."""
    counted = caseload(scope)
    load = counted.by_team.get(team, {})
    late = {
        caseworker: (overdue, week)
        for caseworker, overdue, week in Review.objects.planned()
        .filter(scope.of(), case__team_id=team, due_on__lte=scope.on + timedelta(days=THIS_WEEK))
        .order_by()
        .values_list("case__caseworker_id")
        .annotate(overdue=Count("pk", filter=Q(due_on__lt=scope.on)), week=Count("pk", filter=Q(due_on__gte=scope.on)))
    }
    people = User.objects.filter(
        Q(pk__in=load) | Q(team_id=team, role=Role.CASEWORKER, is_active=True)
    ).order_by("sort_name", "pk")  # fmt: skip
    found = [
        Worker(pk, name, load.get(pk, 0), *late.get(pk, (0, 0)), whole=counted.whole[pk])
        for pk, name in people.values_list("pk", "name")
    ]
    return sorted(found, key=lambda worker: -worker.cases)


@dataclass(frozen=True)
class TeamRow:
    """One team's load and reviews over time."""

    pk: int
    name: str
    district: str
    cases: int
    caseworkers: int
    overloaded: int
    overdue: int
    long: int
    scope: Scope

    @property
    def query(self) -> str:
        """The scope's own and the team, for the lists behind the numbers."""
        return self.scope.query(team=self.pk)


def team_rows(scope: Scope, load: Load, overdue: Iterable[Any]) -> list[TeamRow]:
    """The teams within a person's reach in Danish order, from figures already counted.

    Of a district those that have something there, and its own.
    """
    late = {row.team_id: row for row in overdue}
    in_use = Q(is_active=True) if scope.district is None else Q(is_active=True, district_id=scope.district)
    if scope.user.role == Role.TEAM_LEADER:
        in_use &= Q(pk=scope.user.team_id)
    rows = Team.objects.filter(in_use | Q(pk__in={*load.by_team, *late})).order_by("sort_name", "pk")
    found = []
    for pk, name, district in rows.values_list("pk", "name", "district__name"):
        counts = load.by_team.get(pk, {})
        over_norm = sum(is_over(load.whole[caseworker]) for caseworker in counts)
        over = late.get(pk)
        found.append(
            TeamRow(
                pk, name, district, sum(counts.values()), len(counts), over_norm,
                over.count if over else 0, over.long if over else 0, scope,
            )
        )  # fmt: skip
    return found


def furthest_behind(teams: list[TeamRow]) -> list[TeamRow]:
    """The teams with most reviews over their date, in Danish order; all of them when they are few."""
    behind = sorted(range(len(teams)), key=lambda place: (-teams[place].overdue, -teams[place].long, place))
    return [teams[place] for place in sorted(behind[:TEAMS_SHOWN])]


def approvals(user: User, *, on: date) -> list[Row]:
    """Referrals that wait for this person's approval, as leader, manager or stand-in; one's own waits for another."""
    named = told_name(help_at="intervention__", asked_at="")
    rows = Referral.objects.to_approve_by(user, on=on).annotate(told=named).order_by("made_on", "pk")
    found = []
    for pk, made_on, made_by, by_name, offer, step, name, born_on, expected_on in rows.values_list(
        "pk", "made_on", "made_by_id", "made_by__name", "told", "step_id", "case__child__name",
        "case__child__born_on", "case__child__expected_on",
    )[:50]:  # fmt: skip
        title = f"{short_name(name)}, {age_text(born_on, expected_on, on=on)} · {offer}"
        more = _("Visiteret %(day)s af %(name)s") % {"day": weekday_date(made_on), "name": by_name}
        is_own = made_by == user.pk
        if is_own:
            more = _("Din egen visitation – en anden leder skal godkende den")
        url = reverse("interventions:referral" if is_own else "interventions:approve", args=[pk])
        found.append(Row("approve", made_on, title, more, url, _("Se") if is_own else _("Tag stilling"), step, True))
    return found


def overdue_rows(scope: Scope, *, most: int) -> list[Row]:
    """The reviews furthest over their date, with the last word on each; they lead to where a leader can act on it."""
    rows: Any = explained(Review.objects.overdue(on=scope.on)).filter(scope.of()).order_by("due_on", "pk")
    found = []
    for pk, number, due_on, law_due_on, said, by_name, name, born_on, expected_on in rows.values_list(
        "pk", "case__number", "due_on", "law_due_on", "explained_text", "case__caseworker__name", "case__child__name",
        "case__child__born_on", "case__child__expected_on",
    )[:most]:  # fmt: skip
        title = f"{short_name(name)}, {age_text(born_on, expected_on, on=scope.on)}"
        more = _("Rådgiver %(name)s · frist %(day)s") % {"name": by_name, "day": weekday_date(due_on)}
        if law_due_on and law_due_on != due_on:
            more += _(" · loven: %(day)s") % {"day": day_in(law_due_on, scope.on)}
        if said:
            more += _(" · forklaret: %(words)s") % {"words": Truncator(said).chars(120)}
        url, case_url = reverse("reviews:explain", args=[pk]), reverse("dashboards:case", args=[number])
        found.append(Row("overdue", due_on, title, more, url, _("Forklar eller flyt"), case_url=case_url))
    return found


def grants(user: User, *, now: datetime) -> list[dict[str, Any]]:
    """Who opened one of the team's cases with a reason in the last fortnight; the leader sees every one of them."""
    rows = (
        CaseGrant.objects.filter(case__team=user.team, opened_at__gte=now - GRANTS_BACK)
        .order_by("-opened_at", "-pk")
        .values("user__name", "reason", "opened_at", "until", "case__number", "case__child__name")[:20]
    )
    return [
        {
            "name": row["user__name"],
            "reason": row["reason"],
            "opened_at": timezone.localtime(row["opened_at"]),
            "is_running": row["until"] > now,
            "child": short_name(row["case__child__name"]),
            "log_url": reverse("dashboards:access_log", args=[row["case__number"]]),
        }
        for row in rows
    ]
