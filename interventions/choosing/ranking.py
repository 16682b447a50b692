"""The ranked list: a pure rule from a need, an offer and where it is given to a choice with its reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from herning.accounts.models import Department
from interventions.choosing import reasons
from interventions.choosing.need import Need
from interventions.choosing.offered import Offered
from interventions.choosing.reasons import AGAINST, FOR, TOLD, Reason
from interventions.enums import MethodType

LAST = 10**9


@dataclass(frozen=True, slots=True)
class Family:
    """A foster family that could take the child, as one line of a choice."""

    pk: int
    name: str
    kind: str
    free: int
    min_age: int | None
    max_age: int | None
    approved_until: date | None
    wishes: str
    takes_siblings: bool
    speaks: bool
    is_near: bool
    km: int | None

    @property
    def text_pk(self) -> str:
        """The id as the end of what the form sends."""
        return str(self.pk)


@dataclass(frozen=True, slots=True)
class Families:
    """All families of an offer at a department: how many, how many fit and have room, and the best few of those."""

    count: int
    fitting: int
    taking_siblings: int
    speaking: int
    best: list[Family] = field(default_factory=list)


class Desk(NamedTuple):
    """A department that gives the offer, with its places on the day; without a limit `free` is none."""

    offer_id: int
    department: Department
    places: int | None
    free: int | None
    waiting: int
    free_from: date | None = None
    families: Families | None = None
    reasons: tuple[Reason, ...] = ()
    # What its own reasons add to the order.
    points: int = 0

    @property
    def value(self) -> str:
        """What the form sends when this desk is picked."""
        return f"{self.offer_id}-{self.department.pk}"

    @property
    def is_full(self) -> bool:
        """Whether a child would have to wait."""
        return self.free is not None and self.free <= 0

    @property
    def is_fitting(self) -> bool:
        """Whether nothing decisive speaks against it: where families are given, one of them fits."""
        return self.families is None or self.families.fitting > 0


class Choice(NamedTuple):
    """An offer as one child's caseworker meets it; its desks stand with the best first."""

    offer: Offered
    desks: list[Desk]
    own_reasons: tuple[Reason, ...]
    # Whether nothing decisive that is known speaks against it.
    fits: bool
    # What the order on its step rests on: its own reasons and those of its best department.
    points: int

    @property
    def best(self) -> Desk | None:
        """The department that suits the child best."""
        return self.desks[0] if self.desks else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The offer's own and those of its best department."""
        return self.own_reasons + (self.best.reasons if self.best else ())

    @property
    def method(self) -> str:
        """The kind of help by its name."""
        return str(MethodType(self.offer.method).label)

    @property
    def weekly_price(self) -> int | None:
        """Whole kroner a week; none where none is known."""
        return self.offer.weekly_price

    @property
    def reasons_for(self) -> list[str]:
        """What speaks for it."""
        return [reason.text for reason in self.reasons if reason.sign == FOR]

    @property
    def reasons_against(self) -> list[str]:
        """What speaks against it."""
        return [reason.text for reason in self.reasons if reason.sign == AGAINST]

    @property
    def told(self) -> list[str]:
        """What is good to know and counts neither way."""
        return [reason.text for reason in self.reasons if reason.sign == TOLD]

    @property
    def experience(self) -> list[str]:
        """How it went for children before, in words."""
        return reasons.experience(self.offer.results)


class Scales:
    """What one child's need weighs offers with.

    `expected` holds each step's professions. What follows from an age range, a kind of help or a district alone is
    reasoned once, however many offers share it.
    """

    def __init__(self, need: Need, expected: Mapping[int, list[str]]) -> None:
        self._need = need
        self._age = cache(partial(reasons.age, need=need))
        self._goals = cache(partial(reasons.goals, need=need))
        self._school = cache(partial(reasons.school, need=need))
        self._distance = cache(partial(reasons.distance, need=need))
        self._professions = cache(lambda known, step: reasons.professions(known, expected.get(step, [])))

    def weigh(self, offer: Offered, desks: Iterable[Desk]) -> Choice:
        """Everything that speaks for and against an offer for the child."""
        weighed = [self._at(offer, desk) for desk in desks]
        if len(weighed) > 1:
            weighed.sort(key=_desk_order)
        own = reasons.said(
            self._age(offer.min_age, offer.max_age),
            reasons.target_group(offer.target_groups, self._need),
            self._goals(offer.method),
            self._professions(tuple(offer.professions), offer.step_id),
            None if weighed else reasons.NOWHERE,
            reasons.secure(offer.method),
        )
        points, fits = weighed[0].points if weighed else 0, True
        for reason in own:
            points += reason.points
            fits = fits and not reason.is_decisive
        return Choice(offer, weighed, own, fits, points)

    def _at(self, offer: Offered, desk: Desk) -> Desk:
        department, families = desk.department, desk.families
        district = department.district_id
        found = reasons.said(
            reasons.siblings(department.pk, families.taking_siblings if families else 0, offer.step_id, self._need),
            self._school(offer.has_own_school, offer.step_id, district),
            self._distance(district),
            reasons.language(offer.languages, bool(families and families.speaking), self._need),
            reasons.place(desk.free, desk.waiting, desk.free_from),
        )
        # Not `_replace`, which takes as long as all the rules together.
        return Desk(
            desk.offer_id, department, desk.places, desk.free, desk.waiting, desk.free_from, families,
            reasons=found, points=sum([reason.points for reason in found]),
        )  # fmt: skip


def ranked(choices: Iterable[Choice]) -> list[Choice]:
    """The lowest step first; on each step those that fit, then most points, soonest place, lowest price, own order.

    A step is never passed by for its points: the order only sorts within it.
    """
    return sorted(choices, key=_order)


def _desk_order(desk: Desk) -> tuple[Any, ...]:
    department = desk.department
    return (not desk.is_fitting, -desk.points, desk.free_from or date.max, department.sort_name, department.pk)


def _order(choice: Choice) -> tuple[Any, ...]:
    offer, best = choice.offer, choice.best
    free_from = best.free_from if best and best.is_full else None
    return (
        offer.step_id,
        not choice.fits,
        -choice.points,
        bool(best and best.is_full),
        free_from or date.max,
        LAST if choice.weekly_price is None else choice.weekly_price,
        LAST if offer.number is None else offer.number,
        offer.sort_name,
        offer.pk,
    )
