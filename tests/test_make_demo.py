"""`make demo` walked as a newcomer walks it, in a folder with a space and a name too long for a socket."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from herning import preflight
from herning.processes import free_port, until
from tests.leftovers import bare_environment, processes_naming

BASE = Path(__file__).resolve().parent.parent
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "node_modules", "var", "__pycache__", "tests", ".*_cache")
# What make would fetch is there already: this walk is about starting and stopping.
FETCHED = ["-o", ".venv/.packages-{}.{}".format(*sys.version_info), "-o", "node_modules/.installed"]
# A minute for the municipality to be told, the rest for sharing two cores with the other tests.
FIRST_SECONDS, SECOND_SECONDS = 300, 60


@pytest.fixture
def place(tmp_path):
    """A copy of the project with the packages of this one."""
    copy = tmp_path / ("min kommune " + "x" * 100)
    shutil.copytree(BASE, copy, ignore=NOT_COPIED)
    (copy / ".venv").symlink_to(sys.prefix)
    (copy / "node_modules").symlink_to(BASE / "node_modules")
    yield copy
    for left in processes_naming(str(copy)):
        os.kill(left, signal.SIGKILL)


class Demo:
    """One `make demo`, with what it has said."""

    def __init__(self, place, port, **more):
        self.place, self.port, self.said = place, port, place.parent / f"said-{time.monotonic_ns()}"
        self.began = time.monotonic()
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                ["make", *FETCHED, f"PYTHON={sys.executable}", "demo"],
                cwd=place, env=bare_environment(PORT=str(port), **more), stdin=subprocess.DEVNULL,
                stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip

    def up(self, seconds):
        """Wait until it says its address; the seconds it took."""
        until(lambda: "is at http" in self.said.read_text() or self.process.poll() is not None, seconds, every=0.1)
        assert self.process.poll() is None, self.said.read_text()
        return time.monotonic() - self.began

    def ended(self):
        """Wait until it has ended: the status and all it said."""
        return self.process.wait(60), self.said.read_text()

    def child(self, word):
        """The number of the first process of it whose command holds the word."""
        named = processes_naming(str(self.place))
        return min(number for number, line in named.items() if word in line)


def status_of(port, path):
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=20) as answer:
        return answer.status


def cases_in(place):
    sockets = (place / "var/data/postgres/postmaster.pid").read_text().splitlines()[4]
    with closing(psycopg2.connect(host=sockets, user="postgres", dbname="herning")) as link, link.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        return cursor.fetchone()[0]


@pytest.mark.drill
def test_make_demo_starts_stops_keeps_its_data_and_falls_as_one(place):
    port = free_port()

    stopped = Demo(place, port, DEMO_CASES="300")
    until(lambda: "telling of" in stopped.said.read_text() or stopped.process.poll() is not None, FIRST_SECONDS)
    os.killpg(stopped.process.pid, signal.SIGINT)
    stopped.ended()

    first = Demo(place, port, DEMO_CASES="300")
    first.up(FIRST_SECONDS)
    assert "it is told anew" in first.said.read_text()
    told = cases_in(place)
    assert [status_of(port, path) for path in ("/healthz", "/readyz", "/konto/login/")] == [200, 200, 200]
    assert told >= 300
    assert "@" in first.said.read_text()

    same_port, other_port = Demo(place, port), Demo(place, free_port())
    status, said = same_port.ended()
    assert (status, f"Port {port} is taken" in said, "PORT=8765 make demo" in said) == (2, True, True)
    status, said = other_port.ended()
    assert (status, "already runs" in said) == (2, True)

    # Ctrl-C reaches everything in the terminal's foreground.
    os.killpg(first.process.pid, signal.SIGINT)
    status, said = first.ended()
    assert said.rstrip().endswith("Everything is stopped.")
    assert processes_naming(str(place)) == {}

    second = Demo(place, port)
    second.up(SECOND_SECONDS)
    assert cases_in(place) == told
    os.kill(second.child("celery --app herning worker"), signal.SIGKILL)
    status, said = second.ended()
    assert (status, "The worker ended by itself" in said) == (2, True)
    assert processes_naming(str(place)) == {}

    third = Demo(place, port)
    third.up(SECOND_SECONDS)
    third.process.terminate()
    status, said = third.ended()
    assert (status, said.rstrip().endswith("Everything is stopped.")) == (-signal.SIGTERM, True)
    assert processes_naming(str(place)) == {}


@pytest.mark.drill
def test_nothing_is_left_when_the_supervisor_is_killed_outright(place):
    demo = Demo(place, free_port())
    until(lambda: "are ready" in demo.said.read_text() or demo.process.poll() is not None, 60)

    os.kill(demo.child("herning.supervise"), signal.SIGKILL)

    demo.ended()
    until(lambda: processes_naming(str(place)) == {}, 30)


@pytest.mark.parametrize(
    ("version", "said"), [((3, 10), "too old"), ((3, 11), ""), ((3, 12), ""), ((3, 13), ""), ((3, 14), "too new")]
)
def test_only_a_python_that_was_tried_is_taken(version, said):
    assert said in preflight.python_missing(version)
    assert bool(preflight.python_missing(version)) == bool(said)


@pytest.mark.parametrize(
    ("version", "program", "url", "missing"),
    [
        ((3, 12), None, "", False),
        ((3, 13), None, "", True),
        ((3, 13), "/usr/bin/redis-server", "", False),
        ((3, 13), None, "redis://x/0", False),
    ],
)
def test_python_313_needs_a_redis_of_the_machine(monkeypatch, version, program, url, missing):
    monkeypatch.setenv("REDIS_URL", url)
    monkeypatch.setattr("shutil.which", lambda _: program)

    assert ("redis-server" in preflight.redis_missing(version)) == missing


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "8 0", "²"])
def test_a_port_that_is_none_is_refused_by_its_setting(text):
    assert preflight.port_refused(text).startswith(f"PORT={text} is no port")


@pytest.mark.parametrize("address", ["127.0.0.1", ""], ids=["loopback", "everywhere"])
def test_a_taken_port_is_named_with_the_setting(address):
    with socket.socket() as other:
        other.bind((address, 0))
        other.listen()
        port = other.getsockname()[1]

        said = preflight.port_refused(str(port))

    assert f"Port {port} is taken" in said
    assert "PORT=8765 make demo" in said
    assert preflight.port_refused(str(port)) == ""


@pytest.mark.parametrize(("answer", "left"), [("no\n", 1), ("", 1), ("yes\n", 0)])
def test_clean_data_asks_first(tmp_path, answer, left):
    (tmp_path / "data" / "postgres").mkdir(parents=True)
    (tmp_path / "data" / "postgres" / "row").write_text("Ida")
    command = [sys.executable, "-I", str(BASE / "herning" / "clean_data.py")]
    environment = bare_environment(DATA_DIR=str(tmp_path / "data"))

    told = subprocess.run(command, input=answer, text=True, capture_output=True, check=False, env=environment)

    assert (told.returncode, len(list((tmp_path / "data").glob("postgres")))) == (left, left)
    assert "Type yes" in told.stdout
