"""A real house to walk in: gunicorn, a worker and beat over real PostgreSQL and Redis, and people in real Chromium."""

import os
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection

from bench.installation import mail_server
from herning.processes import Child, free_port, short_temporary_folder, until
from tests.browser.person import PASSWORD, Person
from tests.browser.post import Post

START_SECONDS = 60


def address_of_test_database() -> str:
    """What a process outside the tests must be told to work in the tests' database."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


POST = Post()


@pytest.fixture
def post() -> Post:
    """What the running house has mailed during one story."""
    POST.kept.clear()
    POST.taken.clear()
    return POST


@pytest.fixture(scope="session")
def house(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of a running house."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with django_db_blocker.unblock():
        database = address_of_test_database()
    folder = short_temporary_folder()
    told = {
        **os.environ,
        "DATABASE_URL": database,
        "CELERY_BROKER_URL": os.environ["TESTS_HOUSE_BROKER_URL"],
        "SITE_ORIGIN": url,
        "DATA_DIR": str(folder),
        "DATABASE_CONN_MAX_AGE": "0",
        # The tables are emptied between stories: what beat does by the clock is proved by the drills.
        "SWEEP_SECONDS": "3600",
        "SEND_SECONDS": "3600",
    }
    celery = ["celery", "--app", "herning"]
    commands = {
        "worker": [*celery, "worker", "--concurrency", "1", "--loglevel", "INFO"],
        "beat": [*celery, "beat", "--pidfile=", "--schedule", str(folder / "beat")],
        "web": ["gunicorn", "herning.wsgi:application", "--bind", f"127.0.0.1:{port}", "--threads", "4"],
    }
    with ExitStack() as stack:
        told["EMAIL_URL"] = stack.enter_context(mail_server(POST))
        for name, command in commands.items():
            log = stack.enter_context((folder / f"{name}.log").open("ab"))
            child = Child.start(name, [sys.executable, "-m", *command], output=log, environment=told)
            stack.callback(child.stop)
        LOGS[url] = folder / "web.log"
        until(lambda: answers(f"{url}/readyz"), START_SECONDS, every=0.2)
        yield url
    with django_db_blocker.unblock():
        until(lambda: others_at_work(idle_too=True) == 0, START_SECONDS)


def answers(url: str) -> bool:
    """Whether an address answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  (the address is the tests' own)
            return answer.status == 200
    except OSError:
        return False


def others_at_work(*, idle_too: bool = False) -> int:
    """How many other sessions of the tests' database are in the middle of something, or there at all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND (%s OR state <> 'idle')",
            [idle_too],
        )
        return cursor.fetchone()[0]


LOGS: dict[str, Path] = {}


def errors(house: str) -> list[str]:
    """The end of what the running house has said, for whoever mends a fault."""
    return [line for line in LOGS[house].read_text().splitlines() if "/readyz" not in line][-40:]


@pytest.fixture
def people(house, browser, transactional_db):
    """Sign somebody in: `people(ida)` gives a `Person` who walks, `people(None)` one who has no sign-in here.

    At the end nobody has met a fault.
    """
    walking: list[Person] = []

    def sign_in(user) -> Person:
        if user is None:
            walking.append(Person(browser, house, None))
            return walking[-1]
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        person = Person(browser, house, user)
        walking.append(person)
        person.sign_in()
        return person

    yield sign_in
    faults = [fault for person in walking for fault in person.faults]
    for person in walking:
        person.leave()
    until(lambda: others_at_work() == 0, START_SECONDS)
    cache.clear()
    assert not faults, "\n".join([*faults, *errors(house)])
