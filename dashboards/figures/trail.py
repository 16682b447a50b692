"""A case's trail: who looked and who acted, newest first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from dashboards import words
from herning.audit.models import Access, Event

SHOWN = 50


@dataclass(frozen=True)
class Trace:
    """One look or one act."""

    at: datetime
    name: str
    role: str
    is_act: bool
    what: str
    right: str
    why: str


@dataclass(frozen=True)
class Cursor:
    """Where a page of the trail ended; two things of the same moment are told apart by kind and id."""

    at: datetime
    is_act: int
    id: int

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """The cursor in an address, or nothing for a text that is none."""
        try:
            micros, is_act, pk = (int(part) for part in text.split("-"))
            return cls(datetime.fromtimestamp(micros / 1_000_000, tz=UTC), is_act, pk)
        except (ValueError, OverflowError, OSError):
            return None

    def __str__(self) -> str:
        seconds, micros = int(self.at.timestamp()), self.at.microsecond
        return f"{seconds * 1_000_000 + micros}-{self.is_act}-{self.id}"


def trail(case_number: str, *, person: int | None, after: Cursor | None) -> tuple[list[Trace], Cursor | None]:
    """One page of the trail and where the next begins."""
    looks = _rows(Access.objects.all(), "page", "relation", case_number, person, after, is_act=0)
    acts = _rows(Event.objects.all(), "kind", "why", case_number, person, after, is_act=1)
    rows = list(looks.union(acts, all=True).order_by("-at", "-is_act", "-id")[: SHOWN + 1])
    last = rows[SHOWN - 1] if len(rows) > SHOWN else None
    return [_trace(row) for row in rows[:SHOWN]], Cursor(last["at"], last["is_act"], last["id"]) if last else None


def _rows(
    rows: "QuerySet[Any]", what: str, more: str, number: str, person: int | None, after: Cursor | None, *, is_act: int
) -> Any:
    rows = rows.filter(case_number=number)
    if person is not None:
        rows = rows.filter(by_id=person)
    if after is not None:
        rows = rows.filter(Q(at__lt=after.at) | _same_moment(after, is_act))
    return (
        rows.order_by("-at", "-id")
        .annotate(
            is_act=Value(is_act, output_field=IntegerField()),
            what=_as_text(what),
            more=_as_text(more),
        )
        .values("at", "is_act", "id", "what", "more", "by__name", "by__role")[: SHOWN + 1]
    )


def _same_moment(after: Cursor, is_act: int) -> Q:
    """Acts stand above looks of the same moment, and the higher id above the lower."""
    if is_act == after.is_act:
        return Q(at=after.at, pk__lt=after.id)
    return Q(at=after.at) if is_act < after.is_act else Q(pk__in=[])


def _as_text(column: str) -> Any:
    return Cast(column, TextField())


def _trace(row: dict[str, Any]) -> Trace:
    is_act = bool(row["is_act"])
    return Trace(
        at=timezone.localtime(row["at"]),
        name=row["by__name"],
        role=words.role(row["by__role"]),
        is_act=is_act,
        what=words.act(row["what"]) if is_act else words.page(row["what"]),
        right="" if is_act else words.right(row["more"]),
        why=row["more"] if is_act else "",
    )


def people(case_number: str) -> list[tuple[int, str]]:
    """Everybody in the trail, for the filter."""
    looked = Access.objects.filter(case_number=case_number).order_by().values_list("by_id", "by__name", "by__sort_name")
    acted = Event.objects.filter(case_number=case_number).order_by().values_list("by_id", "by__name", "by__sort_name")
    found = looked.distinct().union(acted.distinct())
    return [(pk, name) for pk, name, _key in sorted(found, key=lambda row: (row[2], row[0]))]
