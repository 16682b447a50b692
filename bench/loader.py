"""An invented municipality of any number of open cases, loaded in bulk past the actions; every constraint holds."""

from collections.abc import Callable
from datetime import date

from django.db import connection, transaction

from bench.copying import Copier
from bench.following import drafts, follow
from bench.ladder import help_given
from bench.organisation import CHILDREN_PER_CASEWORKER, Organisation, organise
from bench.stories import Story, begin, casework

STORED_AT_ONCE = 500
CASES_WITH_A_SIBLING = 8


def load(*, cases: int, today: date) -> Organisation:
    """Fill an empty, migrated database with `cases` open cases as they stand on `today`, and let PostgreSQL count."""
    copier = Copier()
    with transaction.atomic():
        people = organise(copier, cases=cases)
        story: Story | None = None
        free_cpr = _free_cpr()
        for number in range(cases):
            sibling = story if number % CASES_WITH_A_SIBLING == 1 else None
            story = begin(
                copier,
                people,
                number,
                today=today,
                family=sibling.child.family if sibling else None,
                free_cpr=free_cpr,
            )
            casework(story)
            help_given(story)
            follow(story)
            if number % CHILDREN_PER_CASEWORKER == 0:
                copier.store()
                drafts(story)
            elif number % STORED_AT_ONCE == 0:
                copier.store()
        copier.store()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval('case_number', {cases + 1})")
        cursor.execute("ANALYZE")
    return people


def _free_cpr() -> Callable[[date], str]:
    used: set[str] = set()

    def free(born_on: date) -> str:
        first = 4000 if born_on.year >= 2000 else 1
        number = next(n for n in range(first, 10_000) if f"{born_on:%d%m%y}{n:04d}" not in used)
        used.add(f"{born_on:%d%m%y}{number:04d}")
        return f"{born_on:%d%m%y}{number:04d}"

    return free
