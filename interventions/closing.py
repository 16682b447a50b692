"""Who is in an offer that closes, and whether it is known where each goes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from herning.accounts.models import User
from herning.accounts.permissions import Permission, Role
from interventions.models import Intervention, Offer


@dataclass(frozen=True, slots=True)
class Closing:
    """What one person may know: how many children are there, and which of them lie within reach."""

    count: int | None
    without: int | None
    helps: list[Intervention]


def closing(offer: Offer, user: User, *, on: date) -> Closing | None:
    """The children in an offer that has a day it closes; the administrator is told their number and nothing else."""
    if offer.closes_on is None:
        return None
    there: Any = Intervention.objects.in_closing_offers(on=on).filter(offer=offer)
    if user.role == Role.ADMINISTRATOR:
        counted: dict[str, Any] = there.aggregate(
            all=Count("case__child", distinct=True),
            without=Count("case__child", distinct=True, filter=Q(has_onward=False)),
        )
        return Closing(counted["all"], counted["without"], [])
    if not user.may(Permission.SEE_CASE):
        return None
    helps = there.filter(pk__in=Intervention.objects.visible_to(user).values("pk"))
    rows = helps.select_related(
        "case__child", "case__caseworker", "next_offer", "next_step", "department", "placement__child"
    )
    return Closing(None, None, list(rows.order_by("has_onward", "case__child__sort_name", "pk")))


def children_now(offer: Offer, *, on: date) -> int:
    """How many children an offer has on a day; a number, for whoever may not know which."""
    return Intervention.objects.active(on=on).filter(offer=offer).values("case__child").distinct().count()


def leaves_on(intervention: Intervention, *, today: date) -> date:
    """The day a child has to be somewhere else."""
    return max(intervention.offer.closes_on or today, today)
