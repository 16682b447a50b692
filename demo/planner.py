"""From a seed and a day to the stories of a municipality: a pure function, so the same two give the same stories."""

from collections.abc import Iterator
from datetime import date
from random import Random

from demo import names
from demo.course import Course
from demo.helped import tell_closed, tell_helped
from demo.offers import BY_CODE, FULL, Ledger
from demo.paths import Role
from demo.people import People, address
from demo.roles import EXTRA, OF_A_KIND, SPECIALS, drawn, lateness
from demo.story import Adult, Child, Scene, Story
from demo.unhelped import tell_concern, tell_new
from demo.words import themes_for

SEED = 2016
OPEN_CASES = 482
#: How the open cases are shared among the caseworkers, four teams of six; the norm is 20 to 25 each.
LOADS = (22, 24, 21, 32, 19, 23, 20, 25, 18, 33, 22, 21, 23, 17, 26, 20, 34, 22, 14, 21, 19, 24, 16, 13)
PER_TEAM = 6
YOUTH_TEAM = 3
#: Step 3 stands empty in this district: a hole in the ladder.
WITHOUT_KINSHIP = "Øst"
ATTEMPTS = 24


class Municipality:
    """Collects stories one family at a time, so that each stands on the places the earlier ones hold."""

    def __init__(self, seed: int, today: date) -> None:
        self.seed = seed
        self.today = today
        self.rng = Random(f"{seed}:{today}")
        self.ledger = Ledger()
        self.people = People()
        self.load = [0] * len(LOADS)
        self.stories: list[Story] = []

    @property
    def open_cases(self) -> int:
        """How many open cases have been planned."""
        return sum(self.load)

    def add(self, *roles: Role) -> bool:
        """Plan one family, its children with these roles; False when no story could be found for the first of them."""
        caseworker = self._caseworker(roles)
        team = caseworker // PER_TEAM
        district = names.TEAMS[team][1]
        rng = Random(f"{self.seed}:{self.today}:{len(self.stories)}")
        surname = rng.choice(names.SURNAMES)
        adults = self.people.adults(rng, surname)
        children: list[Child] = []
        scenes: list[Scene] = []
        for role in roles:
            told = self._child(rng, role, len(children), surname, district, adults, is_youth=team == YOUTH_TEAM)
            if told is None:
                if not children:
                    return False
                continue
            child, course = told
            children.append(child)
            scenes += course.scenes
            self.load[caseworker] += role.kind in {"open", "new"}
        is_protected = any(role.oddity == "protected" for role in roles)
        self.stories.append(
            Story(
                len(self.stories),
                caseworker,
                team,
                address(rng, district),
                is_protected,
                tuple(children),
                adults,
                tuple(sorted(scenes, key=lambda scene: scene.on)),
            )
        )
        return True

    def _child(
        self,
        rng: Random,
        role: Role,
        index: int,
        surname: str,
        district: str,
        adults: tuple[Adult, ...],
        *,
        is_youth: bool,
    ) -> tuple[Child, Course] | None:
        for _ in range(ATTEMPTS):
            child = self.people.child(
                rng, surname=surname, ages=_ages(rng, role, is_youth=is_youth), district=district, today=self.today
            )
            age = -1 if child.born_on is None else (self.today - child.born_on).days // 365
            course = Course(rng, child, index, adults, theme=rng.choice(themes_for(min(age, 17))), today=self.today)
            if self._told(course, role):
                return child, course
        return None

    def _told(self, course: Course, role: Role) -> bool:
        match role.kind:
            case "open":
                done = tell_helped(course, self.ledger, role)
            case "closed":
                done = tell_closed(course, self.ledger, role)
            case "new":
                done = tell_new(course, role)
            case _:
                done = tell_concern(course, role)
        if done and role.oddity == "grant":
            course.add(self.today, "grant", reason=course.voice.say("grant_reason"))
        return done

    def _caseworker(self, roles: tuple[Role, ...]) -> int:
        """The one with the most room left, where the roles allow."""
        allowed = range(len(LOADS))
        step = max(role.step for role in roles)
        youngest = min(role.ages[1] for role in roles)
        team_of = {number: number // PER_TEAM for number in allowed}
        fit = [
            number for number in allowed
            if not (step == 3 and names.TEAMS[team_of[number]][1] == WITHOUT_KINSHIP)
            and not (youngest < 13 and team_of[number] == YOUTH_TEAM)
            and not (roles[0].oddity == "first" and number)
        ]  # fmt: skip
        return min(fit, key=lambda number: ((self.load[number] + 1) / LOADS[number], number))


def stories(seed: int, today: date, *, open_cases: int = OPEN_CASES) -> list[Story]:
    """The families of a municipality with about so many open cases, in the order they are invented."""
    told = Municipality(seed, today)
    for roles in SPECIALS:
        told.add(*roles)
    share = open_cases / OPEN_CASES
    for role, count in OF_A_KIND:
        for _ in range(round(count * share)):
            told.add(lateness(told.rng, role))
    if share >= 0.5:
        for role in _fillers(told):
            told.add(role)
    while told.open_cases < open_cases:
        siblings = [drawn(told.rng)]
        while len(siblings) < 4 and told.rng.random() < 0.24:
            siblings.append(told.rng.choice(EXTRA))
        told.add(*(lateness(told.rng, role) for role in siblings))
    return told.stories


def _fillers(told: Municipality) -> Iterator[Role]:
    """Children for the offers that are to be full today."""
    for code in FULL:
        offer = BY_CODE[code]
        for _ in range(4 * (offer.places or 0)):
            if told.ledger.free_now(code, told.today) > 0:
                ages = (offer.youngest + 1, offer.oldest)
                yield lateness(told.rng, Role("open", offer.step, ages=ages, offer=code))


def _ages(rng: Random, role: Role, *, is_youth: bool) -> tuple[int, int]:
    """The ages a role allows; the youth team has the young."""
    youngest, oldest = role.ages
    if is_youth:
        return max(youngest, 13), oldest
    if (youngest, oldest) == (0, 17):
        return rng.choices([(0, 2), (3, 6), (7, 12), (13, 15)], (18, 24, 40, 18))[0]
    return youngest, oldest
