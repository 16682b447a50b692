"""How a task is told its day, and what every task does when something goes wrong.

It tries again later, and gives up on what kills its worker.
"""

from contextlib import suppress
from datetime import date
from typing import Any

from celery import Task
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from herning.web.broker import PREFIX, redis

# A message that was delivered so often without an end has killed its worker each time before.
MOST_DELIVERIES = 3
DAY_SECONDS = 24 * 60 * 60


class KilledItsWorker(Exception):
    """A task whose worker was lost again and again; it fails for good instead of taking the next one down."""


class HouseTask(Task):  # type: ignore[type-arg]  # Celery's own class takes no arguments when the program runs
    """The base of every task: what passes is tried again, later each time and never all at once; the rest fails."""

    autoretry_for = (OperationalError, InterfaceError, BrokerError, ConnectionError, RedisError)
    max_retries = 5
    retry_backoff = 3
    retry_backoff_max = 300  # below the broker's visibility timeout, or a waiting message would be delivered twice
    retry_jitter = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run it, unless it has been delivered too often without an end."""
        if not self.request.called_directly and self.request.id and _delivered(self.request.id) > MOST_DELIVERIES:
            raise KilledItsWorker(f"{MOST_DELIVERIES} workers were lost while they carried it out")
        return self.run(*args, **kwargs)

    def on_retry(self, _problem: Exception, task_id: str, *_rest: Any) -> None:
        """A run that ends in another try has not killed its worker."""
        _forget(task_id)

    def after_return(self, _status: str, _retval: Any, task_id: str, *_rest: Any) -> None:
        """An end, good or bad, forgets the deliveries; a killed worker gets no further than the task."""
        _forget(task_id)


def day_asked(on: str | None) -> date:
    """The day a task is to work for, written as 2026-11-21; today when left out."""
    return date.fromisoformat(on) if on else timezone.localdate()


def _forget(task_id: str) -> None:
    with suppress(RedisError):
        redis().delete(_key(task_id))


def _delivered(task_id: str) -> int:
    with suppress(RedisError), redis().pipeline(transaction=False) as pipe:
        pipe.incr(_key(task_id))
        pipe.expire(_key(task_id), DAY_SECONDS)
        return int(pipe.execute()[0])
    return 1


def _key(task_id: str) -> str:
    return f"{PREFIX}delivered:{task_id}"
