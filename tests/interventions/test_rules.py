"""What must hold about referrals and the ladder, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herning.rules import RuleBroken
from interventions import rules
from interventions.enums import ReferralStatus
from interventions.rules import Move, Period

JUNE_1 = date(2026, 6, 1)
TABLE = """
draft    -> awaiting sent withdrawn
awaiting -> draft sent withdrawn
sent     -> accepted declined waiting withdrawn
waiting  -> accepted declined offered withdrawn
offered  -> accepted waiting withdrawn
accepted -> started withdrawn
declined ->
started  ->
withdrawn ->
"""


def test_the_whole_transition_table_stands_here():
    told = {}
    for line in TABLE.strip().splitlines():
        status, follows = line.split("->")
        told[status.strip()] = set(follows.split())

    assert {str(status): set(follows) for status, follows in rules.REFERRAL_TRANSITIONS.items()} == told
    assert set(rules.REFERRAL_TRANSITIONS) == set(ReferralStatus)


@pytest.mark.parametrize("status", list(ReferralStatus))
@pytest.mark.parametrize("proposed", list(ReferralStatus))
def test_a_status_changes_only_as_the_table_says(status, proposed):
    if proposed in rules.REFERRAL_TRANSITIONS[status]:
        rules.must_become(status, proposed)
    else:
        with pytest.raises(RuleBroken, match="Genindlæs"):
            rules.must_become(status, proposed)


@pytest.mark.parametrize(
    ("current", "proposed", "skipped"),
    [
        (None, 0, []),
        (None, 1, []),
        (None, 2, [1]),
        (0, 1, []),
        (0, 5, [1, 2, 3, 4]),
        (2, 3, []),
        (2, 2, []),
        (5, 1, []),
    ],
)
def test_steps_skipped_counts_the_steps_passed_on_the_way_up(current, proposed, skipped):
    assert rules.steps_skipped(current, proposed) == skipped


def test_moves_follow_the_highest_step():
    periods = [
        Period(2, JUNE_1, JUNE_1 + timedelta(days=30)),
        Period(4, JUNE_1 + timedelta(days=10), JUNE_1 + timedelta(days=20)),
        Period(1, JUNE_1 + timedelta(days=30)),
        Period(5, JUNE_1 + timedelta(days=5), JUNE_1 + timedelta(days=5)),
    ]

    assert rules.moves(periods) == [
        Move(JUNE_1, None, 2),
        Move(JUNE_1 + timedelta(days=10), 2, 4),
        Move(JUNE_1 + timedelta(days=20), 4, 2),
        Move(JUNE_1 + timedelta(days=30), 2, 1),
    ]


days = st.integers(0, 60).map(lambda number: JUNE_1 + timedelta(days=number))
some_periods = st.lists(
    st.tuples(st.integers(0, 5), days, st.none() | st.integers(0, 40)).map(
        lambda told: Period(told[0], told[1], None if told[2] is None else told[1] + timedelta(days=told[2]))
    ),
    max_size=8,
)


@given(some_periods)
def test_moves_played_back_give_the_step_of_every_day(periods):
    told = rules.moves(periods)

    for number in range(-1, 110):
        day = JUNE_1 + timedelta(days=number)
        before = [move for move in told if move.on <= day]
        assert (before[-1].to_step if before else None) == rules.step_on(periods, day)


@given(some_periods)
def test_moves_are_a_chain_that_goes_somewhere(periods):
    told = rules.moves(periods)

    assert [move.from_step for move in told] == [None, *[move.to_step for move in told[:-1]]][: len(told)]
    assert all(move.from_step != move.to_step for move in told)
    assert sorted({move.on for move in told}) == [move.on for move in told]


@given(some_periods, st.randoms())
def test_moves_do_not_depend_on_the_order_things_were_recorded(periods, random):
    shuffled = list(periods)
    random.shuffle(shuffled)

    assert rules.moves(shuffled) == rules.moves(periods)


@given(st.sets(st.integers(1, 20)), st.integers(1, 20))
def test_the_lowest_free_place_is_free_and_the_lowest(taken, total):
    if taken >= set(range(1, total + 1)):
        with pytest.raises(ValueError, match="no place"):
            rules.lowest_free(taken, total)
    else:
        number = rules.lowest_free(taken, total)
        assert number not in taken
        assert set(range(1, number)) <= taken


def test_the_law_s_own_days():
    assert rules.provisional_due(date(2026, 12, 28)) == date(2027, 1, 4)
    assert rules.supervision_due(date(2026, 8, 31)) == date(2027, 2, 28)
    assert rules.needs_own_consent(date(2011, 6, 1), on=date(2026, 6, 1))
    assert not rules.needs_own_consent(date(2011, 6, 2), on=date(2026, 6, 1))


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_small_numbers_are_not_told(number, shown):
    assert rules.shown_count(number) == shown


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([9, 7, 0], [9, 7, 0]),
        ([9, 7, 2], [9, None, None]),
        ([9, 0, 2], [None, 0, None]),
        ([9, 3, 2], [9, None, None]),
        ([0, 4], [0, None]),
        ([], []),
    ],
)
def test_one_hidden_number_is_not_left_to_a_subtraction(numbers, shown):
    assert rules.shown_counts(numbers) == shown


@pytest.mark.parametrize(("part", "whole", "share"), [(0, 0, None), (4, 4, None), (1, 5, 20), (2, 3, None), (6, 9, 67)])
def test_a_share_of_few_is_not_told(part, whole, share):
    assert rules.shown_share(part, whole) == share
