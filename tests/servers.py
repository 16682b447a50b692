"""A plug-in that starts PostgreSQL and Redis before the settings are read, unless their addresses are given."""

import atexit
import os
from contextlib import ExitStack

from herning.embedded import throw_away_servers

os.environ.setdefault("SECRET_KEY", "for the tests only, and known to everybody who reads the tests")
os.environ.setdefault("EMAIL_URL", "locmem:")
os.environ["DEMO"] = "false"

if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    _started = ExitStack()
    atexit.register(_started.close)
    os.environ.update(_started.enter_context(throw_away_servers()).environment())

# Each of the parallel runs has its own Redis database, as it has its own PostgreSQL database.
_run = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
if _run.isdigit() and not os.environ["REDIS_URL"].rsplit(":", 1)[-1].count("/"):
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL']}/{int(_run) + 1}"
