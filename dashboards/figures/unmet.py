"""Unmet demand (udækket behov): the offers children needed and that were full, in a period.

Small numbers are not suppressed: whoever sees one may see the children behind it, and each number is a link to them. A
team leader's are of the own team alone, and the manager may read every case; nobody else has these pages.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dashboards.figures.scope import Scope
from interventions.enums import DeclineReason
from interventions.models import Referral
from interventions.models.referral import ReferralQuerySet

WANTED, FULL, WAITED = "wanted", "full", "waited"


@dataclass(frozen=True)
class Unmet:
    """One offer that could not be had: how many children wanted it instead, were told it is full, or waited."""

    code: str
    name: str
    step: int
    children: int
    wanted: int
    full: int
    waited: int


def referrals(scope: Scope) -> ReferralQuerySet:
    """The referrals of the scope that met a full offer within its period."""
    return Referral.objects.unmet(scope.before, scope.on).filter(scope.of())


def unmet(scope: Scope) -> list[Unmet]:
    """Per offer, the lowest step first; a child counts once for each offer, however often it was turned away."""
    found: defaultdict[tuple[int, str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = referrals(scope).values_list(
        "case__child", "wanted_offer__step_id", "wanted_offer__name", "wanted_offer__code", "made_on",
        "offer__step_id", "offer__name", "offer__code", "decline_reason", "answered_on", "waiting_since",
    )  # fmt: skip
    for child, wanted_step, wanted, wanted_code, made_on, step, name, code, reason, answered_on, since in rows:
        if wanted_code is not None and _within(made_on, scope):
            found[wanted_step, wanted, wanted_code][WANTED].add(child)
        if code is None:
            continue
        if reason == DeclineReason.FULL and _within(answered_on, scope):
            found[step, name, code][FULL].add(child)
        if _within(since, scope):
            found[step, name, code][WAITED].add(child)
    return [
        Unmet(code, name, step, len(set().union(*sets.values())), len(sets[WANTED]), len(sets[FULL]), len(sets[WAITED]))
        for (step, name, code), sets in sorted(found.items())
    ]


def children(referrals: ReferralQuerySet) -> int:
    """How many children they are about."""
    return referrals.order_by().values("case__child").distinct().count()


def behind(scope: Scope, *, code: str) -> ReferralQuerySet:
    """The referrals behind one offer's number."""
    within = (scope.before, scope.on)
    return referrals(scope).filter(
        Q(wanted_offer__code=code, made_on__range=within)
        | Q(offer__code=code, decline_reason=DeclineReason.FULL, answered_on__range=within)
        | Q(offer__code=code, waiting_since__range=within)
    )


def _within(day: date | None, scope: Scope) -> bool:
    return day is not None and scope.before <= day <= scope.on
