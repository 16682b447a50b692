"""Tests that empty the tables come after those that count on them, and long ones before short ones of their kind."""

import pytest

from tests.order import turn

COMMITS = pytest.mark.django_db(transaction=True).mark
ROLLED_BACK = pytest.mark.django_db.mark


class Test:
    """As much of a collected test as the order looks at."""

    __test__ = False

    def __init__(self, name, *marks, fixtures=()):
        self.name, self.marks, self.fixturenames = name, {mark.name: mark for mark in marks}, fixtures

    def get_closest_marker(self, name):
        return self.marks.get(name)


def test_long_tests_begin_as_early_as_they_may():
    in_turn = [
        Test("test_make_demo_starts_and_stops", pytest.mark.drill.mark),
        Test("test_a_form_withstands", ROLLED_BACK),
        Test("test_a_child_comes_from_a_concern_to_a_review", pytest.mark.browser.mark, fixtures=["transactional_db"]),
        Test("test_nothing_is_lost", pytest.mark.drill.mark, COMMITS),
        Test("test_two_workers_send_it_once", COMMITS),
        Test("test_rules", fixtures=["monkeypatch"]),
    ]

    turns = [turn(test) for test in in_turn]

    assert turns == sorted(set(turns))
    assert turn(Test("test_case", fixtures=["case", "db"])) == turns[1]
