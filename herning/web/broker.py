"""What the house itself keeps beside the queues: deliveries of a task, and what the metrics are read from."""

from functools import cache

from django.conf import settings
from redis import Redis

PREFIX = f"{settings.CELERY_BROKER_TRANSPORT_OPTIONS['global_keyprefix']}house:"
SECONDS = 2.0


@cache
def _redis(url: str) -> "Redis":
    return Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS, decode_responses=True)


def redis() -> "Redis":
    """The broker's own server; whoever asks must bear that it does not answer."""
    return _redis(settings.CELERY_BROKER_URL)


def queue_lengths() -> dict[str, int]:
    """How many messages wait in each queue."""
    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
    with redis().pipeline(transaction=False) as pipe:
        for queue in settings.CELERY_TASK_QUEUES:
            pipe.llen(f"{prefix}{queue}")
        return dict(zip(settings.CELERY_TASK_QUEUES, pipe.execute(), strict=True))
