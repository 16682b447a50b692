"""How long a page waits: for the database to answer at all, for a row somebody else holds, for one statement."""

from typing import Any

# A person presses again long before these; without them one stuck row takes every thread of the web, one by one.
WAITS = {"lock_timeout": "10s", "statement_timeout": "60s", "idle_in_transaction_session_timeout": "60s"}


def wait_briefly(connection: Any, **_kwargs: Any) -> None:
    """Say so on every new connection of the web; tasks and migrations may take their time."""
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET {name} = '{limit}'" for name, limit in WAITS.items()))
