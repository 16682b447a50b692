"""What a placement may rest on at an age, and whose consent that takes (no database, no clock)."""

from datetime import date

from django.utils.translation import gettext as _

from cases.enums import ConsentKind
from cases.rules import is_of_age
from herning.rules import RuleBroken
from interventions.enums import LegalBasis
from interventions.rules import BOARD_BASES

# The points of the placement's checklist that a basis stands on; the others are the stay's, whatever it rests on.
FOUNDED = frozenset({"consent", "own_wish", "board", "provisional", "secure", "plan"})


def fits_age(basis: str, born_on: date | None, *, on: date) -> bool:
    """Whether the basis is for the age: from 18 there is youth support alone (Barnets lov §§ 114–120), never before."""
    return is_of_age(born_on, on=on) == (basis == LegalBasis.YOUTH)


def bases(born_on: date | None, *, first: date, last: date) -> list[LegalBasis]:
    """What may be chosen for a day between two: the birthday may lie between them."""
    return [basis for basis in LegalBasis if any(fits_age(basis, born_on, on=day) for day in (first, last))]


def asked(basis: str) -> frozenset[str]:
    """The points of the checklist that a change to a basis asks for; who decides against the parties has heard them."""
    return FOUNDED | {"hearing"} if basis in BOARD_BASES else FOUNDED


def must_be_another(former: str, proposed: str) -> None:
    """A basis is changed to another one that there is; raises `RuleBroken` beside the field."""
    if proposed not in LegalBasis.values:
        raise RuleBroken(_("Vælg, hvad anbringelsen hviler på."), field="legal_basis")
    if proposed == former:
        raise RuleBroken(_("Anbringelsen hviler allerede på det. Vælg et andet retsgrundlag."), field="legal_basis")


def consent_kind(basis: str) -> ConsentKind:
    """What is consented to: youth support is the young person's own, all else the placement of a child."""
    return ConsentKind.YOUTH if basis == LegalBasis.YOUTH else ConsentKind.PLACEMENT
