"""The list of cases: what each floor adds to a row and to the filters above it when the project starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.models.case import CaseQuerySet

# Called with cases and today; gives them with what only its floor knows: `current_step`, `review_due_on`, `law_due_on`.
ANNOTATORS: list[Callable[[CaseQuerySet, date], CaseQuerySet]] = []


@dataclass(frozen=True)
class Filter:
    """A choice above the list: its name in the address, its label, its choices, and how a choice narrows the cases."""

    name: str
    label: Any
    choices: Callable[[], Sequence[tuple[str, Any]]]
    narrow: Callable[[CaseQuerySet, str, date], CaseQuerySet]


FILTERS: list[Filter] = []

COLUMNS = (
    "number", "opened_on", "closed_on", "child__name", "child__cpr", "child__born_on", "child__expected_on",
    "child__is_address_protected", "caseworker__name", "district__name",
)  # fmt: skip


def in_list(cases: CaseQuerySet, *, on: date) -> CaseQuerySet:
    """Cases with what a row shows and no more."""
    cases = cases.select_related("child", "caseworker", "district").only(*COLUMNS)
    for annotate in ANNOTATORS:
        cases = annotate(cases, on)
    return cases
