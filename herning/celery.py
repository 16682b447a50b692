"""The Celery application; the schedule stands in the settings, the tasks in each app's `tasks.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herning.settings")

app = Celery("herning", task_cls="herning.web.tasking:HouseTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
