"""Danish names in the database: one column to sort by and one to search in, the same on every PostgreSQL.

A server may lack a Danish collation, so the rule is ours: … z, æ, ø, å; aa as å; accents as the bare letter.
"""

from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, GeneratedField, Q, TextField, Value

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")


class SortKey(Func):
    """What a Danish alphabet sorts a name by."""

    function = "danish_sort"
    output_field = TextField()


class SearchKey(Func):
    """A name without case, accents and Danish letters, so that "moller" finds "Møller"."""

    function = "danish_fold"
    output_field = TextField()


def sort_key(field: str = "name") -> "GeneratedField":
    """A stored column that sorts `field` in Danish."""
    return GeneratedField(
        expression=SortKey(F(field)), output_field=TextField(db_collation="C"), db_persist=True, editable=False
    )


def search_key(field: str = "name") -> "GeneratedField":
    """A stored column that is searched in place of `field`."""
    return GeneratedField(
        expression=SearchKey(F(field)), output_field=TextField(db_collation="C"), db_persist=True, editable=False
    )


class Words(Func):
    """The words of a name as an array, folded as they are for searching."""

    template = "string_to_array(ltrim(danish_fold(%(expressions)s)), ' ')"
    output_field = ArrayField(TextField())


def begins_a_word(word: str, *, field: str) -> Q:
    """Whether `word` begins a word of the search column `field`."""
    return Q(**{f"{field}__contains": SearchKey(Value(word))})


def matching(queryset: Rows, words: str, *, field: str) -> Rows:
    """The rows in which every word of `words` begins a word of the search column `field`; six words at most."""
    for word in words.split()[:6]:
        queryset = queryset.filter(begins_a_word(word, field=field))
    return queryset
