"""What the logs tell: where something went wrong, and no secret and nobody's data."""

import io
import logging
from importlib import import_module

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import get_resolver, resolve

from cases.models import Child
from herning.web.logs import WithoutSecrets
from tests.factories.cases import ChildFactory

SECRET = "hemmelig-Nb6Zt0gP4"


@pytest.fixture
def told(monkeypatch):
    """What the program's own handler has written."""
    (console,) = (
        handler
        for handler in logging.getLogger().handlers
        if any(isinstance(one, WithoutSecrets) for one in handler.filters)
    )
    monkeypatch.setattr(console, "stream", io.StringIO())
    return console.stream.getvalue


OPEN = [f"/syn/{SECRET}/", f"/kalender/{SECRET}.ics", f"/konto/password/reset/key/1-{SECRET}/"]


def routes(patterns):
    """Every address of the project as it is written."""
    for one in patterns:
        yield from routes(one.url_patterns) if hasattr(one, "url_patterns") else [str(one.pattern).lstrip("^")]


def test_every_address_with_a_secret_is_known_here():
    secret = {route for route in routes(get_resolver().url_patterns) if "secret>" in route or "uidb36>" in route}

    assert {resolve(address).route.removeprefix("konto/") for address in OPEN} == secret


@pytest.mark.django_db
def test_no_log_tells_an_address_that_opens_by_itself(told):
    for address in OPEN:
        Client().get(address)
        Client(enforce_csrf_checks=True).post(address)
        logging.getLogger("django.server").info('"%s" %s %s', f"GET {address} HTTP/1.1", "200", "12")
        logging.getLogger("django.request").error("Internal Server Error: %s", address)

    assert "Not Found: /syn/[…]/" in told()
    assert "GET /kalender/[…].ics HTTP/1.1" in told()
    assert "Internal Server Error: /konto/password/reset/key/[…]/" in told()
    assert SECRET not in told()


def test_the_log_of_gunicorn_tells_none_either():
    import_module("herning.wsgi")
    written, access = io.StringIO(), logging.getLogger("gunicorn.access")
    handler = logging.StreamHandler(written)
    access.addHandler(handler)
    line = '%(h)s "%(r)s" %(s)s "%(f)s"'
    told = {"h": "10.0.0.1", "r": f"GET /kalender/{SECRET}.ics HTTP/1.1", "s": "200", "f": f"https://x/syn/{SECRET}/"}

    access.warning(line, told)
    access.removeHandler(handler)

    assert written.getvalue() == '10.0.0.1 "GET /kalender/[…].ics HTTP/1.1" 200 "https://x/syn/[…]/"\n'


def test_other_addresses_are_told_whole(told):
    paths = ["/mit/kalender/tilbagekald/", "/mit/kalender/", "/deltagere/5/syn/", "/sager/2026-00318/adgang/ 100 %"]
    for path in paths:
        logging.getLogger("django.request").warning("Not Found: %s", path)

    assert [line.partition("Not Found: ")[2] for line in told().splitlines()] == paths


@pytest.mark.django_db
def test_a_row_that_the_database_refused_is_told_without_its_values(told):
    known, other = ChildFactory(cpr="0405164234"), ChildFactory(address="Skjulvej 7\n\n7400 Herning")
    with pytest.raises(IntegrityError) as refused:
        Child.objects.filter(pk=other.pk).update(cpr=known.cpr)
    assert "0405164234" in str(refused.value)

    logging.getLogger("django.request").error("Internal Server Error: /boern/7/ret/", exc_info=refused.value)

    assert "psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint" in told()
    assert "django.db.utils.IntegrityError: duplicate key value" in told()
    assert [word for word in ("0405164234", "Skjulvej", "DETAIL") if word in told()] == []
