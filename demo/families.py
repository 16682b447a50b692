"""The foster families of the stories: invented, each approved for so many children of some ages."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from demo.names import DISTRICTS, LANGUAGES
from interventions.enums import FosterType

FAMILY_CARE = "familieplejen"
KINDS = (FosterType.GENERAL, FosterType.GENERAL, FosterType.REINFORCED, FosterType.GENERAL, FosterType.SPECIALISED)
AGES = ((0, 6), (0, 17), (6, 17), (0, 12), (3, 17), (10, 17))
SURNAMES = (
    "Aagaard", "Bak", "Bech", "Bjerre", "Bruun", "Clausen", "Dahl", "Eriksen", "Foged", "Friis", "Gade", "Hald",
    "Hedegaard", "Holm", "Høj", "Iversen", "Juhl", "Kjær", "Kold", "Lassen", "Lind", "Munk", "Nygaard", "Olesen",
    "Overgaard", "Riis", "Skov", "Thøgersen", "Toft", "Winther", "Østergaard", "Ågård",
)  # fmt: skip
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
    rows = zip(SURNAMES, cycle(KINDS), cycle(DISTRICTS), cycle(AGES), cycle(RUNS_OUT), cycle(WISHES), strict=False)
    return tuple(
        Home(
            f"Familien {surname}", kind, district, youngest, oldest, 1 + (number % 3 == 0) + (number % 7 == 0),
            days_left, wishes, number % 3 == 0, (LANGUAGES[number % len(LANGUAGES)],) if number % 8 == 0 else (),
        )
        for number, (surname, kind, district, (youngest, oldest), days_left, wishes) in enumerate(rows)
    )  # fmt: skip


HOMES = _homes()
BY_NAME = {home.name: home for home in HOMES}


class Beds:
    """Who sleeps where in each week, so that no family is asked for more children than it is approved for."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, int], int] = {}

    def find(self, *, age: int, since: date, until: date) -> str:
        """A family that takes the age and has room for the whole stay, taken for it; empty when none has."""
        weeks = range(since.toordinal() // 7, until.toordinal() // 7 + 1)
        for home in HOMES:
            fits = home.youngest <= age <= home.oldest
            if fits and all(self.taken.get((home.name, week), 0) < home.places for week in weeks):
                for week in weeks:
                    self.taken[home.name, week] = self.taken.get((home.name, week), 0) + 1
                return home.name
        return ""


def approved_until(home: Home, today: date) -> date:
    """The last day of a family's approval, told from the day of the telling."""
    return today + timedelta(days=home.days_left)
