"""The world every attack meets, and a way to attack it that leaves it as it was."""

from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse
from psycopg2.sql import SQL, Identifier

from tests.attack.world import NOW, build_world, key_of

# A look is written by looking, and what is typed is kept; neither is an act.
NOT_ACTS = {"audit_access", "web_draft", "web_submission"}


@pytest.fixture(autouse=True)
def _one_day():
    """The day every payload is written for."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(ida, bo, lone, per, pia, stig, rie, sanne, alf):
    """The cast by their names, and everything they may send a form about."""
    cast = {"ida": ida, "bo": bo, "lone": lone, "per": per, "pia": pia, "stig": stig, "rie": rie, "sanne": sanne}
    return build_world(people=cast | {"alf": alf})


def url_of(route, about, world):
    """The address of a route that is about things of the world."""
    return reverse(route, kwargs={name: key_of(world[thing]) for name, thing in about.items()})


def written():
    """How many rows there are of everything that an act may write, histories included."""
    kept = (model._meta for model in apps.get_models() if model._meta.managed and not model._meta.proxy)
    tables = {meta.db_table for meta in kept} - NOT_ACTS
    counted = SQL(" + ").join(SQL("(SELECT count(*) FROM {})").format(Identifier(table)) for table in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(SQL("SELECT {}").format(counted))
        return cursor.fetchone()[0]


class Attacker:
    """Somebody signed in who sends things; every send is taken back, so that the next meets the same world."""

    def __init__(self, client, url):
        self.client, self.url = client, url
        # A fault of the server is an answer like others here, to be told with the one that caused it.
        client.raise_request_exception = False

    def form(self):
        """The form as its page shows it."""
        return self.client.get(self.url).context["form"]

    def send(self, payload, *more):
        """Each answer to payloads sent after each other, with how many rows it wrote; one alone when there is one."""
        with transaction.atomic():
            found = []
            for body in (payload, *more):
                before = written()
                answer = self.client.post(self.url, {"submission": str(uuid4())} | body)
                # After a fault of the server the transaction answers nothing more.
                found.append((answer, written() - before if answer.status_code < 500 else 0))
            transaction.set_rollback(True)
        return found if more else found[0]


@pytest.fixture
def attacker(signed_in, world):
    """The one who sends a row's form."""

    def at(row):
        return Attacker(signed_in(world[row.who]), url_of(row.route, row.about, world))

    return at
