"""What the program writes into its logs holds no secret and nobody's data: they are read by more than the case is."""

import logging
import re
from typing import Any

# Addresses that open by themselves: what a participant writes beforehand, a calendar, a new password.
SECRET = re.compile(r"((?:/syn|(?<!/mit)/kalender|/reset/key)/)[^/\s\"'?]+?(?=\.ics\b|[/\s\"'?]|$)")
# PostgreSQL tells the program which row it refused, with all its values, whatever the server's own log leaves out.
VALUES = re.compile(
    r"^(?:DETAIL|LINE \d+): .*?(?=^(?:HINT|CONTEXT|QUERY): |^The above exception|^During handling|^Traceback|\Z)",
    re.DOTALL | re.MULTILINE,
)


class WithoutSecrets(logging.Filter):
    """Lets every record through, with the secrets of the addresses in it cut out."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put what is told together, and cut it."""
        record.msg, record.args = SECRET.sub(r"\1[…]", record.getMessage()), ()
        return True


class WithoutValues(logging.Formatter):
    """A fault is told with where it happened, and without the row at which it did."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - overrides logging.Formatter's own name
        """The traceback, cut."""
        return SECRET.sub(r"\1[…]", VALUES.sub("", super().formatException(ei)))
