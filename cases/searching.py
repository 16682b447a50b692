"""Finding a child by name, by day of birth or by CPR number: one searches before one creates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as CaseWhen
from django.db.models import Q, When

from cases import rules
from cases.models import Case, Child
from herning.rules import RuleBroken

FOUND_AT_MOST = 25
DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


@dataclass(frozen=True, slots=True)
class Found:
    """A child that was found, its open case if any, and whether the person reaches that case.

    `closed` is its latest case where none is open and the person does not reach that one either.
    """

    child: Child
    case: Case | None
    is_reached: bool
    closed: Case | None = None


def find_children(words: str, *, by: Any) -> list[Found]:
    """The children that fit, at most 25; ten digits are a CPR number, a date is a day of birth.

    Those whose open case the person reaches come first, then the others, each in Danish order.
    """
    reached = Case.objects.visible_to(by).open().values("child")
    children = Child.objects.visible_to(by).annotate(is_far=CaseWhen(When(pk__in=reached, then=0), default=1))
    fitting = _fitting(children, words).order_by("is_far", "sort_name", "pk")
    return with_cases(list(fitting[:FOUND_AT_MOST]), by=by)


def _fitting(children: Any, words: str) -> Any:
    try:
        cpr = rules.clean_cpr(words)
    except RuleBroken:
        cpr = ""
    if cpr:
        return children.filter(cpr=cpr)
    written = DAY.search(words)
    name = DAY.sub(" ", words).strip()
    if written:
        day = _day(written)
        children = children.filter(Q(born_on=day) | Q(expected_on=day)) if day else children.none()
    if not written and not name:
        return children.none()
    return children.named(name)


def _day(written: "re.Match[str]") -> date | None:
    day, month, year = map(int, written.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def with_cases(children: Sequence[Child], *, by: Any) -> list[Found]:
    """Each child with its case and whether the person reaches it; two queries however many there are."""
    ids = [child.pk for child in children]
    cases = Case.objects.deciding_for(ids).select_related("caseworker", "team")
    case_of = {case.child_id: case for case in cases}
    reached = set(Case.objects.visible_to(by).filter(child__in=ids).values_list("pk", flat=True))
    return [_found(child, case_of.get(child.pk), reached) for child in children]


def _found(child: Child, case: Case | None, reached: set[int]) -> Found:
    if case is None or case.is_open:
        return Found(child, case, case is not None and case.pk in reached)
    return Found(child, None, False, None if case.pk in reached else case)
