from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from herning.web import days

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def danish():
    with override("da"):
        yield


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 3), "tor 3. dec. 2026"),
        (date(2026, 5, 4), "man 4. maj 2026"),
        (date(2027, 2, 28), "søn 28. feb. 2027"),
    ],
)
def test_long_date_is_said_the_danish_way(day, said):
    assert days.long_date(day) == said


@pytest.mark.parametrize(
    ("offset", "said"),
    [
        (0, "i dag"),
        (1, "i morgen"),
        (-1, "i går"),
        (2, "om 2 dage"),
        (12, "om 12 dage"),
        (-2, "for 2 dage siden"),
        (35, "om 5 uger"),
        (120, "om 4 måneder"),
        (-800, "for 2 år siden"),
    ],
)
def test_how_far_uses_the_unit_people_would_use(offset, said):
    assert days.how_far(TODAY + timedelta(days=offset), TODAY) == said


@pytest.mark.parametrize(
    ("offset", "state", "text"),
    [
        (-1, "late", "1 dag over"),
        (-2, "late", "2 dage over"),
        (-35, "late", "5 uger over"),
        (0, "soon", "i dag"),
        (1, "soon", "i morgen"),
        (3, "soon", "om 3 dage"),
        (4, "far", "om 4 dage"),
        (12, "far", "om 12 dage"),
        (30, "far", "21. dec."),
        (102, "far", "3. mar. 2027"),
    ],
)
def test_deadline_tells_late_soon_and_far_apart_in_words(offset, state, text):
    said = days.deadline(TODAY + timedelta(days=offset), TODAY)

    assert (said.state, said.text) == (state, text)


def test_deadline_may_be_told_to_warn_earlier():
    assert days.deadline(TODAY + timedelta(days=35), TODAY, soon=42).text == "om 5 uger"


@pytest.mark.parametrize(
    ("minutes", "state", "text"),
    [
        (-125, "late", "2 timer over"),
        (-5, "late", "5 min. over"),
        (30, "soon", "om 30 min."),
        (23 * 60, "soon", "om 23 timer"),
        (72 * 60, "far", "om 3 dage"),
    ],
)
def test_deadline_of_a_danger_assessment_counts_hours(minutes, state, text):
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    said = days.deadline(now + timedelta(minutes=minutes), now)

    assert (said.state, said.text) == (state, text)


def test_clock_is_local_time_with_a_full_stop():
    assert days.clock(datetime(2026, 11, 21, 13, 2, tzinfo=UTC)) == "14.02"


def test_moment_late_in_the_evening_belongs_to_the_local_day():
    assert days.local_day(datetime(2026, 11, 21, 23, 30, tzinfo=UTC)) == date(2026, 11, 22)
