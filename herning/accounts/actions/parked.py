"""What becomes of a task that failed for good: parked with its reason, then run again or put aside."""

from typing import Any

from celery import current_app
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, leaves_no_event, record
from herning.rules import RuleBroken
from herning.web.models import ParkedTask

MOST_COUNTED = 32_000


@action(Permission.MANAGE_TASKS)
def park_task(
    *, task: str, task_id: str, queue: str, kwargs: dict[str, Any], error: str, trace: str, attempts: int, by: User
) -> ParkedTask:
    """Keep a task that failed for good; a sweep that fails the same way each minute is one line with a count."""
    known = ParkedTask.objects.waiting().filter(task=task, kwargs=kwargs, error=error).select_for_update().first()
    if known is not None:
        ParkedTask.objects.filter(pk=known.pk, attempts__lt=MOST_COUNTED).update(attempts=F("attempts") + attempts)
        ParkedTask.objects.filter(pk=known.pk).update(failed_at=timezone.now(), trace=trace)
        leaves_no_event()
        return known
    parked, is_new = ParkedTask.objects.get_or_create(
        task_id=task_id,
        defaults={
            "task": task, "queue": queue, "kwargs": kwargs, "error": error, "trace": trace, "attempts": attempts,
            "failed_at": timezone.now(),
        },
    )  # fmt: skip
    if is_new:
        record("task.parked", parked, by=by)
    else:
        leaves_no_event()
    return parked


@action(Permission.MANAGE_TASKS)
def run_task_again(*, parked: ParkedTask, by: User) -> ParkedTask:
    """Send a parked task once more; every task is safe to run twice."""
    stored = _unsettled(parked)
    task = current_app.tasks.get(stored.task)
    if task is None:
        raise RuleBroken(_("Opgaven findes ikke længere i systemet. Læg den væk."))
    try:
        task.apply_async(kwargs=stored.kwargs, retry=False)
    except (OperationalError, OSError):
        raise RuleBroken(_("Køen svarer ikke lige nu. Prøv igen om lidt.")) from None
    return _settle(stored, was_run_again=True, event="task.run_again", by=by)


@action(Permission.MANAGE_TASKS)
def put_task_away(*, parked: ParkedTask, by: User) -> ParkedTask:
    """Say that a parked task needs nothing more; it stays on record."""
    return _settle(_unsettled(parked), was_run_again=False, event="task.put_away", by=by)


def _unsettled(parked: ParkedTask) -> ParkedTask:
    stored = ParkedTask.objects.select_for_update().get(pk=parked.pk)
    if stored.settled_at is not None:
        raise RuleBroken(_("Opgaven er allerede kørt igen eller lagt væk."))
    return stored


def _settle(stored: ParkedTask, *, was_run_again: bool, event: str, by: User) -> ParkedTask:
    stored.settled_at, stored.settled_by, stored.was_run_again = timezone.now(), by, was_run_again
    stored.save(update_fields=["settled_at", "settled_by", "was_run_again"])
    record(event, stored, by=by)
    return stored
