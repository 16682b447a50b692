"""What must hold about who approves a referral (no database, no clock)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from herning.accounts.permissions import Role
from herning.entries import must_be_in_order
from herning.rules import RuleBroken
from interventions.enums import ReferralStatus
from interventions.rules import LONGEST_AHEAD

FIRST_APPROVED_STEP = 3
LONGEST_DELEGATION = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Limit:
    """How far a role's own word goes: to a step, and to a price a week where one is set."""

    role: str
    highest_step: int
    highest_weekly_price: int | None = None

    def holds(self, step: int, weekly_price: int | None) -> bool:
        """Whether help on a step at a price is within it."""
        if step > self.highest_step:
            return False
        if self.highest_weekly_price is None or weekly_price is None:
            return True
        return weekly_price <= self.highest_weekly_price


def approver(step: int, weekly_price: int | None, limits: Iterable[Limit], *, is_leader: bool = False) -> str:
    """The role that has to approve help on a step at a price; nobody (empty) when the caseworker's own word is enough.

    Steps 3 to 5 always go to the team leader at least. What is beyond a role's step or price goes to the next; the
    manager is the last and is asked for whatever is beyond the leader, and for the leader's own referrals. A price
    that nobody has stated is beyond no limit.
    """
    asked = {limit.role: limit for limit in limits}
    roles = [Role.CASEWORKER, Role.TEAM_LEADER] if step < FIRST_APPROVED_STEP else [Role.TEAM_LEADER]
    for role in roles:
        limit = asked.get(role)
        if limit is not None and limit.holds(step, weekly_price):
            if role == Role.CASEWORKER:
                return ""
            return Role.MANAGER if is_leader else role
    return Role.MANAGER


def status_after_referring(asked: str) -> ReferralStatus:
    """What somebody has to approve waits for it; the rest goes straight to the provider."""
    return ReferralStatus.AWAITING_APPROVAL if asked else ReferralStatus.SENT


def moved_words(*, asked: int, now: int, is_awaiting: bool) -> str:
    """What to do with a referral whose offer has been moved to another step: its approval was for the one asked for."""
    steps = {"asked": asked, "now": now}
    if is_awaiting:
        return (
            _(
                "Tilbuddet står nu på trin %(now)s, men visitationen er til trin %(asked)s. Send den tilbage, så "
                "rådgiveren kan visitere til det trin, tilbuddet står på nu."
            )
            % steps
        )
    return (
        _(
            "Tilbuddet står nu på trin %(now)s, men visitationen er til trin %(asked)s. Hjælpen kan ikke begynde på "
            "den. Træk visitationen tilbage, og visitér igen."
        )
        % steps
    )


def must_be_delegated(since: date, until: date, *, today: date, is_oneself: bool, may_stand_in: bool) -> None:
    """A leader's word is lent to a colleague of the authority, for some days to come; raises `RuleBroken`."""
    if is_oneself or not may_stand_in:
        raise RuleBroken(_("Vælg en rådgiver i teamet eller en anden teamleder."), field="to")
    must_be_in_order(since, today, field="since", what=_("i dag"), latest=today + LONGEST_AHEAD)
    must_be_in_order(until, since, field="until", what=_("den første dag"), latest=since + LONGEST_DELEGATION)


def must_not_be_own(made_by: int, approved_by: int) -> None:
    """Nobody approves an own referral; raises `RuleBroken`."""
    if made_by == approved_by:
        raise RuleBroken(_("Du har selv lavet visitationen og kan ikke godkende den. Bed en anden teamleder om det."))
