"""The judge of the measurements."""

import json
from dataclasses import asdict

import pytest

from bench.floor import own_statements
from bench.judging import grown, judge, table, write
from bench.visiting import Statement


@pytest.mark.parametrize(("seconds", "holds"), [(0.049, True), (0.050, True), (0.051, False)])
def test_a_work_holds_up_to_its_limit(seconds, holds):
    line = judge("a page", cases=10, queries=3, seconds=[seconds] * 30, floor=0.010, limit=5.0)

    assert line.holds is holds


def test_growth_misses_when_a_query_was_added_however_fast():
    small = judge("a page", cases=10, queries=3, seconds=[0.02] * 30, floor=0.010, limit=5.0)
    large = judge("a page", cases=100, queries=4, seconds=[0.02] * 30, floor=0.010, limit=5.0)

    line = grown(small, large, small_seconds=[0.02], large_seconds=[0.02] * 30)

    assert (line.work, line.ratio, line.limit, line.holds) == ("a page: 100 against 10", 1.0, 1.3, False)


def test_growth_misses_when_the_time_grows():
    small = judge("a page", cases=10, queries=3, seconds=[0.02] * 30, floor=0.010, limit=5.0)

    assert grown(small, small, small_seconds=[0.02], large_seconds=[0.0262] * 30).holds is False
    assert grown(small, small, small_seconds=[0.02], large_seconds=[0.0258] * 30).holds is True


def test_the_floor_counts_a_statement_of_the_empty_view_once():
    user, case = Statement("user", (1,), False), Statement("case", (2,), True)

    assert own_statements([user, user, case], [user]) == [user, case]


def test_the_file_holds_what_the_table_shows(tmp_path):
    line = judge("a page", cases=10, queries=3, seconds=[0.06] * 30, floor=0.010, limit=5.0)

    write([line], tmp_path / "bench.json")

    assert json.loads((tmp_path / "bench.json").read_text()) == [asdict(line)]
    assert list(asdict(line)) == [
        "work", "cases", "queries", "median_ms", "p95_ms", "floor_ms", "ratio", "limit", "holds"
    ]  # fmt: skip
    assert table([line]).splitlines()[-1].split()[1:4] == ["a", "page", "|"]
    assert "NO" in table([line])
