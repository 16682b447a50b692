"""The Danish working-day calendar and the ages that the law counts by."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herning.rules import (
    add_months,
    add_working_days,
    age_on,
    is_working_day,
    names_street,
    public_holidays,
    street,
    working_day_on_or_before,
    working_days_between,
)

ADDRESSES = [
    ("Skjulvej 7, 7400 Herning", "skjulvej 7"),
    ("Skjulvej 7 7400 Herning", "skjulvej 7"),
    ("  SKJULVEJ   7\n7400 Herning ", "skjulvej 7"),
    ("Skjulvej 7B DK-7400 Herning", "skjulvej 7b"),
    ("Ved Åen 12", "ved åen 12"),
    ("7400 Herning", ""),
    ("", ""),
]

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 4, 2), False),  # Maundy Thursday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 14), False),  # Ascension
        (date(2026, 5, 15), True),  # the day after is worked
        (date(2026, 6, 5), False),  # Constitution Day
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
        (date(2023, 5, 5), False),  # the last Great Prayer Day
        (date(2024, 4, 26), True),  # abolished from 2024
    ],
)
def test_a_working_day_is_one_the_offices_are_open_on(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("received", "count", "last"),
    [
        (date(2026, 11, 16), 6, date(2026, 11, 24)),  # over one weekend
        (date(2026, 4, 1), 6, date(2026, 4, 14)),  # Wednesday before Easter
        (date(2026, 12, 22), 6, date(2027, 1, 5)),  # over Christmas and New Year
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # received on a Saturday
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_working_days_are_counted_from_the_day_after(received, count, last):
    assert add_working_days(received, count) == last


def test_a_deadline_never_lies_behind():
    with pytest.raises(ValueError, match="ahead"):
        add_working_days(date(2026, 11, 20), -1)


@given(days)
def test_a_review_date_moves_to_the_nearest_earlier_working_day(day):
    moved = working_day_on_or_before(day)

    assert is_working_day(moved)
    assert moved <= day
    assert not any(is_working_day(moved + timedelta(days=n)) for n in range(1, (day - moved).days + 1))


@given(days, st.integers(min_value=0, max_value=60))
def test_counting_there_and_back_agrees(day, count):
    assert working_days_between(day, add_working_days(day, count)) == count


def test_nothing_has_passed_when_the_later_day_is_not_later():
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 20)) == 0
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 10)) == 0


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2027, 10, 31), 4, date(2028, 2, 29)),
        (date(2026, 11, 16), 3, date(2027, 2, 16)),
        (date(2026, 9, 30), 3, date(2026, 12, 30)),
    ],
)
def test_months_end_with_the_month(day, months, later):
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2011, 11, 21), date(2026, 11, 20), 14),
        (date(2011, 11, 21), date(2026, 11, 21), 15),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
    ],
)
def test_a_year_is_lived_on_the_birthday(born, day, age):
    assert age_on(born, day) == age


def test_every_year_has_the_closed_days_the_library_does_not_know():
    assert {date(2030, 6, 5), date(2030, 12, 24), date(2030, 12, 31)} <= public_holidays(2030)


@pytest.mark.parametrize(("address", "known_by"), ADDRESSES)
def test_an_address_is_known_by_its_street_however_it_is_written(address, known_by):
    assert street(address) == known_by
    assert names_street(f"Vi ses på {address.partition(',')[0].upper()} i morgen", address) is bool(known_by)
    assert not names_street("Vi ses på rådhuset i Herning", address)
