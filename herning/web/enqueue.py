"""Tasks are sent when the transaction that asks for them is committed; a dead broker never harms the act."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError
from redis import RedisError

logger = logging.getLogger(__name__)
_held: ContextVar[bool] = ContextVar("held", default=False)


def enqueue(task: "Task[Any, Any]", **ids: int) -> None:
    """Send a task with its ids after commit; when the broker is down, leave the work to the task's own sweep."""
    if _held.get():
        return

    def send() -> None:
        try:
            task.apply_async(kwargs=ids, retry=False)
        except (OperationalError, OSError, RedisError):
            logger.warning("the broker did not take %s; the next sweep does its work", task.name)

    transaction.on_commit(send)


@contextmanager
def tasks_held() -> Iterator[None]:
    """Send nothing meanwhile: whoever writes years at once runs the sweep afterwards."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)
