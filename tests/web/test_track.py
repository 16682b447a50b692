from datetime import date, timedelta

import pytest

from herning.web.track import lay_out

TODAY = date(2026, 11, 21)
SOFIE = [
    (date(2025, 2, 3), date(2025, 7, 6), 1, "KIFF"),
    (date(2025, 7, 7), date(2026, 2, 1), 2, "Broen"),
    (date(2026, 2, 2), None, 5, "Claudisvej"),
]


def wide(track):
    return next(drawing for drawing in track.drawings if drawing.name == "wide")


def test_track_without_periods_is_empty():
    track = lay_out([], [], TODAY)

    assert track.is_empty
    assert track.rows == ()
    assert [drawing.bars for drawing in track.drawings] == [(), ()]


def test_track_draws_one_bar_for_each_period_in_order_and_higher_steps_higher():
    bars = wide(lay_out(SOFIE, [], TODAY)).bars

    assert [(bar.step, bar.kind) for bar in bars] == [(1, "past"), (2, "past"), (5, "past")]
    assert [bar.x1 < bar.x2 for bar in bars] == [True, True, True]
    assert bars[0].x1 == 62  # the first day stands on the left edge
    assert bars[0].y > bars[1].y > bars[2].y


def test_track_names_the_steps_that_were_skipped_on_the_way_up():
    rises = wide(lay_out(SOFIE, [], TODAY)).rises

    assert [rise.skipped for rise in rises] == ["", "Trin 3–4 sprunget over"]


def test_track_numbers_follow_the_ladder_of_the_municipality():
    track = lay_out(SOFIE, [], TODAY, offset=1)

    assert [level.number for level in wide(track).levels] == [1, 2, 3, 4, 5, 6]
    assert [row.number for row in track.rows] == [2, 3, 6]
    assert wide(track).rises[1].skipped == "Trin 4–5 sprunget over"


def test_track_of_one_day_stands_inside_the_drawing():
    drawing = wide(lay_out([(TODAY, None, 1, "DUÅ")], [], TODAY))
    (bar,) = drawing.bars

    assert bar.x1 == bar.x2 == drawing.today_x
    assert drawing.left < bar.x1 < drawing.right
    assert drawing.today_y == bar.y


def test_track_of_many_years_keeps_every_bar_and_few_ticks():
    start = date(2008, 5, 1)
    years = [(start + timedelta(days=700 * n), start + timedelta(days=700 * n + 699), n % 6, str(n)) for n in range(9)]
    track = lay_out(years, [], TODAY)

    assert len(wide(track).bars) == 9
    for drawing, most in zip(track.drawings, (8, 4), strict=True):
        assert 1 <= len(drawing.ticks) <= most
        assert [drawing.left <= bar.x1 <= bar.x2 <= drawing.right for bar in drawing.bars] == [True] * 9
    assert {tick.label.isdigit() for tick in wide(track).ticks} == {True}


def test_track_that_starts_in_the_future_is_coming_and_today_stands_on_no_step():
    drawing = wide(lay_out([(date(2026, 12, 10), None, 2, "MST")], [], TODAY))

    assert [(bar.kind, bar.step) for bar in drawing.bars] == [("coming", 2)]
    assert drawing.bars[0].x1 > drawing.today_x
    assert drawing.today_y is None


def test_track_shows_the_planned_end_and_the_step_after_it():
    drawing = wide(lay_out(SOFIE, [], TODAY, planned=(date(2026, 12, 24), 2, "Plan: MST")))
    expected = drawing.bars[-1]

    assert (expected.kind, expected.step) == ("expected", 5)
    assert (drawing.drop.x, drawing.drop.y1, drawing.drop.y2) == (expected.x2, expected.y, drawing.bars[1].y)
    assert drawing.drop.x < drawing.drop.x2 == drawing.right


def test_track_that_plans_to_end_has_no_step_after_it():
    drawing = wide(lay_out(SOFIE, [], TODAY, planned=(date(2026, 12, 24), None, "Slut")))

    assert (drawing.drop.y2, drawing.drop.step) == (None, 5)


def test_track_places_reviews_on_the_step_of_their_day_and_leaves_out_those_outside_it():
    reviews = [(date(2025, 3, 17), "", True), (date(2026, 3, 16), "", True), (date(2024, 1, 1), "", True)]
    drawing = wide(lay_out(SOFIE, reviews, TODAY))

    first, second = drawing.rings

    assert [(ring.step, ring.held, ring.path.count("M")) for ring in drawing.rings] == [(1, True, 1), (5, True, 1)]
    assert first.path.endswith(f" {drawing.bars[0].y}h0")
    assert second.path.endswith(f" {drawing.bars[2].y}h0")


@pytest.mark.parametrize(("weeks", "is_crowded"), [(12, False), (1, True)])
def test_track_draws_crowded_reviews_smaller(weeks, is_crowded):
    reviews = [(date(2025, 2, 3) + timedelta(weeks=weeks * n), "", True) for n in range(1, 8)]

    assert wide(lay_out(SOFIE, reviews, TODAY)).is_crowded is is_crowded


def test_track_says_the_same_in_words_by_date():
    track = lay_out(SOFIE, [(date(2025, 3, 17), "Holdt", True)], TODAY, planned=(date(2026, 12, 24), 2, "MST"))

    assert [(row.kind, row.on, row.number, row.label) for row in track.rows] == [
        ("step", date(2025, 2, 3), 1, "KIFF"),
        ("review", date(2025, 3, 17), None, "Holdt"),
        ("step", date(2025, 7, 7), 2, "Broen"),
        ("step", date(2026, 2, 2), 5, "Claudisvej"),
        ("planned", date(2026, 12, 24), 2, "MST"),
    ]
