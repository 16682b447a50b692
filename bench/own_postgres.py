"""A PostgreSQL server that a drill may crash: its own, holding what stood in the database before, gone afterwards."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import dj_database_url
from django.db import connection

from herning.embedded import Postgres
from herning.processes import Child, short_temporary_folder, tail
from herning.programs import postgres_programs

LED_BY = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def database_url() -> str:
    """Where Django's connection leads, as DATABASE_URL would say it."""
    address = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(address._replace(path=f"/{connection.settings_dict['NAME']}"))


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """Copy the database to a durable server of its own and let Django and all that is started meanwhile use that."""
    folder, url = short_temporary_folder(), os.environ["DATABASE_URL"]
    # PostgreSQL's own user must come through when root starts this.
    folder.chmod(0o711)
    server = Postgres(folder / "data", folder / "postgres.log", durable=True)
    given = {key: connection.settings_dict[key] for key in LED_BY}
    try:
        server.start()
        _copy(database_url(), server.url, folder)
        _lead(dict(dj_database_url.parse(server.url)), server.url)
        yield server
    finally:
        _lead(given, url)
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _lead(led: dict[str, object], url: str) -> None:
    connection.close()
    for key in LED_BY:
        connection.settings_dict[key] = led.get(key) or ({} if key == "OPTIONS" else "")
    os.environ["DATABASE_URL"] = url


def _copy(source: str, target: str, folder: Path) -> None:
    programs, dumped = postgres_programs(), folder / "dumped.sql"
    dump: list[str | Path] = [
        programs / "pg_dump",
        "--no-owner",
        "--no-privileges",
        f"--file={dumped}",
        f"--dbname={source}",
    ]
    load: list[str | Path] = [
        programs / "psql",
        "--quiet",
        "--no-psqlrc",
        "--set=ON_ERROR_STOP=1",
        f"--file={dumped}",
        f"--dbname={target}",
    ]
    with (folder / "copy.log").open("wb") as log:
        for name, command in (("pg_dump", dump), ("psql", load)):
            if Child.start(name, command, output=log).process.wait():
                raise RuntimeError(f"{name} could not copy the database:\n{tail(folder / 'copy.log')}")
