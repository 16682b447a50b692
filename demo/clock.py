"""The day that is told of: what the stories write carries its own moment, not that of the telling."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch


class Clock:
    """Stands where the teller sets it."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)

    def read(self) -> datetime:
        """The moment that is told of."""
        return self.moment


@contextmanager
def told_time() -> Iterator[Clock]:
    """Let Django's clock stand on the teller's meanwhile, as events and notes are stamped by it."""
    clock = Clock()
    with patch("django.utils.timezone.now", clock.read):
        yield clock
