"""The floor: the statements of a page by bare psycopg2, every row fetched, nothing made of it."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from time import perf_counter
from typing import Any

import psycopg2
from django.db import connection

from bench.visiting import Statement


@contextmanager
def bare_link() -> Iterator[Any]:
    """A connection to the same database with the same parameters, and nothing of Django on it."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    with closing(psycopg2.connect(**parameters)) as link:
        link.autocommit = True
        yield link


def replay(link: Any, statements: Sequence[Statement]) -> float:
    """Seconds the statements take, in transactions cut where the page cut them."""
    begun = perf_counter()
    for statement in statements:
        if link.autocommit == statement.is_in_transaction:
            if not statement.is_in_transaction:
                link.commit()
            link.autocommit = not statement.is_in_transaction
        with link.cursor() as cursor:
            cursor.execute(statement.sql, statement.params)
            if cursor.description:
                cursor.fetchall()
    if not link.autocommit:
        link.commit()
        link.autocommit = True
    return perf_counter() - begun


def own_statements(page: Sequence[Statement], empty: Sequence[Statement]) -> list[Statement]:
    """A page's statements without those of the empty view, whose time already holds them."""
    left = list(page)
    for known in empty:
        same = next((one for one in left if one.sql == known.sql), None)
        if same is not None:
            left.remove(same)
    return left
