"""Tables as YAML; read event by event, so that aliases, tags and depth can do nothing, and each row knows its line."""

from collections.abc import Iterator
from typing import Any

import yaml
from django.utils.translation import gettext as _

from interventions.exchange.cells import Fault
from interventions.exchange.columns import FORMAT
from interventions.exchange.raw import RawRow, RawTables

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
HEAD = "format"


class _Misshapen(Exception):
    def __init__(self, event: Any, text: str) -> None:
        super().__init__(text)
        self.line = event.start_mark.line + 1
        self.text = text


def written(tables: dict[str, list[dict[str, Any]]]) -> str:
    """Tables as a file that `read` gives back."""
    return yaml.safe_dump({HEAD: FORMAT, **tables}, sort_keys=False, allow_unicode=True, width=120)


def read(text: str) -> tuple[RawTables, list[Fault]]:
    """The tables that stand in a file, and what is wrong with its shape."""
    tables: RawTables = {}
    faults: list[Fault] = []
    try:
        _document(yaml.parse(text, Loader=Loader), tables, faults)
    except _Misshapen as fault:
        faults.append(Fault("", fault.line, "", fault.text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        faults.append(Fault("", mark.line + 1 if mark else 0, "", _("Filen er ikke gyldig YAML.")))
    return tables, faults


def _document(events: Iterator[Any], tables: RawTables, faults: list[Fault]) -> None:
    root = _first(events)
    if not isinstance(root, yaml.MappingStartEvent):
        raise _Misshapen(root, _("Filen skal begynde med “format: %(format)s”.") % {"format": FORMAT})
    seen: set[str] = set()
    for name, value in _pairs(events):
        if name in seen:
            raise _Misshapen(value, _("“%(name)s” står to gange.") % {"name": name[:40]})
        if not seen and (name != HEAD or _scalar(value) != FORMAT):
            raise _Misshapen(value, _("Filen skal begynde med “format: %(format)s”.") % {"format": FORMAT})
        if seen:
            tables[name] = list(_rows(events, value))
        seen.add(name)
    if any(isinstance(event, yaml.DocumentStartEvent) for event in events):
        faults.append(Fault("", 0, "", _("Filen må kun indeholde ét dokument.")))


def _first(events: Iterator[Any]) -> Any:
    for event in events:
        if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            return event
    raise yaml.YAMLError


def _pairs(events: Iterator[Any]) -> Iterator[tuple[str, Any]]:
    """Each key of a mapping, with the event its value begins by."""
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        name = _scalar(event)
        yield name, _allowed(next(events))


def _rows(events: Iterator[Any], value: Any) -> Iterator[RawRow]:
    if isinstance(value, yaml.ScalarEvent) and _scalar(value) == "":
        return
    if not isinstance(value, yaml.SequenceStartEvent):
        raise _Misshapen(value, _("Her skal stå en liste af rækker."))
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        if not isinstance(_allowed(event), yaml.MappingStartEvent):
            raise _Misshapen(event, _("En række skal bestå af felter med navn."))
        row = RawRow(event.start_mark.line + 1)
        for name, cell in _pairs(events):
            if name in row.cells:
                raise _Misshapen(cell, _("“%(name)s” står to gange.") % {"name": name[:40]})
            row.cells[name] = _list(events) if isinstance(cell, yaml.SequenceStartEvent) else _scalar(cell)
        yield row


def _list(events: Iterator[Any]) -> list[str]:
    found = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        found.append(_scalar(event))
    return found


def _scalar(event: Any) -> str:
    """A single value as it stands; nothing is guessed from how it looks but that it is empty."""
    if not isinstance(_allowed(event), yaml.ScalarEvent):
        raise _Misshapen(event, _("Her skal stå en enkelt værdi."))
    return "" if event.implicit[0] and event.value in EMPTY else str(event.value)


def _allowed(event: Any) -> Any:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Misshapen(event, _("Filen må ikke bruge ankre og henvisninger (& og *). Skriv værdien ud."))
    return event
