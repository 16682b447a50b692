"""A production start refuses unsafe settings by name, and has nothing to say about safe ones."""

import os
import subprocess
import sys

import pytest

from tests.house.sources import ROOT

SAFE = {
    "PATH": os.environ["PATH"],
    "DEBUG": "false",
    "DEMO": "false",
    "SECRET_KEY": "q7Zt1uG4kXw9sLmP0vBn6cRy3hJd8fEaT5oVi2xUqKWzMgYb-NlCrSpHjDeFA_",
    "SITE_ORIGIN": "https://indsatstrappen.example.dk",
    "ALLOWED_HOSTS": "indsatstrappen.example.dk",
    "DATABASE_URL": "postgres://herning:secret@db.example.dk/herning",
    "REDIS_URL": "redis://:secret@redis.example.dk:6379/0",
    "EMAIL_URL": "smtp+tls://mail.example.dk:587",
}


def check(**changes):
    """What `manage.py check --deploy` says, and how it ends, in an environment of its own."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**SAFE, **changes},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_safe_settings_pass():
    status, told = check()

    assert (status, told.strip()) == (0, "System check identified no issues (0 silenced).")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEMO", "true"),
        ("SITE_ORIGIN", "http://indsatstrappen.example.dk"),
        ("ALLOWED_HOSTS", "*"),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "postgres://herning@db.example.dk/herning"),
        ("DEBUG", "true"),
    ],
)
def test_an_unsafe_setting_is_refused_by_name(name, value):
    status, told = check(**{name: value})

    assert status != 0
    assert f"{name} is not safe in production" in told
