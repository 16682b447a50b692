"""What must hold about ladder and catalogue as dated data: colours that can be read on, and days in order."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from herning.rules import RuleBroken
from herning.web.days import long_date
from interventions.enums import PriceUnit
from interventions.rules import must_lead_down

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
DARK_INK, WHITE = "#1c2b2d", "#ffffff"
# The card that the dark scheme draws on.
DARK_CARD = "#182122"
# WCAG 2.1: words need 4.5 to 1 (1.4.3), what is only seen needs 3 to 1 (1.4.11).
READABLE, VISIBLE = 4.5, 3.0
SHADES = 200
MOST_KRONER = 20_000_000
WEEKS = range(1, 27)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.1, relative luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours stand from each other, from 1 to 21 (WCAG 2.1)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_ink(colour: str) -> str | None:
    """The ink that can be read on a colour, the clearer of the two; none when neither reaches 4.5 to 1."""
    best = max((DARK_INK, WHITE), key=lambda ink: contrast(ink, colour))
    return best if contrast(best, colour) >= READABLE else None


def ground_for_words(colour: str) -> tuple[str, str]:
    """A ground for words and their ink: the colour itself, or the nearest deeper one that white can be read on."""
    for shade in range(SHADES + 1):
        ground = _mixed(colour, "#000000", shade / SHADES)
        if ink := readable_ink(ground):
            return ground, ink
    return "#000000", WHITE


def lifted(colour: str) -> str:
    """A colour as the dark scheme shows it: lightened until it stands out three to one from the dark card."""
    for shade in range(SHADES + 1):
        lighter = _mixed(colour, WHITE, shade / SHADES)
        if contrast(lighter, DARK_CARD) >= VISIBLE:
            return lighter
    return WHITE


def _mixed(colour: str, other: str, share: float) -> str:
    parts = (
        round(int(colour[place : place + 2], 16) * (1 - share) + int(other[place : place + 2], 16) * share)
        for place in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def must_be_readable(colour: str, *, field: str = "colour") -> None:
    """A step's number is written on its colour, in white or in ink; raises `RuleBroken` with one that would do."""
    if not COLOUR.match(colour):
        raise RuleBroken(_("Skriv farven som # og seks tegn, for eksempel #2A8FA0."), field=field)
    if readable_ink(colour) is None:
        ground, _ink = ground_for_words(colour)
        raise RuleBroken(
            _("Hverken hvid eller mørk skrift kan læses på farven. Prøv %(colour)s, som er lidt mørkere.")
            % {"colour": ground.upper()},
            field=field,
        )


def must_be_reviewed(step: int, weeks: int | None) -> None:
    """Every step but the lowest has its weeks between reviews, 1 to 26; raises `RuleBroken`."""
    if step == 0 and weeks is not None:
        raise RuleBroken(_("Trin 0 er for alle børn og har ingen opfølgning."), field="review_weeks")
    if step > 0 and weeks not in WEEKS:
        raise RuleBroken(_("Skriv, hvor mange uger der er mellem opfølgninger, fra 1 til 26."), field="review_weeks")


def must_not_be_past(day: date, *, today: date, field: str) -> None:
    """What the municipality decides beforehand begins today at the earliest; raises `RuleBroken`."""
    if day < today:
        raise RuleBroken(
            _("%(day)s er forbi. Vælg i dag eller en senere dag.") % {"day": long_date(day).capitalize()}, field=field
        )


def must_be_a_price(kroner: int, unit: str) -> None:
    """A price is whole kroner for a known unit; raises `RuleBroken`."""
    if not 0 <= kroner <= MOST_KRONER:
        raise RuleBroken(_("Skriv prisen i hele kroner, højst 20 millioner."), field="kroner")
    if unit not in PriceUnit.values:
        raise RuleBroken(_("Vælg, hvad prisen er for."), field="unit")


def must_close_later(closes_on: date, *, opens_on: date | None, today: date) -> None:
    """An offer closes today at the earliest, and after it opened; raises `RuleBroken`."""
    must_not_be_past(closes_on, today=today, field="closes_on")
    if opens_on is not None and closes_on <= opens_on:
        raise RuleBroken(_("Tilbuddet lukker, før det åbner."), field="closes_on")


def missing_professions(expected: Iterable[str], given: Iterable[str]) -> list[str]:
    """The professions a step should have and no open offer on it has (S0), in the municipality's own order."""
    known = {profession.casefold() for profession in given}
    return [profession for profession in expected if profession.casefold() not in known]


def must_lead_onward(
    *, step: int, next_step: int | None, is_same: bool, is_open: bool, offer: str, closes_on: date
) -> None:
    """Where a child goes from an offer that closes is another offer, open on that day, with a lower step after it."""
    if is_same:
        raise RuleBroken(_("Det er tilbuddet, der lukker. Vælg et andet."), field="next_offer")
    if not is_open:
        raise RuleBroken(
            _("%(offer)s er ikke åbent %(day)s. Vælg et tilbud, der er.")
            % {"offer": offer, "day": long_date(closes_on)},
            field="next_offer",
        )
    must_lead_down(step, next_step)
