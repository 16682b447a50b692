"""What must hold about people, teams and departments (no database, no clock)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from herning.entries import EARLIEST_DAY
from herning.rules import RuleBroken

AUTHORITY_IN_TEAMS = frozenset({"caseworker", "team_leader"})
PROVIDING = frozenset({"provider_worker", "provider_leader"})
FURTHEST_AHEAD = timedelta(days=366)


def must_be_given_by_people(role: str) -> None:
    """The system's own role is held by the machine alone; raises `RuleBroken`."""
    if role == "system":
        raise RuleBroken(_("Systemets rolle kan ikke gives til en person. Vælg en anden rolle."), field="role")


def must_have_a_team(role: str, *, has_team: bool) -> None:
    """Caseworkers and team leaders work in a team, because the team decides which cases they reach."""
    if role in AUTHORITY_IN_TEAMS and not has_team:
        raise RuleBroken(_("En rådgiver eller teamleder skal have et team. Vælg teamet."), field="team")


def must_be_provider(role: str) -> None:
    """Authority and delivery are never mixed: only a provider's people belong to a department."""
    if role not in PROVIDING:
        raise RuleBroken(
            _("Kun udførere og afdelingsledere hører til en afdeling. Ret først personens rolle."), field="department"
        )


def must_be_a_near_day(day: date, *, today: date, field: str) -> None:
    """A membership begins and ends in our own time; raises `RuleBroken` beside the field."""
    if not EARLIEST_DAY <= day <= today + FURTHEST_AHEAD:
        raise RuleBroken(_("Datoen skal ligge mellem 1990 og et år frem."), field=field)


def must_be_an_absence(since: date, until: date, *, today: date) -> None:
    """An absence ends today or later, after it began, within a year; raises `RuleBroken` beside the field."""
    if not today - FURTHEST_AHEAD <= since <= today + FURTHEST_AHEAD:
        raise RuleBroken(_("Datoen skal ligge inden for et år."), field="since")
    if until < since:
        raise RuleBroken(_("Den sidste dag ligger før den første."), field="until")
    if until < today:
        raise RuleBroken(_("Fraværet er allerede slut."), field="until")
    if until > today + FURTHEST_AHEAD:
        raise RuleBroken(_("Fraværet kan højst ligge et år frem."), field="until")
