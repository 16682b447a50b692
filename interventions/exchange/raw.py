"""Rows as they stand in a file, before anything is believed."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class RawRow:
    """One row: the line it stands on, and its cells as text."""

    line: int
    cells: dict[str, str | list[str]] = field(default_factory=dict)


RawTables = dict[str, list[RawRow]]
