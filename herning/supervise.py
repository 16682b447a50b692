"""`make demo`: starts the servers, prepares the data, starts web, worker and beat, and stops them all together."""

import argparse
import fcntl
import os
import secrets
import signal
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from herning.embedded import Urls, servers
from herning.preflight import port_refused
from herning.processes import Child, tail, until
from herning.programs import CannotStart

BASE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DATA_DIR") or BASE / "var" / "data").resolve()
LOGS = DATA / "log"
READY_SECONDS = 90.0


class Stopped(Exception):
    """Somebody asked for the end: Ctrl-C, SIGTERM, or make itself went."""


class Broken(Exception):
    """Something ended or failed that should not have; the text says what."""


def say(text: str) -> None:
    """Tell the person at the terminal, who may have gone."""
    with suppress(OSError, ValueError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


class Watch:
    """Knows whether somebody asked for the end; signals only raise a flag, so that no start is cut in half."""

    def __init__(self) -> None:
        self.asked = False
        self.parent = os.getppid()
        self.parent_blocked = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: object) -> None:
        self.asked = True

    def check(self) -> None:
        """Raise Stopped when the end was asked for."""
        if self.asked or os.getppid() != self.parent or self._make_is_waiting_to_end():
            raise Stopped

    def _make_is_waiting_to_end(self) -> bool:
        # A Ctrl-C that reaches make alone has it wait for its recipe, the signal blocked; the recipe is told nothing.
        with suppress(OSError, StopIteration, ValueError):
            lines = Path(f"/proc/{self.parent}/status").read_text().splitlines()
            blocked = int(next(line for line in lines if line.startswith("SigBlk:")).split()[1], 16)
            is_make = lines[0].split()[1] in {"make", "gmake"}
            self.parent_blocked = self.parent_blocked + 1 if is_make and blocked >> (signal.SIGINT - 1) & 1 else 0
        return self.parent_blocked >= 3

    def wait(self, child: Child) -> int:
        """Wait for a child that is to end, stopping it when the end is asked for."""
        try:
            while not child.ended():
                self.check()
                time.sleep(0.05)
        finally:
            child.stop()
        return child.process.wait()


@contextmanager
def only_one() -> Iterator[None]:
    """Refuse a second demonstration on the same data."""
    lock = DATA / "lock"
    with lock.open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            held.seek(0)
            raise Broken(
                f"A demonstration already runs on {DATA} (process {held.read().strip()}). Stop it first."
            ) from busy
        held.truncate(0)
        held.write(f"{os.getpid()}\n")
        held.flush()
        yield


def secret() -> str:
    """The demonstration's own key, made once and kept beside its data."""
    path = DATA / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def environment(urls: Urls, port: str) -> dict[str, str]:
    """What every process is told; a variable the user has set wins, save those that make this a demonstration."""
    own = {
        "SECRET_KEY": secret(),
        "SITE_ORIGIN": f"http://localhost:{port}",
        # Taken as it is written, from the project's folder: a path in this address cannot hold a space.
        "EMAIL_URL": "file:///" + os.path.relpath(DATA / "mail", BASE),
        "DATA_DIR": str(DATA),
        "PYTHONUNBUFFERED": "1",
    }
    if not os.environ.get("REDIS_URL"):
        # Emptying the cache empties its whole database, so that the broker's messages lie in another.
        own["CACHE_URL"] = f"{urls.redis}/1"
    fixed = {"DEBUG": "false", "DEMO": "true", "DJANGO_SETTINGS_MODULE": "herning.settings"}
    return {**own, **os.environ, **fixed, **urls.environment()}


def commands(port: str) -> dict[str, list[str]]:
    """The programs of the running system, in the order they are started; every queue has its worker."""
    celery = ["celery", "--app", "herning"]
    worker = [*celery, "worker", "--loglevel", "INFO", "--concurrency", "1", "--without-mingle"]
    bind = os.environ.get("BIND") or "127.0.0.1"
    web = (
        f"gunicorn herning.wsgi:application --bind {bind}:{port} --workers 2 --threads 4 --preload --no-control-socket"
    )
    return {
        "worker": [*worker, "--queues", "urgent,default", "--hostname", "worker@%h"],
        "worker-bulk": [*worker, "--queues", "bulk", "--hostname", "worker-bulk@%h"],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile=", "--schedule", str(DATA / "beat-schedule")],
        "web": web.split(),
    }


