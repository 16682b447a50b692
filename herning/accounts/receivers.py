"""A task that failed for good is parked; when the database is what failed, it is parked once that answers again."""

import json
import logging
import traceback
from contextlib import suppress
from types import TracebackType
from typing import Any

from billiard.exceptions import TimeLimitExceeded
from celery.signals import task_failure
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from redis.exceptions import RedisError

from herning.accounts.actions import park_task
from herning.accounts.models import User
from herning.web.broker import PREFIX, redis
from herning.web.tasking import HouseTask, KilledItsWorker

logger = logging.getLogger(__name__)
TO_PARK = f"{PREFIX}to-park"
MOST_LINES = 40
# Their words are about the program; what any other error says may quote somebody's row or address.
SAYING_NOTHING_PERSONAL = (KilledItsWorker, TimeLimitExceeded, AttributeError, TypeError, ImportError)


@task_failure.connect(weak=False)
def park_failed(
    sender: Any = None, task_id: str = "", exception: BaseException | None = None, kwargs: Any = None, **more: Any
) -> None:
    """Keep what failed: the ids it was given, the kind of error, and the lines of the program it came through."""
    if not isinstance(sender, HouseTask) or exception is None:
        return
    told: dict[str, Any] = {
        "task": sender.name,
        "task_id": task_id,
        "queue": settings.CELERY_TASK_ROUTES.get(sender.name, {}).get("queue", settings.CELERY_TASK_DEFAULT_QUEUE),
        "kwargs": dict(kwargs or {}),
        "error": words_of(exception),
        "trace": lines_of(more.get("traceback") or exception.__traceback__),
        "attempts": (sender.request.retries or 0) + 1,
    }
    try:
        park_task(**told, by=User.objects.system())
    except (DatabaseError, InterfaceError):
        logger.exception("%s could not be parked; it waits in the broker", sender.name)
        with suppress(RedisError):
            redis().rpush(TO_PARK, json.dumps(told))


def park_waiting() -> int:
    """Park what could not be parked when it failed; gives how many."""
    parked = 0
    while told := redis().lindex(TO_PARK, 0):
        park_task(**json.loads(told), by=User.objects.system())
        redis().lpop(TO_PARK)
        parked += 1
    return parked


def words_of(exception: BaseException) -> str:
    """The kind of error and, where it cannot quote anybody's data, its message."""
    name = type(exception).__name__
    return f"{name}: {exception}"[:300] if isinstance(exception, SAYING_NOTHING_PERSONAL) else name


def lines_of(trace: Any) -> str:
    """File and line of each step, the last at the end; no values, for those may be somebody's."""
    if not isinstance(trace, TracebackType):
        return ""
    steps = traceback.extract_tb(trace)[-MOST_LINES:]
    return "\n".join(f"{_short(step.filename)}:{step.lineno} {step.name}" for step in steps)


def _short(path: str) -> str:
    for beginning in (f"{settings.BASE_DIR}/", "site-packages/"):
        path = path.rpartition(beginning)[2] or path
    return path
