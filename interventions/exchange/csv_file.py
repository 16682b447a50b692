"""Tables as CSV files in one ZIP; cells cannot become formulas, and a small file cannot unfold into a large one."""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herning.rules import RuleBroken
from interventions.exchange.cells import Fault
from interventions.exchange.columns import BY_NAME
from interventions.exchange.raw import RawRow, RawTables

#: A spreadsheet carries out what begins with these; an apostrophe before them says that it is text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
GUARDED = (*FORMULA, "'")
SEPARATOR = ";"
MOST_BYTES = 2_000_000
MOST_FILES = 20
# A fixed time, so that the same catalogue gives the same file.
STAMP = (2026, 1, 1, 0, 0, 0)


def written(tables: dict[str, list[dict[str, Any]]]) -> bytes:
    """Each table as a file of its own, in UTF-8 with the mark that Excel asks for."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            columns = [column.name for column in BY_NAME[name].columns]
            text = table([columns, *([row[column] for column in columns] for row in rows)])
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", STAMP), text)
    return packed.getvalue()


def table(rows: Iterable[Iterable[Any]]) -> str:
    """One file for a spreadsheet, with the mark that Excel asks for; no cell can become a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()


def unpacked(packed: bytes) -> str:
    """The texts of a ZIP as one text that can be kept; raises `RuleBroken` for what is no catalogue."""
    texts: dict[str, str] = {}
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if len(archive.infolist()) > MOST_FILES:
                raise _refused(_("ZIP-filen indeholder for mange filer."))
            for member in archive.infolist():
                name = member.filename.rpartition("/")[2]
                if member.is_dir() or not name.endswith(".csv") or name.startswith("."):
                    continue
                if name in texts:
                    raise _refused(_("Filen %(name)s ligger der to gange.") % {"name": name[:60]})
                with archive.open(member) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise _refused(_("Filerne fylder for meget, når de pakkes ud. Der er plads til 2 MB."))
                texts[name] = decoded(content, name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error):
        raise _refused(_("ZIP-filen kan ikke pakkes ud. Gem den igen uden adgangskode.")) from None
    if not texts:
        raise _refused(_("ZIP-filen indeholder ingen CSV-filer."))
    return json.dumps(texts, ensure_ascii=False)


def decoded(content: bytes, name: str) -> str:
    """Bytes as text in UTF-8 without anything PostgreSQL cannot keep; raises `RuleBroken`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(
            _("%(name)s er ikke gemt som UTF-8. I Excel: gem som “CSV UTF-8”.") % {"name": name[:60]}
        ) from None
    if "\x00" in text:
        raise _refused(_("%(name)s er ikke en tekstfil.") % {"name": name[:60]})
    return text


def read(kept: str) -> tuple[RawTables, list[Fault]]:
    """The tables of the kept texts, and what is wrong with their shape."""
    tables: RawTables = {}
    faults: list[Fault] = []
    for file, text in json.loads(kept).items():
        name = file.removesuffix(".csv")
        try:
            tables[name] = _rows(name, text, faults)
        except csv.Error:
            faults.append(Fault(name, 0, "", _("Filen er ikke gyldig CSV.")))
    return tables, faults


def _rows(name: str, text: str, faults: list[Fault]) -> list[RawRow]:
    first = text.partition("\n")[0]
    separator = SEPARATOR if SEPARATOR in first or "," not in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns = [column.strip() for column in next(reader, [])]
    if len(set(columns)) < len(columns):
        faults.append(Fault(name, 1, "", _("Den samme kolonne står to gange.")))
        return []
    rows = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            faults.append(Fault(name, reader.line_num, "", _("Rækken har ikke lige så mange felter som overskriften.")))
            continue
        plain = {column: _plain(cell) for column, cell in zip(columns, cells, strict=True)}
        rows.append(RawRow(reader.line_num, dict(plain)))
    return rows


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(GUARDED) else text


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(GUARDED) else cell


def _refused(text: str) -> RuleBroken:
    return RuleBroken(text, field="file")
