"""The day every story is told on that does not commit, whatever day the suite is run."""

from datetime import UTC, date, datetime

#: Half past two in the afternoon here.
NOW = datetime(2026, 11, 20, 13, 30, tzinfo=UTC)
#: A Friday.
TODAY = date(2026, 11, 20)
