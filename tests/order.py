"""A plug-in that has the long tests begin as early as they may, so that no core stands still at the end.

The parallel runs take the tests from the front one by one. Tests that empty the tables come after those that are
rolled back, as pytest-django has it, and the walk through `make demo`, which uses neither, comes first of all.
"""

import pytest

FIRST = "test_make_demo_starts"
LONGEST = ("test_a_child_comes_from_a_concern", "test_a_place_is_chosen", "test_a_meeting_is_found")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within each kind, the tests keep the order they were shuffled into."""
    items.sort(key=turn)


def turn(item: pytest.Item) -> int:
    """When a test has its turn: the lower the earlier."""
    if item.name.startswith(FIRST):
        return 0
    if not empties_tables(item):
        return 1 if uses_database(item) else 5
    if item.name.startswith(LONGEST):
        return 2
    return 3 if item.get_closest_marker("browser") or item.get_closest_marker("drill") else 4


def uses_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes rows."""
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & fixtures_of(item))


def empties_tables(item: pytest.Item) -> bool:
    """Whether a test commits, and leaves every table empty afterwards."""
    marked = item.get_closest_marker("django_db")
    is_marked = bool(marked and marked.kwargs.get("transaction"))
    return is_marked or bool({"transactional_db", "live_server"} & fixtures_of(item))


def fixtures_of(item: pytest.Item) -> set[str]:
    """The names of what a test is given, near and far."""
    return set(getattr(item, "fixturenames", ()))
