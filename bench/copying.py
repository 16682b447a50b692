"""Model instances into PostgreSQL by COPY: a municipality of a million rows in under a minute."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from io import StringIO
from itertools import count
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


class Copier:
    """Collects new rows with ids of its own and stores them, in the order their tables were first named."""

    def __init__(self) -> None:
        self.rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self.ids: dict[type[models.Model], Any] = {}

    def add(self, row: Row) -> Row:
        """Take a row, which gets its id at once, so that others can point to it."""
        kind = type(row)
        if kind not in self.ids:
            newest = kind._default_manager.aggregate(newest=models.Max("pk"))["newest"]
            self.ids[kind] = count((newest or 0) + 1)
        row.pk = next(self.ids[kind])
        self.rows[kind].append(row)
        return row

    def store(self) -> int:
        """Write every row collected since the last time and move the sequences past them; gives how many there were."""
        stored = 0
        for kind, rows in self.rows.items():
            _copy(kind, rows)
            stored += len(rows)
        self.rows.clear()
        return stored


def _copy(kind: type[models.Model], rows: Iterable[models.Model]) -> None:
    fields = [field for field in kind._meta.local_concrete_fields if not field.generated]
    table, columns = kind._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)
    lines = StringIO()
    for row in rows:
        lines.write("\t".join(_text(field.pre_save(row, add=True)) for field in fields) + "\n")
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', lines)
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM \"{table}\"))")


def _text(value: Any) -> str:
    match value:
        case None:
            return r"\N"
        case str():
            return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
        case bool():
            return "t" if value else "f"
        case int():
            return str(int(value))
        case date() | datetime():
            return value.isoformat()
        case list():
            return "{" + ",".join(_quoted(str(part)) for part in value) + "}"
    raise TypeError(f"no row that is loaded holds a {type(value).__name__}")


def _quoted(part: str) -> str:
    """A text inside an array: quoted, and its own quotes escaped once for the array and once for the line."""
    return '"' + _text(part.replace("\\", "\\\\").replace('"', '\\"')) + '"'
