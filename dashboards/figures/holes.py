"""Holes in the ladder: where children's needs meet no open offer, or none with a place within twelve weeks (S4)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from dashboards.figures.scope import Scope
from herning.rules import LADDER_STEPS, add_months, age_on
from interventions.enums import DeclineReason, MethodType, ReferralStatus
from interventions.models import Capacity, Intervention, Offer, Referral
from interventions.models.referral import IN_LINE
from interventions.places_ahead import free_ahead

# Step 0 is for all children, and nobody is referred to it.
STEPS = LADDER_STEPS[1:]
AGE_GROUPS = ((0, 5), (6, 9), (10, 13), (14, 17), (18, 22))
WEEKS = (0, 4, 12)
NEED_MONTHS = 12
# What a need is when nobody said what it is about.
UNSAID = ""
WAITING, HIGHER, TURNED_AWAY = "waiting", "higher", "turned_away"
# A need is always for one of these: an age, and what it is about.
Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Supply:
    """An open offer: whom it is for, and its free places in 0, 4 and 12 weeks; null is without a limit."""

    step: int
    min_age: int | None
    max_age: int | None
    target_groups: tuple[str, ...]
    free: tuple[int | None, ...]

    def serves(self, key: Key) -> bool:
        """Whether it is for the step, some age of the group and what the need is about; what is not stated fits all."""
        step, group, about = key
        youngest, oldest = AGE_GROUPS[group]
        return (
            self.step == step
            and (self.min_age is None or self.min_age <= oldest)
            and (self.max_age is None or self.max_age >= youngest)
            and (not about or not self.target_groups or about in self.target_groups)
        )


@dataclass(frozen=True, slots=True)
class Need:
    """One child's need of a step, and how it is hurt today when it is."""

    case_id: int
    step: int
    age_group: int
    about: str
    hurt: str = ""

    @property
    def key(self) -> Key:
        """Where in the ladder the need lies."""
        return self.step, self.age_group, self.about


@dataclass
class Cell:
    """A step for an age group and a target group: what there is, and who needs it."""

    offers: int = 0
    free: list[int | None] = field(default_factory=lambda: [0] * len(WEEKS))
    needed: int = 0
    hurt: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def is_hole(self) -> bool:
        """Needed within a year or waited for, and no open offer or no free place in twelve weeks."""
        return bool(self.needed) and (not self.offers or self.free[-1] == 0)

    @property
    def waiting(self) -> int:
        """How many children wait."""
        return len(self.hurt[WAITING])

    @property
    def higher(self) -> int:
        """How many are on a higher step because this one was full."""
        return len(self.hurt[HIGHER])

    @property
    def children(self) -> set[int]:
        """The cases of all whom it hurts."""
        return set().union(*self.hurt.values())


def age_group(born_on: date | None, *, on: date) -> int:
    """The age group of a child on a day; an unborn child is in the first, whoever is older than all in the last."""
    years = 0 if born_on is None else age_on(born_on, on)
    return next((index for index, (_first, last) in enumerate(AGE_GROUPS) if years <= last), len(AGE_GROUPS) - 1)


def cell(key: Key, supplies: Iterable[Supply], needs: Iterable[Need]) -> Cell:
    """One cell; without a target group it holds the needs of all of them."""
    found = Cell()
    for supply in supplies:
        if supply.serves(key):
            found.offers += 1
            found.free = [_sum(so_far, more) for so_far, more in zip(found.free, supply.free, strict=True)]
    for need in needs:
        if (need.step, need.age_group) == key[:2] and key[2] in {UNSAID, need.about}:
            found.needed += 1
            if need.hurt:
                found.hurt[need.hurt].add(need.case_id)
    return found


def matrix(supplies: list[Supply], needs: list[Need], *, about: str = UNSAID) -> dict[tuple[int, int], Cell]:
    """Every step and age group for a target group, or for all of them."""
    return {
        (step, group): cell((step, group, about), supplies, needs) for step in STEPS for group in range(len(AGE_GROUPS))
    }


def holes(supplies: list[Supply], needs: list[Need]) -> list[tuple[Key, Cell]]:
    """The holes, those that hurt most children first; a need without a target group is held against every offer."""
    of_key: dict[Key, list[Need]] = defaultdict(list)
    for need in needs:
        of_key[need.key].append(need)
    found = [(key, cell(key, supplies, own)) for key, own in of_key.items()]
    return sorted(
        ((key, one) for key, one in found if one.is_hole),
        key=lambda pair: (-len(pair[1].children), -pair[1].needed, pair[0]),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def supplies(*, on: date) -> list[Supply]:
    """Every open offer of steps 1 to 5 that some department gives, its departments' places added up; five queries.

    A secure unit fills no hole: nobody is there because another place was full (§ 62).
    """
    ahead = free_ahead(on=on, weeks=WEEKS)
    free: dict[int, list[int | None]] = {}
    for pk, offer in Capacity.objects.current(on=on).filter(department__is_active=True).values_list("pk", "offer_id"):
        told = ahead.get(pk, [0] * len(WEEKS))
        free[offer] = [_sum(so_far, more) for so_far, more in zip(free.get(offer, [0, 0, 0]), told, strict=True)]
    rows = Offer.objects.open(on=on).filter(step__in=STEPS).exclude(method=MethodType.SECURE_UNIT).order_by("pk")
    return [
        Supply(step, youngest, oldest, tuple(groups), tuple(free[pk]))
        for pk, step, youngest, oldest, groups in rows.values_list(
            "pk", "step_id", "min_age", "max_age", "target_groups"
        )
        if pk in free
    ]


def needs(scope: Scope) -> list[Need]:
    """What children were referred to within a year, or wait for: the wanted, full offer's step where one was noted."""
    since = add_months(scope.on, -NEED_MONTHS)
    rows = (
        Referral.objects.filter(scope.of(), Q(made_on__range=(since, scope.on)) | Q(status__in=IN_LINE))
        .exclude(status__in=[ReferralStatus.DRAFT, ReferralStatus.WITHDRAWN])
        .order_by("pk")
        .annotate(is_helped=_has_help(scope.on))
        .values_list(
            "case_id", "step_id", "wanted_offer__step_id", "target_group_id", "case__child__born_on", "status",
            "decline_reason", "intervention__starts_on", "intervention__ends_on", "is_helped",
        )
    )  # fmt: skip
    found = []
    for case, step, wanted, about, born_on, status, declined, starts_on, ends_on, is_helped in rows:
        runs = starts_on is not None and starts_on <= scope.on and (ends_on is None or ends_on > scope.on)
        needed = step if wanted is None else min(step, wanted)
        hurt = ""
        if status in IN_LINE:
            hurt = WAITING
        elif needed < step and runs:
            hurt = HIGHER
        elif declined == DeclineReason.FULL and not is_helped:
            hurt = TURNED_AWAY
        if needed in STEPS:
            found.append(Need(case, needed, age_group(born_on, on=scope.on), about or UNSAID, hurt))
    return found


def _has_help(on: date) -> Exists:
    """Whether the child's case has any help now."""
    return Exists(Intervention.objects.active(on=on).filter(case=OuterRef("case")))
