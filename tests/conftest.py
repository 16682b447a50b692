"""The small cast every story is told with, and the foundations every database starts from."""

import os
import sys
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import connections
from django.test import Client
from playwright.sync_api import sync_playwright

from herning.accounts.models import User
from herning.accounts.permissions import Role
from tests.browser import chromium
from tests.factories.accounts import DepartmentFactory, DistrictFactory, MembershipFactory, TeamFactory, UserFactory
from tests.order import empties_tables, uses_database
from tests.sessions import see_off
from tests.today import NOW

# Playwright keeps an event loop in the thread; the tests use the database in that thread, never from the loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
LEAVING_SECONDS = 10


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """A session that somebody left open is named and ended: it must not keep the database from being dropped."""
    yield
    with django_db_blocker.unblock():
        left = see_off(LEAVING_SECONDS)
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        sys.stderr.writelines(f"\nEnded a session left in the test database: {session}\n" for session in left)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all: there can be only one Playwright in a process."""
    program = chromium.path()
    # Django keeps the connections of a thread with a running loop apart from those of the same thread without one:
    # what is open before is out of reach while Playwright runs, and what is opened then is out of reach afterwards.
    connections.close_all()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=list(chromium.ARGUMENTS))
        yield launched
        launched.close()
        connections.close_all()


@pytest.fixture(autouse=True)
def _clean_cache():
    """No test meets what another left in the cache."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _told_on_a_friday(request):
    """A story has its day, whatever day it is run on; what commits is read by processes with a clock of their own."""
    if empties_tables(request.node) or not uses_database(request.node):
        yield
    else:
        with time_machine.travel(NOW):
            yield


@pytest.fixture(autouse=True)
def _foundations(request):
    """Lay the ladder and the system user again where an earlier test emptied every table."""
    if empties_tables(request.node):
        request.getfixturevalue("transactional_db")
        if not User.objects.filter(role=Role.SYSTEM).exists():
            import_module("herning.accounts.migrations.0002_system_user").add(apps, None)
            import_module("interventions.migrations.0002_ladder").lay(apps, None)
            import_module("interventions.migrations.0004_settings_of_the_ladder").lay(apps, None)


@pytest.fixture
def vest(db):
    """A district."""
    return DistrictFactory(name="Vest")


@pytest.fixture
def team(vest):
    """Ida's and Lone's team."""
    return TeamFactory(name="Team Vest", district=vest)


@pytest.fixture
def other_team(vest):
    """Bo's team."""
    return TeamFactory(name="Team Nord", district=DistrictFactory(name="Nord"))


@pytest.fixture
def ida(team):
    """The caseworker whose case it is."""
    return UserFactory(name="Ida Holm", email="ida@example.dk", role=Role.CASEWORKER, team=team)


@pytest.fixture
def bo(other_team):
    """A caseworker elsewhere."""
    return UserFactory(name="Bo Krogh", email="bo@example.dk", role=Role.CASEWORKER, team=other_team)


@pytest.fixture
def lone(team):
    """Ida's team leader."""
    return UserFactory(name="Lone Dam", email="lone@example.dk", role=Role.TEAM_LEADER, team=team)


@pytest.fixture
def claudisvej(db):
    """A provider's department."""
    return DepartmentFactory(name="Claudisvej", code="claudisvej")


@pytest.fixture
def per(claudisvej):
    """A worker in that department."""
    user = UserFactory(name="Per Lund", email="per@example.dk", role=Role.PROVIDER_WORKER)
    MembershipFactory(user=user, department=claudisvej)
    return user


@pytest.fixture
def pia(claudisvej):
    """The leader of that department."""
    user = UserFactory(name="Pia Ravn", email="pia@example.dk", role=Role.PROVIDER_LEADER)
    MembershipFactory(user=user, department=claudisvej)
    return user


@pytest.fixture
def stig(db):
    """A worker of another provider."""
    user = UserFactory(name="Stig Vad", email="stig@example.dk", role=Role.PROVIDER_WORKER)
    MembershipFactory(user=user, department=DepartmentFactory(name="Munkgård", code="munkgaard"))
    return user


@pytest.fixture
def rie(db):
    """The manager."""
    return UserFactory(name="Rie Bang", email="rie@example.dk", role=Role.MANAGER)


@pytest.fixture
def sanne(db):
    """The Board's secretary."""
    return UserFactory(name="Sanne Ny", email="sanne@example.dk", role=Role.SECRETARY)


@pytest.fixture
def alf(db):
    """The administrator."""
    return UserFactory(name="Alf Toft", email="alf@example.dk", role=Role.ADMINISTRATOR)


@pytest.fixture
def system(db):
    """The machine itself."""
    return User.objects.system()


@pytest.fixture
def signed_in():
    """A browser-less client signed in as somebody: `signed_in(ida).get(...)`."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in
