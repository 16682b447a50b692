"""The workers' signs of life, and what is swept up after forms."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from herning.web.heart import queue_was_served
from herning.web.submissions import forget_old_forms as forget


@shared_task
def worker_seen(queue: str = "default") -> None:
    """Note that beat and a queue's worker are alive; beat sends it to each queue every half minute."""
    queue_was_served(queue)


@shared_task
def forget_old_forms() -> None:
    """Delete each day what sent and abandoned forms have left; run twice it finds nothing more."""
    forget(at=timezone.now())


@worker_ready.connect
def first_sign_of_life(sender: Any, **_: Any) -> None:
    """Note it at once when a worker has started, so that a start need not wait for beat."""
    for queue in sender.app.amqp.queues.consume_from:
        queue_was_served(queue)
