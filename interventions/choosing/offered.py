"""The open offers as the list reads them: plain rows, because hundreds of them are weighed for one page."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from interventions.choosing.need import Results
from interventions.models import Offer
from interventions.models.price import with_weekly_price

NONE_BEFORE = Results()
# Stands in the statement where the day asked about is put.
A_DAY = date(1, 1, 1)


class Offered(NamedTuple):
    """What is weighed and told of an offer on a day; the price is in whole kroner a week, none where none is known."""

    pk: int
    name: str
    step_id: int
    method: str
    sort_name: str = ""
    number: int | None = None
    description: str = ""
    target_group: str = ""
    prerequisite: str = ""
    evidence: str = ""
    professions: list[str] = []
    target_groups: list[str] = []
    languages: list[str] = []
    has_own_school: bool = False
    min_age: int | None = None
    max_age: int | None = None
    min_weeks: int | None = None
    max_weeks: int | None = None
    is_legal_placement: bool = False
    weekly_price: int | None = None
    # What it has achieved here before.
    results: Results = NONE_BEFORE


ROW = Offered._fields[:-1]
COUNTED = tuple(f"outcome__{count}" for count in Results._fields)


def offered(*, on: date, method: str | None = None, highest_step: int | None = None) -> list[Offered]:
    """Those open on a day; narrowed to one kind of help, or to the steps up to one, where that is asked for."""
    with connection.cursor() as cursor:
        question, told = _question(method, highest_step)
        cursor.execute(question, [on if value == A_DAY else value for value in told])
        rows = cursor.fetchall()
    return [Offered._make((*row[: len(ROW)], _results(row[len(ROW) :]))) for row in rows]


@lru_cache(maxsize=64)
def _question(method: str | None, highest_step: int | None) -> tuple[str, tuple[Any, ...]]:
    """The statement and what it is told, put together once: that takes longer than its answer. The day is `A_DAY`."""
    offers = Offer.objects.open(on=A_DAY)
    if method:
        offers = offers.filter(method=method)
    if highest_step is not None:
        offers = offers.filter(step__lte=highest_step)
    asked = with_weekly_price(offers, on=A_DAY).order_by("pk").values_list(*ROW, *COUNTED)
    return asked.query.sql_with_params()


def _results(counts: tuple[Any, ...]) -> Results:
    return Results(*counts) if counts[0] else NONE_BEFORE
