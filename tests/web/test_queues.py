"""Every task has its queue, every queue its worker, and what fails is tried again, counted and, in the end, parked."""

from pathlib import Path

import yaml
from celery import current_app
from django.conf import settings
from django.db import OperationalError

from herning import supervise
from herning.web.tasking import HouseTask

BASE = Path(settings.BASE_DIR)


def own_tasks():
    return {name: task for name, task in current_app.tasks.items() if not name.startswith("celery.")}


def queues_of(words):
    return words[words.index("--queues") + 1].split(",")


def test_every_task_has_a_known_queue():
    current_app.loader.import_default_modules()
    routed = {name: route["queue"] for name, route in settings.CELERY_TASK_ROUTES.items()}

    assert sorted(routed) == sorted(own_tasks())
    assert set(routed.values()) <= set(settings.CELERY_TASK_QUEUES) == {"urgent", "default", "bulk"}
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(routed)


def test_each_queue_has_one_worker_in_the_demonstration():
    found = [queues_of(words) for words in supervise.commands("8000").values() if "worker" in words]

    assert sorted(queue for queues in found for queue in queues) == ["bulk", "default", "urgent"]
    assert ["bulk"] in found


def test_each_queue_has_one_worker_in_the_compose_file():
    services = yaml.safe_load((BASE / "docker-compose.yml").read_text())["services"]
    found = {
        name: queues_of(service["command"])
        for name, service in services.items()
        if "worker" in service.get("command", [])
    }

    assert found == {"worker": ["urgent", "default"], "worker-bulk": ["bulk"]}


def test_what_passes_is_tried_again_later_and_not_all_at_once():
    for task in own_tasks().values():
        assert isinstance(task, HouseTask)
        assert OperationalError in task.autoretry_for
        assert ConnectionError in task.autoretry_for
        assert (task.max_retries, task.retry_backoff, task.retry_jitter) == (5, 3, True)
        # A message waiting for longer would be delivered to a second worker meanwhile.
        assert task.retry_backoff_max < settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
