"""Who else is in the test database: PostgreSQL drops none that is in use, so whoever is left is named and ended."""

from contextlib import suppress

from django.db import connection

from herning.processes import until

OTHERS = """
    SELECT pid, concat_ws(' | ', pid, nullif(application_name, ''), state, 'since ' || backend_start, wait_event,
                          left(regexp_replace(query, '\\s+', ' ', 'g'), 300))
    FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
    ORDER BY backend_start
"""
ENDING_MS = 5000


def others() -> dict[int, str]:
    """The other sessions of this database by their process, each with what it is and what it said last."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return dict(cursor.fetchall())


def see_off(seconds: float) -> list[str]:
    """Wait so long for the others to leave; gives those who did not, who are ended then."""
    with suppress(TimeoutError):
        until(lambda: not others(), seconds, every=0.1)
    left = others()
    with connection.cursor() as cursor:
        for pid in left:
            cursor.execute("SELECT pg_terminate_backend(%s, %s)", [pid, ENDING_MS])
    return list(left.values())
