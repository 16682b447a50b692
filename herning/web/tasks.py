"""The worker's sign of life, and what is swept up after forms."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from herning.web.heart import worker_was_seen
from herning.web.submissions import forget_old_forms as forget


@shared_task
def worker_seen() -> None:
    """Note that beat and a worker are alive; beat sends it every half minute."""
    worker_was_seen()


@shared_task
def forget_old_forms() -> None:
    """Delete each day what sent and abandoned forms have left; run twice it finds nothing more."""
    forget(at=timezone.now())


@worker_ready.connect
def first_sign_of_life(**_: Any) -> None:
    """Note it at once when a worker has started, so that a start need not wait for beat."""
    worker_was_seen()
