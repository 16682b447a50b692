"""Who is next in line, who is passed over, and what an approval holds: tables, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from herning.rules import RuleBroken
from interventions import place_rules
from interventions.place_rules import Waiting

ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ([], None),
        ([Waiting(7, 1)], 7),
        ([Waiting(7, 1, is_waiting=False), Waiting(8, 2)], 8),
        ([Waiting(7, 1, was_asked=True), Waiting(8, 2)], 8),
        ([Waiting(7, 1, was_asked=True), Waiting(8, 2, was_asked=True)], 7),
        ([Waiting(7, 1, is_waiting=False)], None),
    ],
)
def test_the_next_in_line(line, following):
    assert place_rules.next_in_line(line) == following


@pytest.mark.parametrize(
    ("referral", "number", "passed"),
    [(1, 1, []), (2, 2, [1]), (5, 5, [1, 2]), (9, None, [1, 2, 5])],
)
def test_who_is_passed_over(referral, number, passed):
    line = [Waiting(1, 1), Waiting(2, 2), Waiting(3, 3, is_waiting=False), Waiting(4, 4, was_asked=True), Waiting(5, 5)]

    assert [one.referral for one in place_rules.passed_over(line, referral, number)] == passed


@given(some.lists(some.one_of(some.none(), some.integers(1, 40)), max_size=12))
def test_a_renumbered_line_has_neither_holes_nor_doubles(numbers):
    line = list(range(100, 100 + len(numbers)))
    changed = place_rules.renumbered(line, numbers)
    after = [changed.get(referral, number) for referral, number in zip(line, numbers, strict=True)]

    assert after == list(range(1, len(numbers) + 1))
    assert place_rules.renumbered(line, after) == {}


@pytest.mark.parametrize(
    ("is_active", "approved_from", "approved_until", "holds"),
    [
        (True, ON, None, True),
        (True, ON, ON, True),
        (True, date(2026, 11, 22), None, False),
        (True, date(2024, 1, 1), date(2026, 11, 20), False),
        (False, date(2024, 1, 1), None, False),
    ],
)
def test_an_approval_holds_its_days_alone(is_active, approved_from, approved_until, holds):
    facts = {
        "family": "Familien Bak", "is_active": is_active, "approved_from": approved_from,
        "approved_until": approved_until, "on": ON,
    }  # fmt: skip
    if holds:
        place_rules.must_hold_approval(**facts)
    else:
        with pytest.raises(RuleBroken, match="Familien Bak"):
            place_rules.must_hold_approval(**facts)


@pytest.mark.parametrize(
    ("age", "lowest", "highest", "fits"),
    [(0, 0, 12, True), (12, 0, 12, True), (13, 0, 12, False), (6, 7, None, False), (None, 0, 3, True),
     (None, 2, 3, False), (17, None, None, True)],
)  # fmt: skip
def test_an_approval_holds_its_ages_alone(age, lowest, highest, fits):
    facts = {"family": "Familien Bak", "age": age, "min_age": lowest, "max_age": highest}
    if fits:
        place_rules.must_fit_ages(**facts)
    else:
        with pytest.raises(RuleBroken, match="Familien Bak er godkendt til"):
            place_rules.must_fit_ages(**facts)


@pytest.mark.parametrize(
    ("until", "warned"),
    [(None, False), (date(2027, 2, 20), True), (date(2027, 2, 21), False), (date(2026, 1, 1), True)],
)
def test_an_approval_that_runs_out_within_three_months_is_warned_of(until, warned):
    assert place_rules.is_running_out(until, on=ON) is warned


@pytest.mark.parametrize(("days", "due"), [(0, ON), (7, date(2026, 11, 14)), (-14, date(2026, 12, 5))])
def test_an_admission_point_is_due_before_or_after_the_start(days, due):
    assert place_rules.admission_due(ON, days) == due
    assert place_rules.admission_due(None, days) is None
