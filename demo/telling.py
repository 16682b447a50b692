"""The telling: day by day through all stories, with the sweep that plans the reviews run as it goes."""

from collections.abc import Callable
from datetime import date, datetime, time

from demo.clock import Clock, told_time
from demo.municipality import Cast, establish
from demo.story import Scene, Story
from demo.teller import HERE, Teller
from herning.accounts.models import User
from herning.web.enqueue import tasks_held
from reviews.actions import remind, schedule

EARLY = time(5, 0)


def tell(stories: list[Story], *, today: date, say: Callable[[str], None]) -> None:
    """Write the municipality and its stories into an empty database."""
    with tasks_held(), told_time() as clock:
        clock.moment = datetime.combine(_first_day(stories), EARLY, HERE)
        cast = establish(today)
        say(f"{len(cast.caseworkers)} caseworkers, {len(cast.providers)} departments")
        _tell_all(stories, cast, clock, today=today, say=say)
        system = User.objects.system()
        clock.moment = datetime.combine(today, EARLY, HERE)
        schedule(on=today, by=system)
        say(f"{remind(on=today, by=system)} reminders written")


def in_order(stories: list[Story]) -> list[tuple[Story, Scene]]:
    """All scenes by day; those of one day in the order of the stories."""
    return sorted(((story, scene) for story in stories for scene in story.scenes), key=lambda told: told[1].on)


def _tell_all(
    stories: list[Story], cast: Cast, clock: Clock, *, today: date, say: Callable[[str], None]
) -> None:
    teller, system = Teller(cast, clock, today), User.objects.system()
    week, year = (0, 0), 0
    for number, (story, scene) in enumerate(in_order(stories)):
        if scene.on.isocalendar()[:2] != week:
            week = scene.on.isocalendar()[:2]
            clock.moment = datetime.combine(scene.on, EARLY, HERE)
            schedule(on=scene.on, by=system)
        if scene.on.year != year:
            year = scene.on.year
            say(f"telling of {year} …")
        if scene.on <= today:
            teller.tell(story, scene, number)


def _first_day(stories: list[Story]) -> date:
    return min(scene.on for story in stories for scene in story.scenes)
