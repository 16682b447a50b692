"""A table of key figures: the page and its file show the very same cells; few children are told of in neither."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from interventions.rules import SUPPRESSED_BELOW, shown_count, shown_share


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, the list behind it, and the number that a spreadsheet reckons with."""

    text: str = ""
    url: str = ""
    number: float | None = None

    @property
    def value(self) -> float | str:
        """What the file says."""
        return self.text if self.number is None else self.number


@dataclass(frozen=True)
class Column:
    """A column's name and, where its numbers are reckoned alike, how."""

    name: str
    how: str = ""


@dataclass(frozen=True)
class Line:
    """A line with its step or its name, and how it is reckoned where its lines differ."""

    name: str
    cells: tuple[Cell, ...]
    step: int | None = None
    how: str = ""


@dataclass(frozen=True)
class Table:
    """A heading, columns after the first, and lines with a cell for each; `note` says what holds for all of it."""

    heading: str
    first: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    note: str = ""

    @property
    def rows(self) -> Iterator[tuple[Line, list[tuple[Column, Cell]]]]:
        """Each line with its cells beside their columns."""
        for line in self.lines:
            yield line, list(zip(self.columns, line.cells, strict=True))

    @property
    def is_told_by_column(self) -> bool:
        """Whether each column says how it is reckoned."""
        return any(column.how for column in self.columns)

    @property
    def is_told_by_line(self) -> bool:
        """Whether each line says how it is reckoned."""
        return any(line.how for line in self.lines)


def none() -> Cell:
    """Nothing has been counted, which is not nought."""
    return Cell(_("ingen tal"))


def few() -> Cell:
    """It would tell of so few that they can be pointed at."""
    return Cell(_("under %(fewest)s børn") % {"fewest": SUPPRESSED_BELOW})


def count(number: int, url: str = "") -> Cell:
    """A number of children, or of their moves, and the list behind it."""
    return counted(number, shown_count(number), url)


def counted(number: int, shown: int | None, url: str = "") -> Cell:
    """The same where it has been settled what may be shown."""
    text = hidden(number) if shown is None else number_format(shown, force_grouping=True)
    return Cell(text, url if number else "", shown)


def hidden(number: int) -> str:
    """What stands for a number that is not shown: it is small, or would give a small one away."""
    return _("under %(fewest)s") % {"fewest": SUPPRESSED_BELOW} if number < SUPPRESSED_BELOW else _("skjult")


def share(part: int, whole: int, *, children: int | None = None) -> Cell:
    """Per cent of `whole`; of so many children, when something else is counted than they."""
    if not whole:
        return none()
    per_cent = shown_share(part, whole) if children is None or children >= SUPPRESSED_BELOW else None
    return few() if per_cent is None else Cell(f"{per_cent} %")


def measured(number: float | None, *, children: int, decimals: int = 0) -> Cell:
    """A number that tells of so many children."""
    if number is None or not children:
        return none()
    if children < SUPPRESSED_BELOW:
        return few()
    rounded = round(float(number), decimals) if decimals else int(number)
    return Cell(number_format(rounded, decimals or None, force_grouping=True), number=rounded)
