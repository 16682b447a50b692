"""A file's rows as values that hold together, or the faults that say why they do not."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from herning.rules import RuleBroken
from interventions.catalogue_rules import must_be_reviewed
from interventions.exchange.cells import CellFault, Fault, value_of
from interventions.exchange.columns import BY_NAME, TABLES, Column, Table
from interventions.exchange.raw import RawRow, RawTables

MOST_ROWS = 10_000
Row = dict[str, Any]
#: In each table: the lower, the higher, and whether they may be equal.
ORDERED = {
    "offers": (("min_age", "max_age", True), ("min_weeks", "max_weeks", True), ("opens_on", "closes_on", False)),
    "prices": (("valid_from", "valid_until", False),),
    "places": (("opens_on", "closes_on", False),),
}
#: What holds from a day to a day, by what it holds for.
SPANS = {
    "prices": (("offer",), "valid_from", "valid_until"),
    "places": (("offer", "department"), "opens_on", "closes_on"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row that was understood: where it stands, and the columns it states."""

    table: Table
    number: int
    values: Row

    @property
    def key(self) -> tuple[Any, ...]:
        """What names the row."""
        return tuple(self.values[name] for name in self.table.key)


def understood(raw: RawTables, *, known: Mapping[str, Collection[Any]]) -> tuple[list[Line], list[Fault]]:
    """The rows of all tables in the order they build on each other, and every fault; `known` are the stored codes."""
    faults = [Fault(name[:40], 0, "", _("Kender ikke tabellen.")) for name in raw if name not in BY_NAME]
    if sum(map(len, raw.values())) > MOST_ROWS:
        return [], [Fault("", 0, "", _("Filen har for mange rækker."))]
    lines: list[Line] = []
    for table in TABLES:
        for row in raw.get(table.name, []):
            line, found = _line(table, row)
            faults += found
            if line is not None:
                lines.append(line)
    return lines, [*faults, *_doubled(lines), *_loose(lines, known), *_disordered(lines), *_overlapping(lines)]


def _line(table: Table, row: RawRow) -> tuple[Line | None, list[Fault]]:
    faults = [
        Fault(table.name, row.line, name[:40], _("Kender ikke feltet."))
        for name in row.cells
        if name not in table.named
    ]
    values: Row = {}
    for column in table.columns:
        if column.name not in row.cells and not (column.is_needed and column.name in table.key):
            continue
        try:
            values[column.name] = value_of(row.cells.get(column.name, ""), column)
        except CellFault as fault:
            faults.append(Fault(table.name, row.line, column.name, str(fault)))
    if any(name not in values for name in table.key):
        faults += [] if faults else [Fault(table.name, row.line, "", _("Rækken mangler det, den hedder."))]
        return None, faults
    return Line(table, row.line, values), faults


def _doubled(lines: list[Line]) -> Iterator[Fault]:
    seen: set[tuple[Any, ...]] = set()
    for line in lines:
        key = (line.table.name, *line.key)
        if key in seen:
            column = line.table.key[0] if line.table.key else ""
            yield Fault(line.table.name, line.number, column, _("Rækken står to gange."))
        seen.add(key)


def _loose(lines: list[Line], known: Mapping[str, Collection[Any]]) -> Iterator[Fault]:
    """References to what neither the file nor the municipality has."""
    codes: dict[str, set[Any]] = defaultdict(set, {name: set(stored) for name, stored in known.items()})
    for line in lines:
        if line.table.key:
            codes[line.table.name].add(line.key[0])
    for line in lines:
        for column in line.table.columns:
            if column.refers_to and column.name in line.values:
                for code in _codes(line, column):
                    if code not in codes[column.refers_to]:
                        text = _("Koden “%(code)s” findes ikke.") % {"code": code}
                        yield Fault(line.table.name, line.number, column.name, text)


def _codes(line: Line, column: Column) -> list[str]:
    value = line.values[column.name]
    return value if isinstance(value, list) else [value]


def _disordered(lines: list[Line]) -> Iterator[Fault]:
    for line in lines:
        for lower, higher, may_equal in ORDERED.get(line.table.name, ()):
            low, high = line.values.get(lower), line.values.get(higher)
            if low is not None and high is not None and (high < low or (high == low and not may_equal)):
                text = _("Skal være efter %(lower)s.") % {"lower": lower}
                yield Fault(line.table.name, line.number, higher, text)
        if "review_weeks" in line.values:
            try:
                must_be_reviewed(line.key[0], line.values["review_weeks"])
            except RuleBroken as broken:
                yield Fault(line.table.name, line.number, "review_weeks", str(broken))


def _overlapping(lines: list[Line]) -> Iterator[Fault]:
    """Two prices of an offer, or two numbers of places of a department, on the same day."""
    for name, (about, since, until) in SPANS.items():
        held: dict[tuple[Any, ...], list[Line]] = defaultdict(list)
        for line in lines:
            if line.table.name == name:
                held[tuple(line.values[part] for part in about)].append(line)
        for spans in held.values():
            spans.sort(key=lambda line: line.values[since])
            for earlier, later in pairwise(spans):
                ends = earlier.values.get(until)
                if ends is None or ends > later.values[since]:
                    text = _("Gælder på samme tid som linje %(line)s.") % {"line": earlier.number}
                    yield Fault(name, later.number, since, text)
