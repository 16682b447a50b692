"""Lists are paged by where the last row stood, never by counting rows; so page forty costs what page one does.

The row's key stands in the address: `efter` asks for what comes after it, `foer` for what comes before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet

PAGE_ROWS = 50
AFTER, BEFORE = "efter", "foer"
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the rows the next and the previous page are asked for by."""

    rows: list[Row]
    after: int | None
    before: int | None

    def beside(self, asked: Mapping[str, Any]) -> dict[str, str]:
        """The addresses of the next and the previous page, as the pager needs them; empty where there is none."""
        return {
            "next_url": address(asked, AFTER, self.after) if self.after else "",
            "previous_url": address(asked, BEFORE, self.before) if self.before else "",
        }


def address(asked: Mapping[str, Any], side: str, place: object) -> str:
    """What stands behind a list's address when it is asked for the same things beside another row."""
    kept = {name: value for name, value in asked.items() if name not in {AFTER, BEFORE}}
    return f"?{urlencode(kept | {side: str(place)})}"


def keyset(
    rows: "QuerySet[Any, Row]",
    *,
    by: str,
    within: "QuerySet[Any]",
    asked: Mapping[str, Any],
    size: int = PAGE_ROWS,
    newest_first: bool = False,
    key: Callable[[Row], int] = attrgetter("pk"),
) -> Page[Row]:
    """The rows beside the one asked for, sorted by `by` and then by key; without one in `within` the first page."""
    cursor = str(asked.get(BEFORE) or asked.get(AFTER) or "")
    is_key = cursor.isascii() and cursor.isdigit() and len(cursor) < 18  # "²" is a digit too, and no number
    place = within.filter(pk=cursor).values_list(by, "pk").first() if is_key else None
    is_back = bool(asked.get(BEFORE)) and place is not None
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
        after=key(found[-1]) if is_back or has_more else None,
        before=key(found[0]) if place is not None and (has_more or not is_back) else None,
    )


def _beyond(by: str, place: tuple[Any, int], *, is_falling: bool) -> Q:
    side = "lt" if is_falling else "gt"
    # The first condition alone lets PostgreSQL begin in the index where the page begins.
    return Q(**{f"{by}__{side}e": place[0]}) & (Q(**{f"{by}__{side}": place[0]}) | Q(**{f"pk__{side}": place[1]}))