def answers(url: str) -> bool:
    """Whether the address answers that all is well."""
    with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - the demonstration's own
        return bool(answer.status == 200)
    return False


def failed(name: str, status: int) -> Broken:
    """What to say of a program that ended by itself."""
    log = LOGS / f"{name}.log"
    return Broken(f"The {name} ended by itself (status {status}). The end of {log}:\n{tail(log)}")


def start_all(stack: ExitStack, port: str, told: dict[str, str]) -> list[Child]:
    """Start workers, beat and web; the stack stops them in the opposite order."""
    children = []
    for name, command in commands(port).items():
        with (LOGS / f"{name}.log").open("ab") as log:
            child = Child.start(name, [sys.executable, "-m", *command], output=log, environment=told)
        stack.callback(child.stop)
        children.append(child)
    return children


def check_all(watch: Watch, children: list[Child]) -> None:
    """Raise when the end was asked for or a program has ended."""
    watch.check()
    for child in children:
        if child.ended():
            raise failed(child.name, child.process.returncode)


def ready(url: str, check: Callable[[], None]) -> None:
    """Wait until the whole system answers, or say which part does not."""

    def is_up() -> bool:
        check()
        return answers(f"{url}/healthz") and answers(f"{url}/readyz")

    try:
        until(is_up, READY_SECONDS, every=0.25)
    except TimeoutError as late:
        raise Broken(f"{url}/readyz does not answer that all is well; see the logs in {LOGS}.") from late


def demonstrate(port: str, watch: Watch, stack: ExitStack) -> NoReturn:
    """The whole demonstration, until somebody stops it or something breaks."""
    LOGS.mkdir(parents=True, exist_ok=True, mode=0o755)
    stack.enter_context(only_one())
    # Said last of all, when every program above it on the stack is gone.
    stack.callback(lambda: say("Everything is stopped."))
    urls = stack.enter_context(servers(DATA, LOGS, durable=True))
    watch.check()
    say("PostgreSQL and Redis are ready. Preparing the database; the first time this takes up to two minutes.")
    told = environment(urls, port)
    sign_ins = DATA / "sign-ins.txt"
    prepare = [sys.executable, "-m", "herning.prepare", "--demo", str(sign_ins)]
    if not os.environ.get("DATABASE_URL"):
        prepare.append("--start-over")
    preparing = Child.start("preparation", prepare, environment=told)
    status = watch.wait(preparing)
    if status:
        raise Broken(f"The database could not be prepared (status {status}); the reason stands above.")
    children = [*start_all(stack, port, told), *urls.children]
    url = f"http://localhost:{port}"
    ready(f"http://127.0.0.1:{port}", lambda: check_all(watch, children))
    say(f"\n{sign_ins.read_text()}\nThe demonstration is at {url}  (Ctrl-C stops it; logs and mail lie in {DATA})")
    while True:
        check_all(watch, children)
        time.sleep(0.25)


def main() -> int:
    """`python -m herning.supervise --port PORT`: 0 when stopped on purpose, 1 when something broke."""
    parser = argparse.ArgumentParser(prog="python -m herning.supervise", description=__doc__)
    parser.add_argument("--port", default="8000")
    port = parser.parse_args().port
    watch = Watch()
    os.chdir(BASE)
    refused = port_refused(port)
    try:
        if refused:
            raise Broken(refused)
        with ExitStack() as stack:
            try:
                demonstrate(port, watch, stack)
            except Stopped:
                say("\nStopping web, beat, workers, Redis and PostgreSQL …")
    except (Broken, CannotStart, OSError) as broken:
        sys.stderr.write(f"{broken}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
