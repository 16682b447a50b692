"""Lists are paged by where the last row stood, never by counting rows; so page forty costs what page one does."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, Q, QuerySet

PAGE_ROWS = 50
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the rows the next and the previous page are asked for by."""

    rows: list[Row]
    after: int | None
    before: int | None


def keyset(
    rows: "QuerySet[Row]",
    *,
    by: str,
    within: "QuerySet[Row]",
    after: str = "",
    before: str = "",
    size: int = PAGE_ROWS,
    newest_first: bool = False,
) -> Page[Row]:
    """The rows beside a known one, sorted by `by` and then by key; a row not found in `within` gives the first page."""
    cursor = before or after
    is_key = cursor.isascii() and cursor.isdigit() and len(cursor) < 18  # "²" is a digit too, and no number
    place = within.filter(pk=cursor).values_list(by, "pk").first() if is_key else None
    is_back = bool(before) and place is not None
    is_falling = newest_first != is_back
    if place is not None:
        rows = rows.filter(_beyond(by, place, is_falling=is_falling))
    order = (F(by).desc(), F("pk").desc()) if is_falling else (F(by).asc(), F("pk").asc())
    found = list(rows.order_by(*order)[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if is_back:
        found.reverse()
    if not found:
        return Page([], after=None, before=None)
    return Page(
        found,
        after=found[-1].pk if is_back or has_more else None,
        before=found[0].pk if place is not None and (has_more or not is_back) else None,
    )


def _beyond(by: str, place: tuple[Any, int], *, is_falling: bool) -> Q:
    side = "lt" if is_falling else "gt"
    # The first condition alone lets PostgreSQL begin in the index where the page begins.
    return Q(**{f"{by}__{side}e": place[0]}) & (Q(**{f"{by}__{side}": place[0]}) | Q(**{f"pk__{side}": place[1]}))
