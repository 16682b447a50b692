"""The sign of life that a worker leaves in the cache; it needs no models, so that anybody can look for it."""

import time

from django.core.cache import cache

WORKER_SEEN = "worker-seen"
WORKER_SEEN_SECONDS = 120


def worker_was_seen() -> None:
    """Note that a worker carries tasks out."""
    cache.set(WORKER_SEEN, time.time(), WORKER_SEEN_SECONDS)
