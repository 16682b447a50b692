"""Counting the rows of a query by columns that are themselves aggregates, which the framework's own query cannot."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet


def counted_by(rows: "QuerySet[Any, Any]", *columns: str) -> list[tuple[Any, ...]]:
    """Each combination of the columns with how many rows have it; PostgreSQL counts, only the sums travel."""
    sql, params = rows.query.sql_with_params()
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names}, count(*) FROM ({sql}) AS counted GROUP BY {names}", params)  # noqa: S608  (no value in it)
        counted: list[tuple[Any, ...]] = cursor.fetchall()
    return counted
