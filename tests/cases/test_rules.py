"""What must hold about children and concerns."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import rules
from herning.rules import RuleBroken, is_working_day, working_days_between

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("typed", "cpr"),
    [("", ""), ("010215-1234", "0102151234"), (" 0102151234 ", "0102151234"), ("010215 1234", "0102151234")],
)
def test_clean_cpr_takes_the_ways_it_is_written(typed, cpr):
    assert rules.clean_cpr(typed) == cpr


@pytest.mark.parametrize("typed", ["123", "310215-1234", "abcdefghij", "٠١٠٢١٥١٢٣٤", "0102151234567", "010215-123😀"])
def test_clean_cpr_refuses_other_forms_and_dates_that_do_not_exist(typed):
    with pytest.raises(RuleBroken) as refused:
        rules.clean_cpr(typed)

    assert refused.value.field == "cpr"


def test_clean_cpr_asks_for_no_check_digit():
    assert rules.clean_cpr("010107-4999") == "0101074999"


@settings(deadline=None)  # the first call loads a year's holidays
@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)))
def test_acknowledge_by_lies_six_working_days_on(received_on):
    due = rules.acknowledge_by(received_on)

    assert is_working_day(due)
    assert working_days_between(received_on, due) == 6


@pytest.mark.parametrize(
    ("born_on", "expected_on", "field"),
    [
        (None, None, "born_on"),
        (date(2026, 11, 17), None, "born_on"),
        (date(2003, 11, 16), None, "born_on"),
        (None, date(2027, 12, 1), "expected_on"),
        (None, date(2026, 1, 1), "expected_on"),
    ],
)
def test_must_be_born_or_expected_refuses(born_on, expected_on, field):
    with pytest.raises(RuleBroken) as refused:
        rules.must_be_born_or_expected(born_on=born_on, expected_on=expected_on, today=TODAY)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("concerns", "finished_on", "aware_on"),
    [
        ([], None, date(2023, 1, 5)),
        ([date(2023, 1, 5), date(2026, 11, 16)], None, date(2026, 11, 16)),
        ([date(2023, 1, 5)], date(2023, 4, 3), date(2023, 1, 5)),
        ([date(2023, 1, 5), date(2023, 4, 3)], date(2023, 4, 3), date(2023, 4, 3)),
    ],
)
def test_the_four_months_run_from_the_concern_since_the_last_investigation(concerns, finished_on, aware_on):
    assert rules.aware_since(concerns, aware_on=date(2023, 1, 5), finished_on=finished_on) == aware_on


def test_the_young_person_consents_from_15():
    rules.must_be_consent_of_child(date(2011, 11, 16), on=TODAY)

    with pytest.raises(RuleBroken, match="15 år"):
        rules.must_be_consent_of_child(date(2011, 11, 17), on=TODAY)
