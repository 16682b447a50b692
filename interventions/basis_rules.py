"""What a placement may rest on at an age, and whose consent that takes (no database, no clock)."""

from datetime import date

from cases.enums import ConsentKind
from cases.rules import is_of_age
from interventions.enums import LegalBasis


def fits_age(basis: str, born_on: date | None, *, on: date) -> bool:
    """Whether the basis is for the age: from 18 there is youth support alone (Barnets lov §§ 114–120), never before."""
    return is_of_age(born_on, on=on) == (basis == LegalBasis.YOUTH)


def bases(born_on: date | None, *, first: date, last: date) -> list[LegalBasis]:
    """What may be chosen for a day between two: the birthday may lie between them."""
    return [basis for basis in LegalBasis if any(fits_age(basis, born_on, on=day) for day in (first, last))]


def consent_kind(basis: str) -> ConsentKind:
    """What is consented to: youth support is the young person's own, all else the placement of a child."""
    return ConsentKind.YOUTH if basis == LegalBasis.YOUTH else ConsentKind.PLACEMENT
