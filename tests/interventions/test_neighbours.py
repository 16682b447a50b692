"""Two installations side by side: one shows its free places, the other reads them and suffers none of its troubles."""

import json
import os
import sys
import threading
import time
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import psycopg2
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone
from psycopg2.errors import ObjectInUse

from herning.audit.models import Event
from herning.processes import Child, free_port, short_temporary_folder, until
from interventions import fetching
from interventions.feed import public_text
from interventions.foreign import foreign_choices
from interventions.models import Capacity, Neighbour, Offer
from interventions.tasks import read_neighbours
from tests.factories.accounts import DepartmentFactory
from tests.factories.interventions import CapacityFactory, OfferFactory
from tests.factories.neighbours import NeighbourFactory

START_SECONDS = 60
SEEDS = {"657": "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=", "756": "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXphYmNkZWY="}


def database_named(name):
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@contextmanager
def copied_database():
    """Another database that holds what the tests' own holds now."""
    source = connection.settings_dict["NAME"]
    copy = f"{source}_neighbour"
    connection.close()
    with closing(psycopg2.connect(database_named("postgres"))) as link, link.cursor() as cursor:
        link.autocommit = True

        def is_copied():
            try:
                cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
                cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{source}"')
            except ObjectInUse:
                return False
            return True

        until(is_copied, START_SECONDS, every=0.3)
        try:
            yield database_named(copy)
        finally:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@contextmanager
def installation(code, name, database, cache):
    """A web process of its own, with its own database and key; gives its address and the process."""
    port, folder = free_port(), short_temporary_folder()
    url = f"http://127.0.0.1:{port}"
    told = {
        **os.environ, "DATABASE_URL": database, "CACHE_URL": cache, "SITE_ORIGIN": url, "DATA_DIR": str(folder),
        "MUNICIPALITY": name, "MUNICIPALITY_CODE": code, "FEED_PRIVATE_KEY": SEEDS[code], "DATABASE_CONN_MAX_AGE": "0",
        "STATIC_ROOT": django_settings.STATIC_ROOT,
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "herning.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    with (folder / "web.log").open("ab") as log:
        child = Child.start(f"web of {name}", command, output=log, environment=told)
    try:
        until(lambda: answers(f"{url}/healthz"), START_SECONDS, every=0.1)
        yield url, child
    finally:
        child.stop()


def answers(url):
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False


class Liar(BaseHTTPRequestHandler):
    """Answers each path with another kind of trouble; what was kept is told again at `/replay`."""

    kept = b""

    def do_GET(self):
        match self.path:
            case "/replay":
                self.say(self.kept)
            case "/malformed":
                self.say(b"<html>Velkommen</html>")
            case "/huge":
                self.say(b"[" + b" " * 1_500_000 + b"]")
            case "/endless":
                self.send_response(200)
                self.end_headers()
                while True:
                    self.wfile.write(b" " * 65_536)
            case "/slow":
                self.send_response(200)
                self.end_headers()
                while True:
                    self.wfile.write(b" ")
                    time.sleep(0.05)
            case "/elsewhere":
                self.send_response(302)
                self.send_header("Location", "http://169.254.169.254/latest/meta-data/")
                self.end_headers()
            case _:
                self.send_error(500)

    def say(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def liar():
    """The address of a server that answers wrongly."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_args):
            """The reader hung up, as it should."""

    with Server(("127.0.0.1", 0), Liar) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def fault_after_reading(neighbour, url):
    """What the report says once the task has read an address."""
    Neighbour.objects.filter(pk=neighbour.pk).update(feed_url=url)
    read_neighbours()
    neighbour.refresh_from_db()
    return neighbour.last_error.partition(":")[0]


def told_of(age=14):
    places = foreign_choices(on=timezone.localdate(), at=timezone.now(), age=age)
    return {step: [(str(place), place.free, place.weekly_price) for place in found] for step, found in places.items()}


def public_key_of(code):
    from interventions.feed import private_key  # noqa: PLC0415 - beside its one use

    return public_text(private_key(SEEDS[code]))


@pytest.fixture
def ikast(transactional_db):
    """A running installation of Ikast-Brande's: one offer with two free places, one that is full, one without limit."""
    department = DepartmentFactory(name="Bøgely", provider__name="Bøgely")
    boegely = OfferFactory(code="boegely", name="Bøgely døgn", step=5, method="residential_treatment", min_age=12)
    CapacityFactory(offer=boegely, department=department, places_total=2)
    CapacityFactory(offer=OfferFactory(name="Fuldt"), department=department, places_total=0)
    CapacityFactory(offer=OfferFactory(name="Uden loft"), department=department)
    with copied_database() as database:
        Capacity.objects.all().delete()
        Offer.objects.all().delete()
        cache = f"{os.environ['TESTS_REDIS_URL']}/60"
        with installation("756", "Ikast-Brande Kommune", database, cache) as (url, child):
            yield f"{url}/ledige-pladser.json", child


def test_a_neighbours_places_are_read_and_no_trouble_of_its_breaks_a_page(
    ikast, liar, alf, signed_in, settings, monkeypatch
):
    settings.FEEDS_MAY_BE_LOCAL = True
    feed_url, child = ikast
    neighbour = NeighbourFactory(feed_url=feed_url, public_key=public_key_of("756"))
    page, found = signed_in(alf), {}

    read_neighbours()
    shown = {5: [("Bøgely døgn · Ikast-Brande", 2, None)]}
    assert told_of() == shown
    assert told_of(age=8) == {}
    neighbour.refresh_from_db()
    assert (neighbour.last_error, neighbour.last_sequence > 0) == ("", True)

    first = requests.get(feed_url, timeout=5)
    again = requests.get(feed_url, timeout=5, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.headers["Cache-Control"], again.status_code, again.content) == ("public, max-age=300", 304, b"")
    assert set(json.loads(first.content)) == {"payload", "signature", "key_id"}

    Liar.kept = first.content
    Neighbour.objects.filter(pk=neighbour.pk).update(last_sequence=neighbour.last_sequence + 1)
    found["replayed"] = fault_after_reading(neighbour, f"{liar}/replay")
    Neighbour.objects.filter(pk=neighbour.pk).update(public_key=public_text(Ed25519PrivateKey.generate()))
    found["another key"] = fault_after_reading(neighbour, feed_url)
    monkeypatch.setattr(fetching, "WHOLE_SECONDS", 0.7)
    for name in ("malformed", "huge", "endless", "slow", "elsewhere", "broken"):
        found[name] = fault_after_reading(neighbour, f"{liar}/{name}")
        assert page.get("/naboer/").status_code == 200
    child.stop()
    found["stopped"] = fault_after_reading(neighbour, feed_url)
    settings.FEEDS_MAY_BE_LOCAL = False
    found["on this machine"] = fault_after_reading(neighbour, feed_url)

    assert found == {
        "replayed": "stale", "another key": "forged", "malformed": "malformed", "huge": "too_big",
        "endless": "too_big", "slow": "down", "elsewhere": "down", "broken": "down", "stopped": "down",
        "on this machine": "blocked",
    }  # fmt: skip
    assert told_of() == shown
    assert {page.get(url).status_code for url in ("/naboer/", "/naboer/756/laes/", "/")} == {200}
    assert [event.kind for event in Event.objects.order_by("pk")] == ["neighbour.read"] + ["neighbour.refused"] * 10
