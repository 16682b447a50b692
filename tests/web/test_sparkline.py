import pytest

from herning.web.sparkline import lay_out


def test_sparkline_without_scores_has_no_line():
    line = lay_out([])

    assert (line.points, line.last_x, line.latest) == ("", None, None)


def test_sparkline_of_one_score_is_a_point():
    line = lay_out([1], width=104, height=32)

    assert (line.points, line.last_x, line.last_y) == ("4.0,10.0", 4.0, 10.0)


def test_sparkline_rises_with_the_score_and_fills_the_width():
    line = lay_out([-2, 0, 2], width=104, height=32)

    assert line.points == "4.0,28.0 52.0,16.0 100.0,4.0"
    assert (line.zero_y, line.first, line.latest) == (16.0, -2, 2)


def test_sparkline_leaves_the_place_of_a_missing_score_empty():
    assert lay_out([0, None, 0], width=104, height=32).points == "4.0,16.0 100.0,16.0"


@pytest.mark.parametrize("score", [-9, 9])
def test_sparkline_never_leaves_its_box(score):
    assert 4 <= lay_out([score], height=32).last_y <= 28
