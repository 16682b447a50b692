"""What a file would add and change; what it does not name stays as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from herning.rules import RuleBroken
from interventions.catalogue_rules import must_be_readable
from interventions.exchange.cells import Fault
from interventions.exchange.columns import BY_NAME, Table
from interventions.exchange.reading import Line
from interventions.exchange.stored import Tables

LABELS = {
    "ladder": gettext_lazy("Trappen"),
    "steps": gettext_lazy("Trin"),
    "editions": gettext_lazy("Ændringer af trin"),
    "target_groups": gettext_lazy("Målgrupper"),
    "providers": gettext_lazy("Udførere"),
    "departments": gettext_lazy("Afdelinger"),
    "offers": gettext_lazy("Tilbud"),
    "prices": gettext_lazy("Priser"),
    "places": gettext_lazy("Pladser"),
    "planned_places": gettext_lazy("Planlagte pladser"),
    "admission": gettext_lazy("Indskrivning"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that would be added or changed: each column that differs, with what it was and will be."""

    table: Table
    key: tuple[Any, ...]
    line: int
    is_new: bool
    values: dict[str, Any]
    changed: tuple[tuple[str, Any, Any], ...]

    @property
    def label(self) -> str:
        """What kind of thing it is."""
        return str(LABELS[self.table.name])

    @property
    def name(self) -> str:
        """What the reader knows the row by."""
        named = self.values.get("name") or ""
        return " · ".join(filter(None, [*map(in_words, self.key), str(named)]))

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        """The changed columns as words."""
        return [(column, in_words(before), in_words(after)) for column, before, after in self.changed]


def differences(lines: Iterable[Line], stored: Tables) -> list[Difference]:
    """The rows of a file that the municipality does not have, or has otherwise."""
    known = {
        (name, tuple(row[part] for part in BY_NAME[name].key)): row for name, rows in stored.items() for row in rows
    }
    found = []
    for line in lines:
        before = known.get((line.table.name, line.key))
        changed = tuple(
            (column, before.get(column) if before else None, value)
            for column, value in line.values.items()
            if before is None or before.get(column) != value
        )
        if changed or before is None:
            found.append(Difference(line.table, line.key, line.number, before is None, line.values, changed))
    return found


def misfits(found: Iterable[Difference], *, on: date) -> list[Fault]:
    """What is well said and cannot be done here: a new row without its words, a colour or a day that will not do."""
    faults = []
    for difference in found:
        where = difference.table.name, difference.line
        if difference.is_new:
            faults += [
                Fault(*where, column.name, _("Feltet skal udfyldes."))
                for column in difference.table.columns
                if column.is_needed and column.name not in difference.values
            ]
        for column, _before, value in difference.changed:
            try:
                if column == "colour":
                    must_be_readable(value)
            except RuleBroken as broken:
                faults.append(Fault(*where, column, str(broken)))
        if difference.table.name == "editions" and difference.values["valid_from"] <= on:
            faults.append(Fault(*where, "valid_from", _("Dagen er forbi. Ret selve trinnet, og slet rækken.")))
        if difference.table.name == "planned_places" and difference.values["from_on"] <= on:
            faults.append(Fault(*where, "from_on", _("Dagen er forbi. Ret selve pladserne, og slet rækken.")))
    return faults


def in_words(value: Any) -> str:
    """A value as a reader meets it."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
