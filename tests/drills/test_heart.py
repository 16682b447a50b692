"""`/readyz` beside real workers: it names the queue whose worker is gone."""

import json

import pytest
from django.conf import settings

from bench.installation import installation
from herning.celery import app
from herning.web.health import readiness
from herning.web.heart import forget_workers

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ALL_WELL = {"database": True, "broker": True, "queue_urgent": True, "queue_default": True, "queue_bulk": True}


def told():
    return json.loads(readiness().content)


def beat_once():
    """What beat sends every half minute."""
    hearts = {name: entry for name, entry in settings.CELERY_BEAT_SCHEDULE.items() if name.startswith("beat-heart")}
    for entry in hearts.values():
        app.send_task(entry["task"], kwargs=entry["kwargs"], **entry["options"])


def test_readyz_names_the_queue_whose_worker_is_gone(transactional_db):
    forget_workers()
    with installation() as made:
        assert (readiness().status_code, told()) == (503, ALL_WELL | dict.fromkeys(list(ALL_WELL)[2:], False))

        made.worker(1, queues="urgent,default")
        bulk = made.worker(1, queues="bulk")
        made.until(lambda: told() == ALL_WELL, "both workers have been seen")
        assert readiness().status_code == 200

        bulk.kill()
        forget_workers()
        beat_once()
        without_bulk = ALL_WELL | {"queue_bulk": False}
        made.until(lambda: told() == without_bulk, "the worker that lives has been seen again")
        assert readiness().status_code == 503

        made.worker(1, queues="bulk")
        made.until(lambda: told() == ALL_WELL, "the new worker has been seen")
    forget_workers()
