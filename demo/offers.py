"""What the stories use of the catalogue, and how many places there are.

The numbers of places are invented, except Mejeriet's seven, which the catalogue states. Ages are the catalogue's where
it states any and else invented.
"""

from dataclasses import dataclass
from datetime import date

from demo.stays import Stays

MEJERIET = "mejeriet"
CLAUDISVEJ = "claudisvej"
SECURE = "sikrede-institutioner"
KINSHIP = "slaegts-og-netvaerkspleje"


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as the stories know it."""

    code: str
    step: int
    youngest: int
    oldest: int
    places: int | None = None
    is_placement: bool = False
    weight: int = 10
    department: str = ""


OFFERS = (
    Offered("aaben-raadgivning", 0, -1, 17, department="familiecentret"),
    Offered("ungmod-24-7", 0, 13, 17, weight=4),
    Offered("sundhedsplejen-behovsbesoeg", 1, -1, 2, weight=30),
    Offered("ppr-raadgivning", 1, 3, 17, weight=6),
    Offered("forebyggelsespsykolog", 1, 8, 17, 26),
    Offered("between", 1, 7, 17, 14, weight=6, department="kursusteamet"),
    Offered("skilsmissegruppe", 1, 5, 14, 20, department="kursusteamet"),
    Offered("familiebehandlingspakke-a", 1, 0, 17, 36, weight=16),
    Offered("dua-toddler-basic", 1, 0, 8, 22, weight=14, department="kursusteamet"),
    Offered("dinoskolen", 1, 4, 8, 12, weight=8, department="kursusteamet"),
    Offered("pmt-o", 1, 4, 12, 18, weight=12, department="kursusteamet"),
    Offered("kiff", 1, 3, 14, 16, weight=5, department="kursusteamet"),
    Offered("fft", 1, 11, 17, 16),
    Offered("art", 1, 8, 16, 10, weight=6, department="stoettekorpset"),
    Offered("stoettekontaktperson", 2, 6, 17, 60, weight=18, department="stoettekorpset"),
    Offered("familiebehandling-familiecentret", 2, 0, 17, 44, weight=16),
    Offered("spaed-og-smaabornsteam", 2, -1, 5, 22, weight=22, department="smaaboernsteamet"),
    Offered("aflastning-familiepleje", 2, 1, 15, 26, weight=7, department="familieplejen"),
    Offered("aflastning-institution", 2, 6, 17, 8, weight=3, department="broen"),
    Offered("munkgaard", 2, 6, 13, 10, weight=9),
    Offered("broen", 2, 4, 14, 14, weight=9),
    Offered("mst", 2, 12, 17, 8, weight=12),
    Offered("ungeteam", 2, 12, 17, 34, weight=16),
    Offered("psykologbehandling-udredning", 2, 5, 17, weight=6),
    Offered("familiebehandling-alkohol", 2, 0, 17, 12, weight=5),
    Offered("supportteam", 2, 0, 17, 14, weight=5, department="familiecentret"),
    Offered("familiebehandling-hedebo", 2, 10, 17, 10, weight=5),
    Offered("bomiljoeet", 2, 16, 17, 8, weight=4),
    Offered(KINSHIP, 3, 0, 17, is_placement=True, department="familieplejen"),
    Offered("familieplejen", 4, 0, 14, 46, is_placement=True, weight=30),
    Offered("tfco", 4, 12, 17, 6, is_placement=True, department="familieplejen"),
    Offered("hybridloesninger", 4, 6, 17, 8, weight=4),
    Offered(CLAUDISVEJ, 5, 14, 17, 12, is_placement=True, weight=14),
    Offered(MEJERIET, 5, 14, 17, 7, is_placement=True, weight=10),
    Offered(SECURE, 5, 15, 17, is_placement=True, weight=1, department="sikret-afdeling"),
)
#: Departments that the catalogue does not name and somebody must work in; invented, with the provider they belong to.
DEPARTMENTS = (
    ("kursusteamet", "Kursusteamet", "herning-kommune"),
    ("smaaboernsteamet", "Småbørnsteamet", "herning-kommune"),
    ("stoettekorpset", "Støttekorpset", "herning-kommune"),
    ("sikret-afdeling", "Sikret afdeling", "region"),
)
BY_CODE = {offer.code: offer for offer in OFFERS}
#: These are kept full on the day of the telling, so that there is somebody to wait.
FULL = ("munkgaard", "mst", MEJERIET, CLAUDISVEJ)
LONG_AGO = date(2020, 1, 1)


class Ledger:
    """The places of the offers and of the foster families, as the stories fill them."""

    def __init__(self) -> None:
        self.offers = Stays()
        self.families = Stays()

    def has_room(self, code: str, since: date, until: date) -> bool:
        """Whether an offer has a place free in every week of a stay."""
        return self.offers.has_room(code, BY_CODE[code].places, since, until)

    def take(self, code: str, since: date, until: date) -> None:
        """Hold a place of an offer in every week of a stay."""
        self.offers.take(code, since, until)

    def free_now(self, code: str, today: date) -> int:
        """How many places are free on the day of the telling."""
        places = BY_CODE[code].places
        return 99 if places is None else places - self.offers.on(code, today)


def fitting(ledger: Ledger, *, step: int, age: int, since: date, until: date) -> list[Offered]:
    """The offers of a step that fit an age and have room for a whole stay."""
    return [
        offer for offer in OFFERS
        if offer.step == step and offer.youngest <= age <= offer.oldest and ledger.has_room(offer.code, since, until)
    ]  # fmt: skip
