"""What a test of starting and stopping needs: a clean environment, and a look at which processes are left."""

import os
from pathlib import Path

SET_FOR_THE_TESTS = {
    *["DATABASE_URL", "REDIS_URL", "SECRET_KEY", "EMAIL_URL", "DEMO", "DEMO_CASES", "DEBUG", "DATA_DIR", "PORT"],
    *["MAKEFLAGS", "MAKELEVEL", "MFLAGS", "DJANGO_SETTINGS_MODULE"],
}


def bare_environment(**more):
    """The environment of somebody at a fresh terminal, with what the test adds."""
    kept = {name: value for name, value in os.environ.items() if name not in SET_FOR_THE_TESTS}
    return kept | more


def processes_naming(text):
    """The processes whose command line or folder holds the text, this one left out."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_text().replace("\0", " ") + str((folder / "cwd").readlink())
        except OSError:
            continue
        if text in line and int(folder.name) != os.getpid():
            found[int(folder.name)] = line
    return found
