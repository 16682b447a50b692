"""Which steps a child has stood on, and on which days: from the step it stands on now back to the first."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.course import Course
from demo.days import after, before, office_day
from demo.families import FAMILY_CARE, take_home
from demo.helps import Help, chain_back, chain_on, pick
from demo.offers import BY_CODE, Ledger
from demo.rounds import Round, help_began_on, how_many_rounds, rounds

#: Ways to the step where a child stands now, with how often they are gone; a case that was closed ended on its last.
PATHS: dict[int, list[tuple[tuple[int, ...], int]]] = {
    0: [((1, 0), 6), ((2, 0), 3), ((2, 1, 0), 2)],
    1: [((1,), 70), ((2, 1), 26), ((4, 1), 2), ((1, 2, 1), 2)],
    2: [((2,), 72), ((1, 2), 11), ((4, 2), 7), ((5, 2), 6), ((2, 1, 2), 2), ((3, 2), 6)],
    3: [((3,), 68), ((2, 3), 22), ((4, 3), 10)],
    4: [((4,), 56), ((2, 4), 24), ((1, 4), 4), ((3, 4), 6), ((5, 4), 10)],
    5: [((5,), 48), ((2, 5), 34), ((4, 5), 10), ((1, 2, 5), 8)],
}
#: On these steps a reasoned schedule (§ 95) has reviews twelve weeks apart once so many have been held.
LONG_STEPS = {3, 4}
LONG_FROM = 4
KNOWN_BEFORE = timedelta(days=12)
#: The oddity of a placement that has just begun and that the Board has not decided on yet.
BEFORE_BOARD = "board_pending"


@dataclass(frozen=True, slots=True)
class Role:
    """What a child's story is to show on the day of the telling."""

    kind: str
    step: int = 1
    lateness: str = ""
    oddity: str = ""
    ages: tuple[int, int] = (0, 17)
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The helps of a course, the reviews, and after which review (counted from 0) each help gave way to the next."""

    helps: list[Help]
    reviews: list[Round]
    cuts: list[int]
    next_due_on: date


def way(course: Course, ledger: Ledger, role: Role, *, until: date, is_closed: bool) -> Way | None:
    """A way to a step with its days and offers, held in the ledger; none when the offers have no room for it.

    `until` is when the next review is due, or for a closed case when the last was held.
    """
    rng = course.rng
    steps = (role.step,) if role.offer or role.oddity == BEFORE_BOARD else _path(rng, role.step)
    count = _count(course, steps, role, until=until, is_closed=is_closed)
    if count < len(steps) - 1 + is_closed:
        return None
    next_due_on = until + timedelta(weeks=6) if is_closed else until
    held = rounds(rng, count=count, next_due_on=next_due_on, long_from=LONG_FROM if role.step in LONG_STEPS else None)
    first_on = help_began_on(held[0].due_on if held else next_due_on)
    cuts = sorted(rng.sample(range(max(count - is_closed, 0)), len(steps) - 1))
    if role.step == 0 and cuts:
        # The lowest step has no review, so the last one led down to it.
        cuts = [*sorted(rng.sample(range(count - 1), len(cuts) - 1)), count - 1]
    helps = _helps(course, ledger, role, steps, [held[cut].held_on for cut in cuts], first_on)
    if helps is None or helps[-1].starts_on >= course.today or (course.child.born_on or first_on) > first_on:
        return None
    if is_closed:
        helps[-1].ends_on = after(held[-1].held_on, rng.randint(1, 8))
    stays = [(given, given.ends_on or course.today + timedelta(days=14)) for given in helps]
    for given, until in stays:
        if given.offer.code == FAMILY_CARE:
            age = course.age(given.starts_on)
            home = take_home(ledger.families, age=age, since=given.answer_on, until=until)
            if home is None:
                return None
            given.family = home
    for given, until in stays:
        ledger.take(given.offer.code, given.answer_on, until)
    return Way(helps, held, cuts, next_due_on)


def _path(rng: Random, step: int) -> tuple[int, ...]:
    paths = PATHS[step]
    return rng.choices([path for path, _ in paths], [weight for _, weight in paths])[0]


def _count(course: Course, steps: tuple[int, ...], role: Role, *, until: date, is_closed: bool) -> int:
    """How many reviews were held: no more than the child's life, or the pregnancy, and two years have room for."""
    if role.oddity == BEFORE_BOARD:
        return 0
    wanted = max(how_many_rounds(course.rng, step=role.step), len(steps) - 1 + is_closed)
    if role.oddity in {"draft", "waiting", "awaiting", "returned"}:
        wanted = max(wanted, len(steps))
    if role.offer:
        wanted = min(wanted, 2)
    born_on = course.child.born_on
    earliest = before(course.today, 490) if born_on is None else max(born_on + KNOWN_BEFORE, before(course.today, 490))
    if born_on is None:
        earliest = course.today - timedelta(days=110)
    days = (until - earliest).days
    room = days // 46 - (0 if is_closed else 1)
    if role.step in LONG_STEPS and room > LONG_FROM:
        room = LONG_FROM + (days - 46 * (LONG_FROM + 1)) // 88
    return min(wanted, max(room, 0))


def _helps(
    course: Course, ledger: Ledger, role: Role, steps: tuple[int, ...], decided: list[date], first_on: date
) -> list[Help] | None:
    """The helps with their days and offers; each ends on the day the next begins."""
    rng = course.rng
    chains = [(*chain_back(rng, first_on, step=steps[0]), first_on)]
    chains += [chain_on(rng, day, step=step) for day, step in zip(decided, steps[1:], strict=True)]
    helps: list[Help] = []
    for number, (step, (refer_on, approve_on, answer_on, starts_on)) in enumerate(zip(steps, chains, strict=True)):
        ends_on = chains[number + 1][3] if number + 1 < len(steps) else None
        last_on = ends_on or course.today + timedelta(days=14)
        if ends_on is not None and ends_on <= starts_on:
            return None
        offer = pick(course, ledger, step=step, since=answer_on, until=max(last_on, answer_on))
        if role.offer and ledger.has_room(role.offer, answer_on, last_on):
            offer = BY_CODE[role.offer]
        if offer is None or (role.offer and offer.code != role.offer):
            return None
        helps.append(Help(f"h{number}", offer, refer_on, approve_on, answer_on, starts_on, ends_on))
    return helps


def opened_before(course: Course, refer_on: date, *, is_placement: bool, is_urgent: bool) -> date:
    """When the case of a first referral was opened; never before the child was born or known of."""
    rng = course.rng
    days = rng.randint(0, 1) if is_urgent else rng.randint(32, 62) if is_placement else rng.randint(4, 26)
    opened_on = before(refer_on, days)
    earliest = office_day(course.born_or_now + timedelta(days=3))
    return min(max(opened_on, earliest), refer_on)
