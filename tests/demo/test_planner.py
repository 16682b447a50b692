"""Stories follow from seed and day alone, and lie on days and in places that a municipality has."""

from collections import Counter
from datetime import date

import pytest

from demo import names
from demo.offers import BY_CODE, FULL, OFFERS
from demo.people import MODULUS
from demo.planner import LOADS, OPEN_CASES, SEED, WITHOUT_KINSHIP, stories
from demo.telling import by_week
from herning.rules import is_working_day

TODAY = date(2026, 11, 18)


@pytest.fixture(scope="module")
def whole():
    return stories(SEED, TODAY)


def scenes_of(told, act):
    return [(story, scene) for story in told for scene in story.scenes if scene.act == act]


def ended_by(scene):
    """The key of the help a scene ends, if any: a placement ends by the child coming home or moving on."""
    match scene.act:
        case "end" | "come_home":
            return scene.facts["key"]
        case "place":
            return scene.facts["moved_from"] or None
    return None


def test_the_same_seed_and_day_give_the_same_stories():
    assert stories(7, TODAY, open_cases=30) == stories(7, TODAY, open_cases=30)


@pytest.mark.parametrize(("seed", "day"), [(8, TODAY), (7, date(2026, 11, 19))])
def test_another_seed_or_day_gives_others(seed, day):
    assert stories(seed, day, open_cases=30) != stories(7, TODAY, open_cases=30)


@pytest.mark.parametrize("day", [date(2026, 12, 26), date(2027, 1, 2), date(2027, 4, 1), date(2028, 2, 29)])
def test_stories_can_be_told_on_any_day(day):
    assert len(scenes_of(stories(SEED, day, open_cases=40), "open")) >= 40


def test_there_are_as_many_open_cases_as_asked_for(whole):
    opened, closed = len(scenes_of(whole, "open")), len(scenes_of(whole, "close"))

    assert OPEN_CASES <= opened - closed <= OPEN_CASES + 3


def test_loads_lie_around_the_norm_and_some_above(whole):
    loads = Counter(story.caseworker for story, _ in scenes_of(whole, "open"))
    loads.subtract(story.caseworker for story, _ in scenes_of(whole, "close"))

    assert len(loads) == len(LOADS) == len(names.CASEWORKERS)
    assert 20 <= sum(loads.values()) / len(loads) <= 25
    assert sum(load > 28 for load in loads.values()) >= 2


def test_casework_falls_on_working_days(whole):
    elsewhere = {"receive", "assess", "grant"}

    assert [
        (scene.act, scene.on)
        for story in whole
        for scene in story.scenes
        if scene.act not in elsewhere and not is_working_day(scene.on)
    ] == []


def test_no_offer_is_planned_fuller_than_it_is(whole):
    held = Counter()
    fullest = Counter()
    where = {}
    for told in by_week(whole).values():
        for story, scene in told:
            who = (story.number, scene.child, scene.facts.get("key"))
            if scene.act == "refer":
                where[who] = scene.facts["offer"]
            elif scene.act == "accept":
                held[where[who]] += 1
                fullest[where[who]] = max(fullest[where[who]], held[where[who]])
            if over := ended_by(scene):
                held[where[story.number, scene.child, over]] -= 1

    assert {code: most for code, most in fullest.items() if most > (BY_CODE[code].places or 999)} == {}
    # A place that was given back this very week is not given again before the next.
    assert {code: held[code] for code in FULL if held[code] < BY_CODE[code].places - 1} == {}


def test_one_district_has_nobody_on_step_three(whole):
    kinship = {offer.code for offer in OFFERS if offer.step == 3}
    living_there = set()
    for story in whole:
        keys = {(scene.child, scene.facts["key"]): scene for scene in story.scenes if scene.act == "refer"}
        placed = {(scene.child, scene.facts["key"]) for scene in story.scenes if scene.act == "place"}
        over = {(scene.child, ended_by(scene)) for scene in story.scenes}
        living_there |= {
            names.TEAMS[story.team][1]
            for key, scene in keys.items()
            if scene.facts["offer"] in kinship and key in placed - over
        }

    assert living_there == {district for _, district in names.TEAMS} - {WITHOUT_KINSHIP}


def test_no_cpr_number_is_used_twice_or_has_a_check_digit(whole):
    numbers = [child.cpr for story in whole for child in story.children if child.cpr]

    assert len(numbers) == len(set(numbers)) > 400
    assert [
        cpr for cpr in numbers if sum(weight * int(digit) for weight, digit in zip(MODULUS, cpr, strict=True)) % 11 == 0
    ] == []


def test_everybody_at_work_has_a_name_of_their_own():
    people = [
        *names.CASEWORKERS, *names.LEADERS, *names.MANAGERS, names.SECRETARY, names.ADMINISTRATOR,
        *(names.at_work(number) for number in range(90)),
    ]  # fmt: skip

    assert len({names.ascii_name(name) for name in people}) == len(people)
    assert all(names.ascii_name(name).isascii() for name in people)
