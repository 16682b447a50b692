"""What if an offer closes, opens, or gets other places: whom it touches, where they could go, what it costs.

Only read: each child is looked at alone, so two children may be shown the same last place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from dashboards.figures.holes import HIGHER, Need, Supply, needs
from dashboards.figures.scope import Scope
from herning.rules import age_on
from interventions.enums import MethodType
from interventions.models import Capacity, Intervention, Offer, Referral
from interventions.models.price import with_weekly_price
from interventions.places_ahead import free_ahead
from interventions.secrecy import is_secret_place

CLOSES, OPENS, PLACES = "lukker", "aabner", "pladser"
OPTIONS_SHOWN = 3
CHILDREN_SHOWN = 200
LOWEST_STEP = 1


@dataclass(frozen=True, slots=True)
class Option:
    """An offer that is open on the day and has a free place; null is without a limit or without a price."""

    code: str
    name: str
    step: int
    method: str
    min_age: int | None
    max_age: int | None
    free: int | None
    weekly_price: int | None

    def is_for(self, age: int) -> bool:
        """Whether its ages, where stated, hold the age."""
        return (self.min_age is None or self.min_age <= age) and (self.max_age is None or self.max_age >= age)


@dataclass(frozen=True, slots=True)
class Touched:
    """A child whom the change touches, with where it could go and what that costs more a week than now."""

    number: str
    name: str
    age: int
    since: date | None
    is_waiting: bool
    options: tuple[Option, ...]
    more_a_week: int | None
    # Whether where the child lives is secret, so that paper does not name it beside the offer.
    is_secret: bool = False


@dataclass(frozen=True)
class Answer:
    """Who is touched, how many there are in all, and the difference a week for those whose options have a price."""

    touched: list[Touched]
    count: int
    more_a_week: int
    priced: int
    gain: list[Touched]

    @property
    def nowhere(self) -> int:
        """How many of those touched have nowhere to go on the day."""
        return sum(not child.options for child in self.touched)


def ranked(options: Iterable[Option], *, age: int, step: int, method: str) -> tuple[Option, ...]:
    """Those for the age, on the same step or below: the same step first, on it the same kind of help.

    A secure unit takes nobody because another place closes (§ 62).
    """
    fitting = [
        option for option in options
        if option.is_for(age) and LOWEST_STEP <= option.step <= step
        and (option.method != MethodType.SECURE_UNIT or option.method == method)
    ]  # fmt: skip
    return tuple(
        sorted(fitting, key=lambda one: (one.step != step, -one.step, one.method != method, one.name, one.code))
    )


def difference(options: tuple[Option, ...], price: int | None) -> int | None:
    """What the first option costs more a week than now; nothing is said where a price is missing."""
    if not options or options[0].weekly_price is None or price is None:
        return None
    return options[0].weekly_price - price


def closes(scope: Scope, offer: Any, *, on: date) -> Answer:
    """Who would still be in the offer or wait for it on the day it closes, and where each could go."""
    inside, waiting = _inside(scope, offer, on), _waiting(scope, offer)
    return _answer(offer, [*inside, *waiting], options(scope, without=offer, on=on), on)


def gets_places(scope: Scope, offer: Any, *, places: int, on: date) -> Answer:
    """Whom another number of places in all leaves without one, the last to come, or who gets one from the line."""
    inside, waiting = _inside(scope, offer, on), _waiting(scope, offer)
    without = inside[places:]
    answer = _answer(offer, without, options(scope, without=offer, on=on) if without else [], on)
    gain = [_touched(row, offer, (), on) for row in waiting[: max(0, places - len(inside))]]
    return Answer(answer.touched, answer.count, answer.more_a_week, answer.priced, gain)


def opens(scope: Scope, offer: Any, *, on: date) -> Answer:
    """Whom the offer would serve: children hurt by the lack of it, and what it costs those on a higher step instead."""
    supply = Supply(offer.step_id, offer.min_age, offer.max_age, tuple(offer.target_groups), (None,))
    hurt = {need.case_id: need for need in needs(scope) if need.hurt and supply.serves(need.key)}
    rows = scope.cases().filter(pk__in=hurt).select_related("child").order_by("child__sort_name", "pk")
    now = _price_now(scope, [pk for pk, need in hurt.items() if need.hurt == HIGHER])
    gain = [_served(case, hurt[case.pk], offer, now.get(case.pk), on) for case in rows[:CHILDREN_SHOWN]]
    priced = [child.more_a_week for child in gain if child.more_a_week is not None]
    return Answer([], len(hurt), sum(priced), len(priced), gain)


def options(scope: Scope, *, without: Any, on: date) -> list[Option]:
    """Every other offer open on the day with a free place then, its departments added up; five queries."""
    weeks = max(0, -(-(on - scope.on) // timedelta(weeks=1)))
    ahead = free_ahead(on=scope.on, weeks=[weeks])
    free: dict[int, int | None] = {}
    current = Capacity.objects.current(on=on).filter(department__is_active=True)
    for pk, offer in current.values_list("pk", "offer_id"):
        (number,) = ahead.get(pk, [0])
        so_far = free.get(offer, 0)
        free[offer] = None if number is None or so_far is None else so_far + number
    rows: Any = with_weekly_price(Offer.objects.open(on=on).filter(step__gte=LOWEST_STEP).exclude(pk=without.pk), on=on)
    return [
        Option(row.code, row.name, row.step_id, row.method, row.min_age, row.max_age, free[row.pk], row.weekly_price)
        for row in rows.order_by("pk")
        if row.pk in free and free[row.pk] != 0
    ]


def _inside(scope: Scope, offer: Any, on: date) -> list[Any]:
    """Help that would still run on the day, the first to come first."""
    still = Q(planned_end_on=None) | Q(planned_end_on__gt=on)
    rows = Intervention.objects.active(on=scope.on).filter(scope.of(), still, offer=offer)
    return list(rows.select_related("offer", "case__child", "placement__child").order_by("starts_on", "pk"))


def _waiting(scope: Scope, offer: Any) -> list[Any]:
    """Those in line for the offer, the first in line first."""
    return list(Referral.objects.in_line().filter(scope.of(), offer=offer).select_related("offer", "case__child"))


def _answer(offer: Any, rows: list[Any], available: list[Option], on: date) -> Answer:
    touched = [_touched(row, offer, available, on) for row in rows[:CHILDREN_SHOWN]]
    priced = [child.more_a_week for child in touched if child.more_a_week is not None]
    return Answer(touched, len(rows), sum(priced), len(priced), [])


def _touched(row: Any, offer: Any, available: Iterable[Option], on: date) -> Touched:
    child, is_waiting = row.case.child, isinstance(row, Referral)
    age = age_on(child.born_on, on) if child.born_on else 0
    fitting = ranked(available, age=age, step=offer.step_id, method=offer.method)
    since = row.waiting_since if is_waiting else row.starts_on
    # Whoever waits costs nothing yet, so there is nothing to hold a price against.
    more = None if is_waiting else difference(fitting, offer.weekly_price)
    is_secret = is_secret_place(row)
    return Touched(row.case.number, child.name, age, since, is_waiting, fitting[:OPTIONS_SHOWN], more, is_secret)


def _served(case: Any, need: Need, offer: Any, price_now: int | None, on: date) -> Touched:
    age = age_on(case.child.born_on, on) if case.child.born_on else 0
    is_known = price_now is not None and offer.weekly_price is not None
    more = offer.weekly_price - price_now if is_known else None
    return Touched(case.number, case.child.name, age, None, need.hurt != HIGHER, (), more)


def _price_now(scope: Scope, cases: list[int]) -> dict[int, int | None]:
    """What the highest help of each case costs a week now."""
    rows = Intervention.objects.active(on=scope.on).filter(case__in=cases).order_by("step_id", "pk")
    offers = dict(rows.values_list("case_id", "offer_id"))
    priced: Any = with_weekly_price(Offer.objects.filter(pk__in=set(offers.values())), on=scope.on)
    price = {offer.pk: offer.weekly_price for offer in priced}
    return {case: price.get(offer) for case, offer in offers.items()}
