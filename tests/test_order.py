"""The long tests begin first in every parallel run, and no test is left out."""

import pytest

from tests.order import LONGEST, dealt


class Test:
    """As much of a collected test as the order looks at."""

    __test__ = False

    def __init__(self, name, mark=""):
        self.name, self.mark = name, mark

    def get_closest_marker(self, name):
        return name == self.mark


@pytest.mark.parametrize("parts", [2, 3, 8])
def test_every_part_begins_with_its_share_of_the_long_tests(parts):
    longest = [Test(name, "drill") for name in LONGEST]
    items = [Test(f"short {number}") for number in range(41)] + [Test("long", "browser") for _ in range(9)] + longest

    given = dealt(items, parts)

    sizes = [len(items) // parts + (part < len(items) % parts) for part in range(parts)]
    begins = [sum(sizes[:part]) for part in range(parts)]
    assert sorted(map(id, given)) == sorted(map(id, items))
    assert [given[begin].mark for begin in begins] == (["drill"] * len(LONGEST) + ["browser"] * parts)[:parts]
    assert all(given[begin + size - 1].mark == "" for begin, size in zip(begins, sizes, strict=True))
    assert [item.name for item in given if not item.mark] == [item.name for item in items if not item.mark]
