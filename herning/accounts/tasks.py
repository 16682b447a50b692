"""The task that looks after the others."""

from celery import shared_task

from herning.accounts.receivers import park_waiting


@shared_task
def park_what_waits() -> None:
    """Park the tasks that failed while the database did not answer."""
    park_waiting()
