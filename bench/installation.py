"""A broker of its own, real workers and a real beat beside this process's database; all of it can be broken."""

import os
import shutil
import socketserver
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis
from django.conf import settings

from bench.own_postgres import database_url
from herning.celery import app
from herning.embedded import Redis
from herning.processes import Child, tail, until

BASE = Path(__file__).resolve().parent.parent
BEAT_SECONDS = 1.0
PATIENCE = 60.0
PREFIX = str(settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"])


@dataclass
class Service:
    """A worker or a beat: started again when it ends by itself, as compose's `restart: unless-stopped` does."""

    launch: Callable[[], Child]
    child: Child
    is_wanted: bool = True

    def stop(self) -> None:
        """Ask it to finish what it is doing and leave; it stays away."""
        self.is_wanted = False
        self.child.stop()

    def kill(self) -> None:
        """End it at once, with every process it started; it stays away."""
        self.is_wanted = False
        self.child.kill()

    def revive(self) -> None:
        """Start it again when it ended unasked.

        Celery's Redis transport may take its worker down with an AttributeError when the broker is lost a second time.
        """
        if self.is_wanted and self.child.ended():
            self.child.kill()
            self.child = self.launch()


class Installation:
    """The broker, the workers and the beat of one drill."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.broker = Redis(folder / "broker", folder / "broker.log", durable=False)
        self.stack = ExitStack()
        self.told: dict[str, str] = {}
        self.services: list[Service] = []

    def environment(self) -> dict[str, str]:
        """What workers and beat are told: this process's database and this drill's broker."""
        own = {
            "DATABASE_URL": database_url(), "CELERY_BROKER_URL": self.broker.url, "DEBUG": "true",
            "SWEEP_SECONDS": str(BEAT_SECONDS), "SEND_SECONDS": "3600", "DJANGO_SETTINGS_MODULE": "herning.settings",
        }  # fmt: skip
        return os.environ | own | self.told

    def worker(self, processes: int = 2, *, queues: str = "") -> Service:
        """Start a worker, of all queues unless told which; it is ended with the drill at the latest."""
        served = ["--queues", queues, "--hostname", f"{queues.replace(',', '-')}@%h"] if queues else []
        return self._start("worker", "--loglevel", "INFO", "--concurrency", str(processes), *served)

    def beat(self) -> Service:
        """Start the beat, which asks for a sweep every second."""
        schedule = self.folder / f"beat-schedule-{len(self.services)}"
        return self._start("beat", "--loglevel", "INFO", "--pidfile=", "--schedule", str(schedule))

    def _start(self, *words: str) -> Service:
        command = [sys.executable, "-m", "celery", "--app", "herning", *words]

        def launch() -> Child:
            with (self.folder / f"{words[0]}.log").open("ab") as log:
                return Child.start(words[0], command, output=log, environment=self.environment())

        service = Service(launch, launch())
        self.services.append(service)
        self.stack.callback(service.kill)
        return service

    def messages_waiting(self) -> int:
        """How many messages the broker holds that no worker has fetched."""
        with redis.Redis.from_url(self.broker.url) as asked:
            return sum(int(asked.llen(f"{PREFIX}{queue}")) for queue in settings.CELERY_TASK_QUEUES)

    def messages_left(self) -> int:
        """How many messages the broker holds that no worker has finished, those under way counted."""
        with redis.Redis.from_url(self.broker.url) as asked:
            return self.messages_waiting() + int(asked.hlen(f"{PREFIX}unacked"))

    def until(self, holds: Callable[[], bool], what: str, *, seconds: float = PATIENCE) -> None:
        """Wait until it holds; `AssertionError` with the ends of the logs when it does not."""

        def comes_to_hold() -> bool:
            for service in self.services:
                service.revive()
            return holds()

        try:
            until(comes_to_hold, seconds, every=0.05)
        except TimeoutError as late:
            logs = "\n".join(f"--- {path.name}\n{tail(path, 25)}" for path in sorted(self.folder.glob("*.log")))
            raise AssertionError(f"waited in vain until {what}\n{logs}") from late


@contextmanager
def installation() -> Iterator[Installation]:
    """The broker started and this process's own tasks sent to it; everything ended and forgotten afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="herning-drill-"))
    given = os.environ.get("CELERY_BROKER_URL")
    made = Installation(folder)
    try:
        made.broker.start()
        _send_to(made.broker.url)
        yield made
    finally:
        made.stack.close()
        made.broker.kill()
        _send_to(given)
        shutil.rmtree(folder, ignore_errors=True)


def _send_to(url: str | None) -> None:
    if url is None:
        os.environ.pop("CELERY_BROKER_URL", None)
    else:
        os.environ["CELERY_BROKER_URL"] = url
    # What Celery keeps of the broker it knew before.
    unknown: Any = app
    unknown._pool = None
    unknown.amqp._producer_pool = None


class Mailbox:
    """What a mail server has taken: how often each Message-ID came; the first few mails it refuses."""

    def __init__(self, refuse: int = 0) -> None:
        self.refuse = refuse
        self.taken: Counter[str] = Counter()
        self.lock = threading.Lock()

    def takes(self) -> bool:
        """Whether the next mail is taken."""
        with self.lock:
            self.refuse -= 1
            return self.refuse < 0

    def keep(self, mail: list[str]) -> None:
        """Count a mail by its Message-ID."""
        with self.lock:
            self.taken[next(line for line in mail if line.lower().startswith("message-id:"))] += 1


class _Conversation(socketserver.StreamRequestHandler):
    """As much SMTP (RFC 5321) as a mail takes."""

    def handle(self) -> None:
        """Answer until the other side is done, or is killed in the middle: then what it was sending is not taken."""
        with suppress(ConnectionError):
            self._answer()

    def _answer(self) -> None:
        mailbox: Mailbox = self.server.mailbox  # type: ignore[attr-defined]  # given in `mail_server`
        self._say("220 drill")
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            match line.split(maxsplit=1)[0].upper():
                case "RCPT" if not mailbox.takes():
                    self._say("451 try again later")
                case "DATA":
                    self._say("354 go on")
                    mailbox.keep(self._lines())
                    self._say("250 taken")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _lines(self) -> list[str]:
        lines: list[str] = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                return lines
            lines.append(line.decode("utf-8", "replace").rstrip("\r\n"))
        raise ConnectionAbortedError


@contextmanager
def mail_server(mailbox: Mailbox) -> Iterator[str]:
    """A mail server on loopback; gives what EMAIL_URL is to say."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation) as server:
        server.daemon_threads = True
        server.mailbox = mailbox  # type: ignore[attr-defined]  # read by each conversation
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"smtp://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
