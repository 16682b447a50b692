"""What is said on each new connection."""

import pytest
from django.db import connection

from herning.web.planning import JOINED_AT_ONCE


@pytest.mark.django_db
@pytest.mark.parametrize("setting", ["join_collapse_limit", "from_collapse_limit"])
def test_postgresql_plans_so_many_tables_at_a_time(setting):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")

        assert cursor.fetchone() == (str(JOINED_AT_ONCE),)
