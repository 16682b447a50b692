"""A plug-in that has the long tests begin first, shared among the parallel runs, so that none is left waiting for one.

It counts on `--dist worksteal`, which cuts the tests into as many equal parts as there are runs.
"""

import os

import pytest

LONGEST = ("test_make_demo_starts", "test_a_child_comes_from_a_concern", "test_a_place_is_chosen")
LONG = ("browser", "drill")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each part begins with its share of the long tests; the others keep the order they were shuffled into."""
    parts = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if parts > 1:
        items[:] = dealt(items, parts)


def dealt(items: list[pytest.Item], parts: int) -> list[pytest.Item]:
    """The tests of one part after those of another."""
    long = sorted(filter(is_long, items), key=lambda item: not item.name.startswith(LONGEST))
    short = [item for item in items if not is_long(item)]
    given: list[pytest.Item] = []
    for part in range(parts):
        room = len(items) // parts + (part < len(items) % parts)
        mine = long[part::parts][:room]
        given += [*mine, *short[: room - len(mine)]]
        del short[: room - len(mine)]
    return given


def is_long(item: pytest.Item) -> bool:
    """Whether a test walks in Chromium or breaks something on purpose."""
    return any(item.get_closest_marker(mark) for mark in LONG)
