"""A plug-in that starts PostgreSQL and Redis before the settings are read, unless their addresses are given."""

import atexit
import os
from contextlib import ExitStack

from herning.embedded import throw_away_servers

os.environ.setdefault("SECRET_KEY", "for the tests only, and known to everybody who reads the tests")
os.environ.setdefault("EMAIL_URL", "memory:")
os.environ["DEMO"] = "false"

if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    _started = ExitStack()
    atexit.register(_started.close)
    os.environ.update(_started.enter_context(throw_away_servers()).environment())

# Each of the parallel runs has Redis databases of its own, as it has its own PostgreSQL database: one for the cache,
# which is emptied after every test, one for messages that nobody is to take, and one for those of the house that the
# browser walks in, whose worker must not do the work of another test.
_run = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
if "TESTS_REDIS_URL" not in os.environ:
    os.environ["TESTS_REDIS_URL"] = os.environ["REDIS_URL"]
if _run.isdigit():
    _first = 3 * int(_run)
    os.environ["CACHE_URL"] = f"{os.environ['TESTS_REDIS_URL']}/{_first}"
    os.environ["REDIS_URL"] = f"{os.environ['TESTS_REDIS_URL']}/{_first + 1}"
    os.environ["TESTS_HOUSE_BROKER_URL"] = f"{os.environ['TESTS_REDIS_URL']}/{_first + 2}"
