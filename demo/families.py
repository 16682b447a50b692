"""The foster families of the stories: invented, each approved for so many children of some ages."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from demo.names import DISTRICTS, LANGUAGES, SURNAMES
from demo.stays import Stays
from interventions.enums import FosterType

FAMILY_CARE = "familieplejen"
FAMILIES = 36
# The department's own, for a child no family has room for; the rest of its places are its families'.
OWN_PLACES = 4
KINDS = (FosterType.GENERAL, FosterType.GENERAL, FosterType.REINFORCED, FosterType.GENERAL, FosterType.SPECIALISED)
AGES = ((0, 6), (0, 17), (6, 17), (0, 12), (3, 17), (10, 17))
WISHES = (
    "Gerne et skolebarn, der kan lide dyr.",
    "Vi bor på landet og har selv store børn.",
    "Søskende må gerne komme sammen.",
    "Helst små børn; en af os går hjemme.",
    "Vi tager gerne unge, der har brug for faste rammer.",
    "",
)
# Some approvals run out soon, so that somebody has to have them extended.
RUNS_OUT = (400, 700, 45, 900, 250, 1_000, 20)


@dataclass(frozen=True, slots=True)
class Home:
    """One family as the stories know it."""

    name: str
    kind: FosterType
    district: str
    youngest: int
    oldest: int
    places: int
    days_left: int
    wishes: str
    takes_siblings: bool
    languages: tuple[str, ...]


def _homes() -> tuple[Home, ...]:
    rows = zip(
        SURNAMES[:FAMILIES], cycle(KINDS), cycle(DISTRICTS), cycle(AGES), cycle(RUNS_OUT), cycle(WISHES), strict=False
    )
    return tuple(
        Home(
            f"Familien {surname}", kind, district, youngest, oldest, 1 + (number % 3 == 0) + (number % 7 == 0),
            days_left, wishes, number % 3 == 0, (LANGUAGES[number % len(LANGUAGES)],) if number % 8 == 0 else (),
        )
        for number, (surname, kind, district, (youngest, oldest), days_left, wishes) in enumerate(rows)
    )  # fmt: skip


HOMES = _homes()
BY_NAME = {home.name: home for home in HOMES}


def take_home(stays: Stays, *, age: int, since: date, until: date) -> str | None:
    """The name of a family that takes the age and has room for the whole stay, taken for it.

    Empty is the department's own place, where no family has one; None where that is taken too.
    """
    for home in HOMES:
        if home.youngest <= age <= home.oldest and stays.has_room(home.name, home.places, since, until):
            stays.take(home.name, since, until)
            return home.name
    if not stays.has_room(FAMILY_CARE, OWN_PLACES, since, until):
        return None
    stays.take(FAMILY_CARE, since, until)
    return ""


def approved_until(home: Home, today: date) -> date:
    """The last day of a family's approval, told from the day of the telling."""
    return today + timedelta(days=home.days_left)
