"""One child's course through the municipality, put together scene by scene."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from demo import people
from demo.days import between, some_after
from demo.story import Adult, Child, Scene
from demo.words import Voice
from herning.rules import add_months, age_on

HERE = ZoneInfo("Europe/Copenhagen")
SPEAKS_FROM = 4
YOUTH_PLAN_FROM = 16
OF_AGE = 18
BY_CONSENT = frozenset({"consent", "youth"})


class Course:
    """Collects the scenes of one child; each part of the story is a method that adds some."""

    def __init__(
        self, rng: Random, child: Child, index: int, adults: tuple[Adult, ...], *, theme: str, today: date
    ) -> None:
        self.rng = rng
        self.child = child
        self.index = index
        self.adults = adults
        self.today = today
        self.voice = Voice(rng, child, theme)
        self.scenes: list[Scene] = []
        self.sub_goals = 0
        self.level = rng.uniform(-1.6, -0.4)

    def add(self, on: date, act: str, **facts: Any) -> None:
        """Add a scene."""
        self.scenes.append(Scene(on, act, self.index, facts))

    def age(self, on: date) -> int:
        """Whole years on a day; before birth -1."""
        born_on = self.child.born_on
        return -1 if born_on is None or born_on > on else age_on(born_on, on)

    @property
    def born_or_now(self) -> date:
        """The first day on which something can have been told of a born child."""
        return self.child.born_on or self.today - timedelta(days=3000)

    def concern(self, key: str, on: date, *, at: time | None = None, kind: str = "") -> None:
        """Somebody is worried."""
        kind = kind or self.rng.choice(self.voice.theme["reporters"])
        name, contact = people.reporter(self.rng, kind, self.child)
        received_at = datetime.combine(on, at or time(self.rng.randint(8, 14), self.rng.randrange(0, 60, 5)), HERE)
        self.add(
            on, "receive", key=key, received_at=received_at, kind=kind, name=name, contact=contact,
            text=self.voice.tell("concern"),
        )  # fmt: skip

    def assessed(self, key: str, on: date, *, is_in_danger: bool = False, acknowledged_on: date | None = None) -> None:
        """The danger is assessed the same day and the reporter told within six working days, unless a day says else."""
        text = self.voice.say("assessment_danger" if is_in_danger else "assessment_safe")
        self.add(on, "assess", key=key, is_in_danger=is_in_danger, text=text)
        self.add(acknowledged_on or some_after(self.rng, on, 1, 5), "acknowledge", key=key)

    def opened(self, on: date, *, is_in_danger: bool = False, aware_on: date | None = None) -> None:
        """A concern leads to a case."""
        aware_on = aware_on or on
        self.concern("first", aware_on)
        self.assessed("first", aware_on, is_in_danger=is_in_danger)
        self.add(on, "open", key="first", reason=self.voice.say("open_reason"))

    def spoken_with(self, on: date) -> None:
        """The child is spoken with, or it is said why not."""
        if self.age(on) < SPEAKS_FROM:
            self.add(on, "waive", reason=self.voice.fill("{navn} er for lille til en samtale. ") + self.infant_words())
        else:
            self.add(
                on, "converse", words=self.voice.tell("words"), place=self.voice.say("places"),
                companion=self.voice.say("companions"),
            )  # fmt: skip

    def infant_words(self) -> str:
        """How a small child's view was found."""
        return self.voice.say("waiver")

    def investigated(self, begun_on: date, finished_on: date | None, *, is_placement: bool = False) -> None:
        """An investigation is begun and, if there is a day for it, finished."""
        self.add(begun_on, "begin_investigation", why=self.voice.say("investigation_why"))
        if finished_on is not None:
            conclusion = self.voice.say("conclusion_placement" if is_placement else "conclusion")
            text = self.voice.tell("investigation")
            self.add(finished_on, "finish_investigation", child_and_family=text, conclusion=conclusion)

    def planned(self, on: date) -> None:
        """A plan with goals for the child and for the parents."""
        kind = "youth" if self.age(on) >= YOUTH_PLAN_FROM else "child"
        goals = [("child", *goal) for goal in self.voice.goals("child")[: self.rng.choice((1, 1, 2))]]
        goals += [("parents", *goal) for goal in self.voice.goals("parent")[:1]]
        self.sub_goals = len(goals)
        self.add(on, "plan", kind=kind, purpose=self.voice.say("purpose_plan"), goals=tuple(goals))
        is_minor = self.child.born_on is not None and self.child.born_on < on and self.age(on) < OF_AGE
        if self.rng.random() < 0.5 and self.index == 0 and is_minor:
            self.add(on, "consent", kind="support", adult=0, scope="Støtte som beskrevet i planen")

    def replanned(self, on: date) -> None:
        """The plan is revised; its goals go on."""
        kind = "youth" if self.age(on) >= YOUTH_PLAN_FROM else "child"
        self.add(on, "replan", kind=kind, purpose=self.voice.say("purpose_plan"))

    def journal(self, first: date, last: date, *, count: int) -> None:
        """Notes in the journal."""
        for _ in range(count):
            kind, heading, text = self.voice.journal()
            self.add(between(self.rng, first, last), "note", kind=kind, heading=heading, text=text)

    def scores(self, drift: float) -> tuple[int, ...]:
        """How each sub-goal stands: a level that drifts, and some noise."""
        self.level = max(-2.0, min(1.8, self.level + drift))
        return tuple(max(-2, min(2, round(self.level + self.rng.gauss(0, 0.35)))) for _ in range(self.sub_goals))

    def joined_concern(self, on: date) -> None:
        """One more concern comes while the case is open."""
        self.concern("more", on)
        self.assessed("more", on)
        self.add(some_after(self.rng, on, 1, 3), "join", key="more", reason=self.voice.say("joined_concern"))

    def consents(self, on: date, starts_on: date) -> None:
        """What the law asks for before a placement: custody holders', and from 15 the young person's own."""
        if self.age(starts_on) >= OF_AGE:
            self.add(starts_on, "consent", kind="youth", adult=None, scope=self.voice.fill("{navn}s eget samtykke"))
            return
        for number, adult in enumerate(self.adults):
            if adult.has_custody:
                self.add(on, "consent", kind="placement", adult=number, scope=self.voice.say("placement_purpose"))
        if self.age(starts_on) >= 15:
            given_on = on if self.age(on) >= 15 else starts_on
            self.add(given_on, "consent", kind="placement", adult=None, scope=self.voice.fill("{navn}s eget samtykke"))

    def months_since(self, day: date) -> int:
        """Whole months from a day to the telling."""
        count = 0
        while add_months(day, count + 1) <= self.today:
            count += 1
        return count
