"""A session that a process leaves behind keeps nobody from dropping the test database."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.sessions import others, see_off

STAYS = """
import sys, psycopg2
link = psycopg2.connect(sys.argv[1], application_name="forgotten")
link.cursor().execute("SELECT 'half done'")
print("in", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def stays(transactional_db):
    """Another process in the middle of a transaction in the test database."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    with subprocess.Popen(
        [sys.executable, "-c", STAYS, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"in\n"
        yield process
        process.kill()


def test_who_stays_is_named_and_ended(stays):
    (forgotten,) = [session for session in others().values() if "forgotten" in session]

    assert forgotten in see_off(0.2)
    assert [session for session in others().values() if "forgotten" in session] == []
    assert ("idle in transaction" in forgotten, forgotten.endswith("SELECT 'half done'")) == (True, True)


def test_who_leaves_in_time_is_not_named(stays):
    stays.stdin.close()

    assert [session for session in see_off(20) if "forgotten" in session] == []
