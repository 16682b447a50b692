"""Everything between an empty database and a demonstration, in one process because Django is slow to start."""

import argparse
import hashlib
import io
import os
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from herning.served import ServedFiles
from herning.web.heart import forget_workers


def static_fingerprint() -> str:
    """A text that changes when any file to be served does."""
    found = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list(ServedFiles.ignore_patterns):
            status = Path(storage.path(path)).stat()
            found.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return found.hexdigest()


def collect_static() -> None:
    """Gather and compress the files to be served, unless nothing has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    now = static_fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


def sign_ins(path: Path) -> None:
    """Keep what the administrator of a demonstration tells its guests."""
    told = io.StringIO()
    call_command("demo_users", stdout=told)
    path.write_text(told.getvalue())


def main() -> None:
    """`python -m herning.prepare --demo SIGN_INS`, or with nothing for the served files alone."""
    parser = argparse.ArgumentParser(prog="python -m herning.prepare", description=__doc__)
    parser.add_argument("--demo", type=Path, metavar="SIGN_INS", help="fill the database; the file gets the sign-ins")
    parser.add_argument("--start-over", action="store_true", help="tell anew what an earlier start was stopped in")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herning.settings")
    django.setup()
    collect_static()
    if asked.demo:
        call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
        call_command("load_catalogue")
        call_command("tell_demo", start_over=asked.start_over)
        sign_ins(asked.demo)
        # Else the workers of an earlier start, seen a minute ago, would pass for those that are starting.
        forget_workers()


if __name__ == "__main__":
    main()
