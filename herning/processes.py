"""Child processes that leave nothing behind: each in a group of its own, stopped politely and then not."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

PATIENCE_SECONDS = 20.0
# A socket's whole path may have 107 bytes on Linux and 103 on macOS; PostgreSQL adds ".s.PGSQL.5432.lock".
LONGEST_TMP = 60


def until(holds: Callable[[], bool], seconds: float, every: float = 0.03) -> None:
    """Wait until it holds; TimeoutError after so many seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(every)


def short_temporary_folder(prefix: str = "herning-") -> Path:
    """A new private folder whose name is short enough for a socket, however long TMPDIR is."""
    parent = tempfile.gettempdir()
    return Path(tempfile.mkdtemp(prefix=prefix, dir=parent if len(os.fsencode(parent)) <= LONGEST_TMP else "/tmp"))  # noqa: S108 - mkdtemp makes it private


def tail(path: Path, lines: int = 15) -> str:
    """The last lines of a log, or an empty text when there is none."""
    with suppress(OSError):
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
    return ""


def free_port() -> int:
    """A port on loopback that nobody listens on at this moment."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def stop_group(group: int, first: signal.Signals, ended: Callable[[], bool], patience: float) -> None:
    """Ask the leader, wait, then end whatever of its group is left."""
    with suppress(ProcessLookupError):
        os.kill(group, first)
    with suppress(TimeoutError):
        until(ended, patience)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
    with suppress(TimeoutError):
        until(ended, 5)


@dataclass
class Child:
    """A process started here, with its name for messages and the signal that stops it."""

    name: str
    process: subprocess.Popen[bytes]
    stop_with: signal.Signals

    @classmethod
    def start(
        cls,
        name: str,
        command: Sequence[str | Path],
        *,
        stop_with: signal.Signals = signal.SIGTERM,
        output: IO[bytes] | None = None,
        told: str | None = None,
        environment: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
        hears: bool = False,
    ) -> Self:
        """Start it in a session of its own, so that a Ctrl-C reaches only the one who stops the children in order."""
        process = subprocess.Popen(  # noqa: S603 - the commands are written in this project
            tethered(command, stop_with, options),
            stdin=subprocess.PIPE if told is not None else None if hears else subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            start_new_session=True,
        )
        if told is not None and process.stdin is not None:
            with suppress(BrokenPipeError):
                process.stdin.write(told.encode())
                process.stdin.close()
        return cls(name, process, stop_with)

    @property
    def pid(self) -> int:
        """The process's id, which is its group's too."""
        return self.process.pid

    def ended(self) -> bool:
        """Whether it has ended, by itself or not."""
        return self.process.poll() is not None

    def stop(self, patience: float = PATIENCE_SECONDS) -> None:
        """Stop it and everything it started; harmless when it has ended."""
        stop_group(self.pid, self.stop_with, self.ended, 0 if self.ended() else patience)

    def kill(self) -> None:
        """End it and everything it started at once."""
        self.stop_with = signal.SIGKILL
        self.stop()


def tethered(command: Sequence[str | Path], stop_with: signal.Signals, options: Sequence[str] = ()) -> list[str]:
    """The command such that the kernel stops it when its parent is killed outright, where `setpriv` can say so."""
    setpriv = shutil.which("setpriv")
    words = [str(part) for part in command]
    if setpriv is None:
        return words
    return [setpriv, *options, f"--pdeathsig={stop_with.name.removeprefix('SIG')}", "--", *words]


@dataclass
class Stranger:
    """A process that an earlier start, itself killed, left behind."""

    pid: int

    def ended(self) -> bool:
        """Whether it is gone."""
        try:
            Path(f"/proc/{self.pid}/cwd").readlink()
        except OSError:
            return True
        return False

    def stop(self, how: signal.Signals) -> None:
        """Stop it and its group."""
        stop_group(self.pid, how, self.ended, PATIENCE_SECONDS)


def left_running(pid_file: Path, folder: Path) -> Stranger | None:
    """The server whose id the file holds, if it truly works in that folder: ids are used again after a restart."""
    with suppress(OSError, ValueError, IndexError):
        pid = int(pid_file.read_text().split()[0])
        if Path(f"/proc/{pid}/cwd").readlink() == folder.resolve():
            return Stranger(pid)
    return None
