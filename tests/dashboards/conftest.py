"""A day on the screen: Saturday 21 November 2026, ten in the morning."""

from datetime import UTC, datetime

import pytest
import time_machine

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def today():
    """Stand still in time; sessions and deadlines are read against it."""
    with time_machine.travel(NOW, tick=False):
        yield NOW
