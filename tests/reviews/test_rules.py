"""The rules of follow-up, without database and clock."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herning.rules import (
    RuleBroken,
    add_months,
    add_working_days,
    is_working_day,
    working_day_on_or_before,
    working_days_between,
)
from reviews import rules

DAYS = st.dates(date(1995, 1, 1), date(2040, 12, 31))
WEEKS = st.integers(1, 26)


@pytest.mark.parametrize(
    ("first_on", "weeks", "due"),
    [
        (date(2026, 6, 15), 6, date(2026, 7, 27)),
        (date(2026, 2, 20), 6, date(2026, 4, 1)),  # Good Friday 3 April, Maundy Thursday 2 April
        (date(2026, 2, 23), 6, date(2026, 4, 1)),  # Easter Monday 6 April: back over the whole Easter
        (date(2026, 11, 12), 6, date(2026, 12, 23)),  # 24 December
        (date(2026, 11, 20), 6, date(2026, 12, 30)),  # 1 January: 31 December is closed too
        (date(2026, 4, 24), 6, date(2026, 6, 4)),  # Constitution Day, a Friday
        (date(2028, 1, 18), 6, date(2028, 2, 29)),  # a leap day is a day like any other
        (date(2026, 5, 9), 2, date(2026, 5, 22)),  # a Saturday to the Friday before Whitsun
        (date(2026, 4, 13), 6, date(2026, 5, 22)),  # Whit Monday 25 May
        (date(2026, 4, 2), 6, date(2026, 5, 13)),  # Ascension Day 14 May
    ],
)
def test_due_on_moves_to_an_earlier_working_day(first_on, weeks, due):
    assert rules.due_on(first_on=first_on, held_on=None, decided_on=None, weeks=weeks) == due


@pytest.mark.parametrize(
    ("first_on", "held_on", "decided_on", "due"),
    [
        (date(2026, 6, 15), date(2026, 7, 27), date(2026, 10, 5), date(2026, 10, 5)),  # as decided
        (date(2026, 6, 15), date(2026, 7, 27), date(2026, 10, 4), date(2026, 10, 2)),  # decided for a Sunday
        (date(2026, 6, 15), date(2026, 7, 27), None, date(2026, 9, 7)),  # ended in word, but the help goes on
        (date(2026, 11, 2), date(2026, 7, 27), date(2026, 9, 7), date(2026, 12, 14)),  # decided before the new help
        (date(2026, 9, 1), date(2026, 7, 27), date(2026, 9, 7), date(2026, 9, 7)),  # a move decided for this help
        (date(2026, 11, 2), date(2026, 7, 27), None, date(2026, 12, 14)),  # new help after an end
    ],
)
def test_due_on_counts_from_the_last_review(first_on, held_on, decided_on, due):
    assert rules.due_on(first_on=first_on, held_on=held_on, decided_on=decided_on, weeks=6) == due


@given(first_on=DAYS, weeks=WEEKS)
def test_due_on_is_a_working_day_and_never_late(first_on, weeks):
    raw = min(first_on + timedelta(weeks=weeks), add_months(first_on, 3))  # the law's first follow-up (§ 95)

    due = rules.due_on(first_on=first_on, held_on=None, decided_on=None, weeks=weeks)

    assert is_working_day(due)
    assert due <= raw
    assert not any(is_working_day(due + timedelta(days=n)) for n in range(1, (raw - due).days + 1))


@given(first_on=DAYS, held_on=DAYS, ahead=st.integers(1, 180), weeks=WEEKS)
def test_due_on_as_decided_is_never_after_the_decided_day(first_on, held_on, ahead, weeks):
    decided_on = held_on + timedelta(days=ahead)

    due = rules.due_on(first_on=first_on, held_on=held_on, decided_on=decided_on, weeks=weeks)

    of_itself = min(first_on + timedelta(weeks=weeks), add_months(first_on, 3))
    expected = decided_on if decided_on > first_on else of_itself
    assert due == working_day_on_or_before(expected)


@pytest.mark.parametrize(
    ("first_on", "held_on", "decided_on", "law"),
    [
        (date(2026, 6, 15), None, None, date(2026, 9, 15)),
        (date(2026, 11, 30), None, None, date(2027, 2, 28)),
        (date(2027, 11, 30), None, None, date(2028, 2, 29)),
        (date(2026, 6, 15), date(2026, 7, 27), date(2026, 9, 7), date(2026, 9, 7)),
        (date(2026, 11, 2), date(2026, 7, 27), None, date(2027, 2, 2)),  # new help after an end: three months again
    ],
)
def test_law_due_on(first_on, held_on, decided_on, law):
    due = rules.due_on(first_on=first_on, held_on=held_on, decided_on=decided_on, weeks=6)

    assert rules.law_due_on(first_on=first_on, held_on=held_on, decided_on=decided_on, due=due) == law


@pytest.mark.parametrize(
    ("investigated_on", "first_by"),
    [
        (None, date(2026, 9, 15)),
        (date(2026, 6, 15), date(2026, 9, 15)),  # finished the day the help began: it ran before it
        (date(2026, 7, 8), date(2026, 7, 8)),
        (date(2026, 9, 15), date(2026, 9, 15)),
        (date(2026, 10, 1), date(2026, 9, 15)),
    ],
)
def test_the_first_follow_up_is_due_when_the_investigation_beside_the_help_is_finished(investigated_on, first_by):
    assert rules.first_follow_up_by(date(2026, 6, 15), investigated_on=investigated_on) == first_by


@given(day=st.dates(date(1990, 1, 1), date(2032, 12, 31)))
def test_odd_days_and_weekends_say_what_the_calendar_says(day):
    odd = dict(zip(*rules.odd_days(1990, 2032), strict=True))

    assert odd.get(day, day - timedelta(days=max(day.isoweekday() - 5, 0))) == working_day_on_or_before(day)


@pytest.mark.parametrize(
    ("on", "working_days", "since"),
    [
        (date(2026, 11, 19), 3, date(2026, 11, 16)),  # due Monday; Tuesday, Wednesday and Thursday have passed
        (date(2026, 11, 18), 3, date(2026, 11, 15)),
        (date(2026, 11, 22), 3, date(2026, 11, 17)),  # a Sunday counts nothing
        (date(2026, 4, 8), 3, date(2026, 3, 31)),  # 1, 7 and 8 April: Easter lies between
        (date(2026, 1, 4), 3, date(2025, 12, 28)),
    ],
)
def test_overdue_since(on, working_days, since):
    assert rules.overdue_since(on, working_days) == since


@given(due=DAYS, on_after=st.integers(0, 60), working_days=st.integers(1, 15))
def test_overdue_since_agrees_with_the_working_days_passed(due, on_after, working_days):
    on = due + timedelta(days=on_after)

    assert (due <= rules.overdue_since(on, working_days)) == (working_days_between(due, on) >= working_days)


@given(due=DAYS)
def test_the_leader_hears_on_the_third_working_day_after(due):
    third = add_working_days(due, 3)

    assert rules.overdue_since(third, 3) >= due > rules.overdue_since(third - timedelta(days=1), 3)


@pytest.mark.parametrize(
    ("decision", "current", "to_step", "is_refused"),
    [
        ("stay", 3, None, False), ("end", 3, None, False), ("down", 3, 2, False), ("down", 5, 0, False),
        ("up", 3, 5, False), ("up", 0, 1, False),
        ("", 3, None, True), ("maybe", 3, None, True), ("stay", 3, 2, True), ("end", 3, 2, True),
        ("down", 3, None, True), ("up", None, 3, True), ("down", 3, 3, True), ("down", 3, 4, True), ("up", 3, 3, True),
        ("up", 3, 2, True),
    ],
)  # fmt: skip
def test_a_decision_points_where_it_says(decision, current, to_step, is_refused):
    if is_refused:
        with pytest.raises(RuleBroken) as broken:
            rules.must_point(decision, current=current, to_step=to_step)
        assert broken.value.field == "decision"
    else:
        rules.must_point(decision, current=current, to_step=to_step)


@pytest.mark.parametrize(
    ("decision", "next_due_on", "is_refused"),
    [
        ("stay", date(2026, 9, 7), False), ("end", None, False), ("end", date(2026, 9, 7), False),
        ("stay", None, True), ("down", None, True), ("stay", date(2026, 7, 27), True), ("up", date(2026, 7, 1), True),
        ("stay", date(2027, 1, 25), False), ("stay", date(2027, 1, 26), True),
    ],
)  # fmt: skip
def test_help_that_goes_on_has_a_next_date(decision, next_due_on, is_refused):
    def ask():
        rules.must_say_when_next(decision, held_on=date(2026, 7, 27), next_due_on=next_due_on)

    if is_refused:
        with pytest.raises(RuleBroken) as broken:
            ask()
        assert broken.value.field == "next_due_on"
    else:
        ask()


@pytest.mark.parametrize(
    ("words", "waiver", "field"),
    [
        ("Jeg vil hjem", "", None), ("", "Er to måneder gammel", None), (" ", " ", "child_words"),
        ("a", "b", "waiver_reason"),
    ],
)  # fmt: skip
def test_the_child_is_heard_or_it_is_said_why_not(words, waiver, field):
    if field is None:
        rules.must_hear_the_child(words, waiver)
    else:
        with pytest.raises(RuleBroken) as broken:
            rules.must_hear_the_child(words, waiver)
        assert broken.value.field == field
