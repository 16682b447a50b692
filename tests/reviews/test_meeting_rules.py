"""Which times are proposed for a meeting, and which can be agreed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from herning.rules import RuleBroken, is_working_day
from reviews.meeting_rules import (
    HERE,
    Span,
    last_day,
    must_be_a_meeting,
    must_be_a_neutral_place,
    must_be_free,
    propose_times,
    span,
)

TODAY = date(2026, 11, 23)  # a Monday
DUE = date(2026, 12, 3)  # a Thursday


def at(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HERE)


def told(moments):
    return [f"{moment:%d.%m. %H.%M %z}" for moment in moments]


def test_three_days_before_the_date_by_turns_morning_and_afternoon():
    assert told(propose_times([], DUE, TODAY, 60)) == [
        "01.12. 08.30 +0100", "02.12. 12.30 +0100", "03.12. 08.30 +0100",
    ]  # fmt: skip


def test_what_is_taken_is_not_proposed():
    busy = [
        Span(at(DUE, 8), at(DUE, 10, 15)),
        Span(at(date(2026, 12, 2), 12), at(date(2026, 12, 2), 16)),
        Span(at(date(2026, 12, 1), 0), at(date(2026, 12, 2), 0)),
    ]

    assert told(propose_times(busy, DUE, TODAY, 60)) == [
        "27.11. 08.30 +0100", "30.11. 12.30 +0100", "03.12. 10.30 +0100",
    ]  # fmt: skip


def test_one_day_left_gives_both_its_halves():
    tomorrow = TODAY + timedelta(days=1)

    assert told(propose_times([], tomorrow, TODAY, 90)) == ["24.11. 08.30 +0100", "24.11. 12.30 +0100"]


def test_nothing_fits_on_the_day_itself_or_in_a_full_calendar():
    full = [Span(at(TODAY, 0), at(date(2027, 1, 1), 0))]

    assert propose_times([], TODAY, TODAY, 60) == []
    assert propose_times(full, DUE, TODAY, 60) == []
    assert propose_times([], DUE, TODAY, 480) == []


def test_christmas_is_passed_over():
    found = propose_times([], date(2026, 12, 28), date(2026, 12, 22), 60)

    assert told(found) == ["23.12. 12.30 +0100", "28.12. 08.30 +0100", "28.12. 12.30 +0100"]


def test_the_weeks_in_which_the_clock_is_changed():
    """Summer time ends on Sunday 25 October 2026 and begins on Sunday 28 March 2027."""
    autumn = propose_times([], date(2026, 10, 26), date(2026, 10, 21), 60)
    spring = propose_times([], date(2027, 3, 30), date(2027, 3, 23), 60)
    # Six o'clock in UTC is eight in Herning before the change.
    busy = [span(datetime.fromisoformat("2026-10-23T06:00+00:00"), 150)]

    assert told(autumn) == ["22.10. 08.30 +0200", "23.10. 12.30 +0200", "26.10. 08.30 +0100"]
    # Easter lies between.
    assert told(spring) == ["24.03. 12.30 +0100", "30.03. 08.30 +0200", "30.03. 12.30 +0200"]
    assert told(propose_times(busy, date(2026, 10, 23), date(2026, 10, 22), 60))[0] == "23.10. 10.30 +0200"


@settings(max_examples=150, deadline=None)
@given(
    today=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    ahead=st.integers(-30, 60),
    minutes=st.integers(10, 480),
    busy=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 23), st.integers(10, 600)), max_size=20),
)
def test_whatever_is_proposed_is_free_ahead_in_time_and_within_the_day(today, ahead, minutes, busy):
    due = today + timedelta(days=ahead)
    taken = [span(at(today + timedelta(days=day), hour), length) for day, hour, length in busy]

    found = propose_times(taken, due, today, minutes)

    assert found == sorted(found) == propose_times(taken, due, today, minutes)
    assert len(found) <= 3
    for moment in found:
        meeting = span(moment, minutes)
        assert today < moment.date() <= last_day(due, today=today)
        assert is_working_day(moment.date())
        assert (moment.hour, moment.minute) >= (8, 30)
        assert meeting.ends_at <= at(moment.date(), 16)
        assert not any(meeting.meets(other) for other in taken)
        must_be_a_meeting(moment, minutes, due_on=due, at=at(today, 12))


NOW = at(TODAY, 10)


@pytest.mark.parametrize(
    ("starts_at", "minutes", "due_on", "said"),
    [
        (at(TODAY, 9), 60, DUE, "passeret"),
        (at(date(2026, 12, 4), 9), 60, DUE, "teamlederen"),
        (at(date(9999, 12, 31), 10), 60, DUE, "teamlederen"),
        (at(date(2026, 11, 28), 9), 60, DUE, "lukket"),
        (at(date(2026, 12, 1), 6), 60, DUE, "kl. 7 og 20"),
        (at(date(2026, 12, 1), 19, 30), 60, DUE, "kl. 7 og 20"),
        (at(date(2026, 12, 1), 15), 600, DUE, "8 timer"),
        (at(date(2026, 12, 1), 15), 5, DUE, "8 timer"),
        (at(date(2026, 12, 1), 9), 60, date(2026, 11, 2), "inden fem arbejdsdage, senest man 30. nov. 2026"),
    ],
)
def test_a_time_that_cannot_be_is_refused(starts_at, minutes, due_on, said):
    with pytest.raises(RuleBroken, match=said):
        must_be_a_meeting(starts_at, minutes, due_on=due_on, at=NOW)


def test_a_review_over_its_date_can_be_planned_within_five_working_days():
    must_be_a_meeting(at(date(2026, 11, 30), 9), 60, due_on=date(2026, 11, 2), at=NOW)


def test_nobody_is_in_two_meetings_at_once():
    taken = [Span(at(DUE, 9), at(DUE, 10))]

    must_be_free(span(at(DUE, 10), 60), taken)
    must_be_free(span(at(DUE, 8), 60), taken)
    with pytest.raises(RuleBroken, match=r"kl\. 09\.00–10\.00"):
        must_be_free(span(at(DUE, 9, 30), 60), taken)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("  ", "hvor I mødes"),
        ("Hjemme hos Sofie", "uden navne"),
        ("Familien MIKKELSENS stue", "uden navne"),
        ("Lokale 040516-1234", "uden navne"),
        ("Skjulvej 7, bagindgangen", "beskyttet"),
    ],
)
def test_a_place_tells_nothing(place, said):
    with pytest.raises(RuleBroken, match=said):
        must_be_a_neutral_place(place, names=["Sofie Mikkelsen"], addresses=["Skjulvej 7, 7400 Herning", ""])


@pytest.mark.parametrize(
    "address", ["Skjulvej 7 7400 Herning", "Skjulvej  7\t7400  Herning", "SKJULVEJ 7 DK-7400 Herning", "Skjulvej 7"]
)
def test_a_protected_address_is_known_again_however_it_was_written(address):
    with pytest.raises(RuleBroken, match="beskyttet"):
        must_be_a_neutral_place("Hjemme på skjulvej  7, stuen", names=[], addresses=[address])


@pytest.mark.parametrize("place", ["Projekthuset", "Rådhuset, lokale 7400"])
def test_a_secret_place_whose_name_holds_a_year_is_not_taken_for_a_street(place):
    must_be_a_neutral_place(place, names=[], addresses=["7400 Herning", ""], secret=["Projekt 2020"])


@pytest.mark.parametrize("place", ["Hjemme hos jer", "Rådhuset, lokale 2", "Skjulvejens skole"])
def test_a_plain_place_is_fine(place):
    must_be_a_neutral_place(place, names=["Sofie Mikkelsen", "Bo Li"], addresses=["Skjulvej 7, 7400 Herning"])
