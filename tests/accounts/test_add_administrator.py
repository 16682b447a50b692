"""A new installation gets its first person at the keyboard of the server."""

import io

import pytest
from django.core.management import CommandError, call_command

from herning.accounts.models import User
from herning.audit.models import Event

COMMAND = "herning.accounts.management.commands.add_administrator.getpass"


def test_the_first_administrator_is_added_and_recorded(db, monkeypatch):
    monkeypatch.setattr(COMMAND, lambda _prompt: "en lang sætning til serveren")
    call_command("add_administrator", "Alf Toft", "alf@example.dk", stdout=io.StringIO())

    alf = User.objects.get(email="alf@example.dk")
    assert (alf.name, alf.role, alf.check_password("en lang sætning til serveren")) == (
        "Alf Toft",
        "administrator",
        True,
    )
    assert Event.objects.get().kind == "user.created"


def test_a_weak_password_or_a_known_address_is_refused(db, monkeypatch, alf):
    for password, email in [("kort", "ny@example.dk"), ("en lang sætning til serveren", alf.email)]:
        monkeypatch.setattr(COMMAND, lambda _prompt, password=password: password)
        with pytest.raises(CommandError):
            call_command("add_administrator", "Ny", email)

    assert User.objects.filter(name="Ny").count() == 0
