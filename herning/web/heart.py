"""The signs of life that workers leave in the cache; they need no models, so that anybody can look for them."""

import time

from django.conf import settings
from django.core.cache import cache

SEEN_SECONDS = 120
# A task that goes through everything may hold the bulk worker's only process until its time is up.
BULK_SEEN_SECONDS = SEEN_SECONDS + settings.CELERY_TASK_TIME_LIMIT


def queue_was_served(queue: str) -> None:
    """Note that a worker carries out what lies in a queue."""
    cache.set(_key(queue), time.time(), BULK_SEEN_SECONDS if queue == "bulk" else SEEN_SECONDS)


def served_queues() -> set[str]:
    """The queues a worker was seen at lately."""
    found = cache.get_many([_key(queue) for queue in settings.CELERY_TASK_QUEUES])
    return {queue for queue in settings.CELERY_TASK_QUEUES if _key(queue) in found}


def forget_workers() -> None:
    """Nobody has been seen."""
    cache.delete_many([_key(queue) for queue in settings.CELERY_TASK_QUEUES])


def _key(queue: str) -> str:
    return f"worker-seen-{queue}"
