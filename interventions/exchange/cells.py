"""One cell of an exchanged catalogue: from the text that stands in a file to a value, and a fault in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from interventions.catalogue_rules import COLOUR
from interventions.exchange.columns import Column

CODE = re.compile(r"[A-Za-z0-9_-]+\Z")
NUMBER = re.compile(r"-?[0-9]{1,9}\Z")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
YES, NO = frozenset({"ja", "true", "yes", "1"}), frozenset({"nej", "false", "no", "0"})
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
MOST_WORDS = 30


class CellFault(Exception):
    """A cell holds what it may not; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, and where."""

    table: str
    line: int
    column: str
    text: str


def value_of(typed: str | list[str], column: Column) -> Any:
    """The value a cell stands for, the column's default when it is empty; raises `CellFault`."""
    if isinstance(typed, list) and column.kind != "words":
        raise CellFault(_("Skriv én værdi, ikke en liste."))
    if not typed or (isinstance(typed, str) and not typed.strip()):
        if column.is_needed:
            raise CellFault(_("Feltet skal udfyldes."))
        return [] if column.kind == "words" else column.default
    if isinstance(typed, list):
        return _words(typed, column)
    return READERS[column.kind](typed.strip(), column)


def _seen(text: str, column: Column) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if UNSEEN.search(text):
        raise CellFault(_("Feltet indeholder tegn, der ikke kan ses. Slet dem."))
    if len(text) > column.longest:
        raise CellFault(_("Teksten er for lang. Der er plads til %(longest)s tegn.") % {"longest": column.longest})
    return text


def _text(text: str, column: Column) -> str:
    text = _seen(text, column)
    if "\n" in text and not column.is_several_lines:
        raise CellFault(_("Teksten skal stå på én linje."))
    if column.choices and text not in column.choices:
        raise CellFault(_("Kender ikke “%(value)s”. Vælg mellem %(choices)s.") % _said(text, column))
    return text


def _code(text: str, column: Column) -> str:
    text = _seen(text, column)
    if not CODE.match(text):
        raise CellFault(_("En kode er bogstaver a–z, tal, - og _ uden mellemrum."))
    return text


def _number(text: str, column: Column) -> int:
    bounds = {"least": column.least, "most": column.most}
    if not NUMBER.match(text) or not column.least <= int(text) <= column.most:
        raise CellFault(_("Skriv et helt tal fra %(least)s til %(most)s.") % bounds)
    return int(text)


def _yes(text: str, _column: Column) -> bool:
    if text.lower() not in YES | NO:
        raise CellFault(_("Skriv ja eller nej."))
    return text.lower() in YES


def _day(text: str, _column: Column) -> date:
    try:
        day = date.fromisoformat(text) if DAY.match(text) else None
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise CellFault(_("Skriv datoen som 2026-12-31, mellem 1990 og 2099."))
    return day


def _colour(text: str, _column: Column) -> str:
    if not COLOUR.match(text):
        raise CellFault(_("Skriv farven som # og seks tegn, for eksempel #2A8FA0."))
    return text


def _words(typed: str | list[str], column: Column) -> list[str]:
    words = [word.strip() for word in (typed.split(",") if isinstance(typed, str) else typed)]
    words = list(dict.fromkeys(word for word in words if word))
    if len(words) > MOST_WORDS:
        raise CellFault(_("Der er plads til %(most)s ord.") % {"most": MOST_WORDS})
    if any("," in word for word in words):
        raise CellFault(_("Et ord må ikke indeholde komma."))
    return [_text(word, column) for word in words]


def _said(text: str, column: Column) -> dict[str, str]:
    return {"value": text[:40], "choices": ", ".join(column.choices[:8]) + (" …" if len(column.choices) > 8 else "")}


READERS: dict[str, Callable[[str, Column], Any]] = {
    "text": _text, "code": _code, "number": _number, "yes": _yes, "day": _day, "colour": _colour, "words": _words,
}  # fmt: skip
