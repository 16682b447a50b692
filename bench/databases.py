"""A database of its own for each size, on the server that DATABASE_URL names; what stands there is not touched."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection


def use(name: str) -> None:
    """Let Django's connection lead to another database of the same server."""
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def databases(*names: str) -> Iterator[None]:
    """Make empty, migrated databases, the second and later ones as copies of the first, and drop them in the end."""
    given, (first, *others) = connection.settings_dict["NAME"], names
    try:
        _alone(f'DROP DATABASE IF EXISTS "{first}"', f'CREATE DATABASE "{first}"')
        use(first)
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        use(given)
        for name in others:
            _alone(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{first}"')
        yield
    finally:
        use(given)
        _alone(*(f'DROP DATABASE IF EXISTS "{name}"' for name in names))
        connection.close()


def settle() -> None:
    """Let PostgreSQL tidy and count now, so that it does neither in the middle of a measurement."""
    # A municipality loaded at once leaves every version its counts have had; day by day they are tidied away.
    _alone("VACUUM FULL interventions_casecount", "VACUUM ANALYZE", "CHECKPOINT")


def _alone(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
