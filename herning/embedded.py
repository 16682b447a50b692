"""PostgreSQL and Redis for a machine that has neither: started here, used by one program, stopped with it."""

import argparse
import math
import os
import secrets
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from herning.processes import Child, free_port, left_running, short_temporary_folder, tail, until
from herning.programs import CannotStart, nobodys_options, postgres_programs, redis_program, within_reach

DATABASE = "herning"
START_SECONDS = 60.0
# A refused row is told with its values and a refused statement with its text: a CPR number and an address in a log.
TELLS_NO_VALUES = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}


@dataclass(frozen=True)
class Urls:
    """Where the two servers answer, and the processes of those started here."""

    database: str
    redis: str
    children: tuple[Child, ...] = ()

    def environment(self) -> dict[str, str]:
        """The variables that the settings read."""
        return {"DATABASE_URL": self.database, "REDIS_URL": self.redis}


class Postgres:
    """One PostgreSQL server on a socket in a private folder: no port to collide, nobody else can connect."""

    def __init__(self, data: Path, log: Path, *, durable: bool) -> None:
        self.data = data.resolve()
        self.log = log.resolve()
        self.durable = durable
        self.sockets: Path | None = None
        self.child: Child | None = None

    @property
    def url(self) -> str:
        """What DATABASE_URL is to say."""
        return f"postgres://postgres@/{DATABASE}?host={quote(str(self.sockets), safe='/')}"

    def start(self) -> None:
        """Start the server, its cluster and database made if need be; what a killed start left is stopped first."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.sockets = self.sockets or short_temporary_folder()
        programs = within_reach(postgres_programs(), self.sockets / "programs")
        options = nobodys_options([self.data, self.sockets])
        left = left_running(self.data / "postmaster.pid", self.data)
        if left:
            left.stop(signal.SIGINT)
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster(programs / "initdb", options)
        command: list[str | Path] = [programs / "postgres", "-D", self.data, *self._options()]
        with self.log.open("ab") as log:
            self.child = Child.start("PostgreSQL", command, stop_with=signal.SIGINT, output=log, options=options)
        try:
            until(self._answers, START_SECONDS)
        except TimeoutError as late:
            self.stop()
            raise CannotStart(f"PostgreSQL did not start. The end of {self.log}:\n{tail(self.log)}") from late
        self._make_database()

    def _make_cluster(self, initdb: Path, options: list[str]) -> None:
        access = ["--username=postgres", "--auth-local=trust", "--auth-host=reject"]
        letters = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        quick = [] if self.durable else ["--no-sync"]
        command: list[str | Path] = [initdb, "-D", self.data, *access, *letters, *quick]
        with self.log.open("ab") as log:
            made = Child.start("initdb", command, output=log, options=options)
            made.process.wait()
        if made.process.returncode:
            for half_made in self.data.iterdir():
                shutil.rmtree(half_made) if half_made.is_dir() else half_made.unlink()
            raise CannotStart(f"PostgreSQL could not make its data folder. The end of {self.log}:\n{tail(self.log)}")

    def _options(self) -> list[str]:
        options = {"listen_addresses": "", "unix_socket_directories": f'"{self.sockets}"', "max_connections": "200"}
        options |= TELLS_NO_VALUES
        if not self.durable:
            # A cluster that is thrown away afterwards owes nobody its rows after a power cut.
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return [part for name, value in options.items() for part in ("-c", f"{name}={value}")]

    def _answers(self) -> bool:
        if self.child is None or self.child.ended():
            raise TimeoutError
        with suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return len(lines) >= 8 and lines[7].strip() == "ready" and lines[0] == str(self.child.pid)
        return False

    def _make_database(self) -> None:
        link = psycopg2.connect(host=str(self.sockets), user="postgres", dbname="postgres")
        link.autocommit = True
        with closing(link), link.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")

    def stop(self) -> None:
        """Close every connection and shut down; harmless when not running."""
        if self.child is not None:
            self.child.stop()
            self.child = None
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)
            self.sockets = None

    def crash(self) -> None:
        """End it and every session at once, nothing tidied; started again it recovers and answers where it did."""
        if self.child is not None:
            self.child.stop_with = signal.SIGQUIT
            self.child.stop()
            self.child = None


class Redis:
    """One Redis server on loopback behind a password; started again it keeps its port, as a broker come back."""

    def __init__(self, data: Path, log: Path, *, durable: bool, port: int = 0) -> None:
        self.data = data.resolve()
        self.log = log.resolve()
        self.durable = durable
        self.port = port
        self.password = secrets.token_urlsafe(24)
        self.child: Child | None = None

    @property
    def url(self) -> str:
        """What REDIS_URL is to say; `/1` behind it names another of its databases."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the server; on a port of its own choosing, a port snatched in between is chosen anew."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        left = left_running(self.data / "redis.pid", self.data)
        if left:
            left.stop(signal.SIGTERM)
        choose = not self.port
        for _attempt in range(5 if choose else 1):
            self.port = free_port() if choose else self.port
            if self._start_once():
                return
        raise CannotStart(f"Redis did not start on port {self.port}. The end of {self.log}:\n{tail(self.log)}")

    def _start_once(self) -> bool:
        with self.log.open("ab") as log:
            self.child = Child.start(
                "Redis", [redis_program(), "-"], stop_with=signal.SIGTERM, output=log, told=self._configuration()
            )
        try:
            until(self._answers, START_SECONDS)
        except TimeoutError:
            self.stop()
            return False
        (self.data / "redis.pid").write_text(f"{self.child.pid}\n")
        return True

    def _configuration(self) -> str:
        # On standard input, so that the password is in no list of processes.
        folder = str(self.data).replace("\\", "\\\\").replace('"', '\\"')
        kept = "yes" if self.durable else "no"
        lines = [f'dir "{folder}"', f"port {self.port}", "bind 127.0.0.1", f"requirepass {self.password}", 'save ""']
        return "\n".join([*lines, f"appendonly {kept}", "maxmemory-policy noeviction", "databases 64", ""])

    def _answers(self) -> bool:
        if self.child is None or self.child.ended():
            raise TimeoutError
        with suppress(redis.RedisError):
            return bool(redis.Redis.from_url(self.url, retry=Retry(NoBackoff(), 0)).ping())
        return False

    def stop(self) -> None:
        """Shut down; harmless when not running."""
        if self.child is not None:
            self.child.stop()
            self.child = None

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.child is not None:
            self.child.kill()
            self.child = None


