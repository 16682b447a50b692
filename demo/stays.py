"""Who stays where in each week, so that no story is planned that a full place would refuse."""

from datetime import date


class Stays:
    """How many are at each place, by its code, in each week."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, int], int] = {}

    def has_room(self, code: str, places: int | None, since: date, until: date) -> bool:
        """Whether one of so many places is free in every week of a stay; without a number there always is."""
        return places is None or all(self.taken.get((code, week), 0) < places for week in _weeks(since, until))

    def take(self, code: str, since: date, until: date) -> None:
        """Hold a place in every week of a stay."""
        for week in _weeks(since, until):
            self.taken[code, week] = self.taken.get((code, week), 0) + 1

    def on(self, code: str, day: date) -> int:
        """How many are there in the week of a day."""
        return self.taken.get((code, _week(day)), 0)


def _week(day: date) -> int:
    return day.toordinal() // 7


def _weeks(since: date, until: date) -> range:
    return range(_week(since), _week(until) + 1)