@contextmanager
def servers(data: Path, logs: Path, *, durable: bool) -> Iterator[Urls]:
    """Both servers with their data in that folder; what DATABASE_URL or REDIS_URL already names is used instead."""
    given = Urls(os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", ""))
    with ExitStack() as stack:
        database, broker = given.database, given.redis
        children: list[Child | None] = []
        if not database:
            postgres = Postgres(data / "postgres", logs / "postgres.log", durable=durable)
            stack.callback(postgres.stop)
            postgres.start()
            database = postgres.url
            children.append(postgres.child)
        if not broker:
            cache = Redis(data / "redis", logs / "redis.log", durable=durable)
            stack.callback(cache.stop)
            cache.start()
            broker = cache.url
            children.append(cache.child)
        yield Urls(database, broker, tuple(filter(None, children)))


@contextmanager
def throw_away_servers() -> Iterator[Urls]:
    """Both servers for tests and measurements, gone afterwards with their data."""
    folder = short_temporary_folder()
    # PostgreSQL's own user must come through when root starts this.
    folder.chmod(0o711)
    try:
        with servers(folder, folder, durable=False) as urls:
            yield urls
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str]) -> int:
    """Run a command beside throw-away servers and end as it ends; a signal to this program is passed on to it.

    A signal while the servers start is honoured once they have: then both are stopped in order and no command begins.
    SECRET_KEY gets a passing value when there is none, so that anything which reads the settings can run.
    """
    child: list[Child] = []
    asked: list[int] = []

    def pass_on(number: int, _frame: object) -> None:
        asked.append(number)
        tell()

    def tell() -> None:
        while child and asked:
            with suppress(ProcessLookupError):
                os.killpg(child[0].pid, asked.pop())

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    with throw_away_servers() as urls:
        if asked:
            return 128 + asked[0]
        environment = {"SECRET_KEY": secrets.token_urlsafe(48), **os.environ, **urls.environment()}
        child.append(Child.start("command", command, environment=environment, hears=True))
        tell()
        # Looked at again and again: a signal that comes just before an endless wait begins is heard only after it.
        until(child[0].ended, math.inf)
        child[0].stop()
    status = child[0].process.returncode
    return 128 - status if status < 0 else status


def main() -> int:
    """`python -m herning.embedded run -- COMMAND…`."""
    parser = argparse.ArgumentParser(prog="python -m herning.embedded", description=__doc__)
    subparsers = parser.add_subparsers(dest="what", required=True)
    runs = subparsers.add_parser("run", help="run a command beside throw-away servers, DATABASE_URL and REDIS_URL set")
    runs.add_argument("command", nargs="+", metavar="COMMAND")
    try:
        return run(parser.parse_args().command)
    except (CannotStart, OSError) as broken:
        sys.stderr.write(f"{broken}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
