"""What runs by itself: the queues, which task waits in which, and when beat sends each."""

from typing import Any

from celery.schedules import crontab

# What a person waits for, what happens by the hour, and what goes through everything: none waits for another.
QUEUES = {name: {"exchange": name, "routing_key": name} for name in ("urgent", "default", "bulk")}
ROUTES = {
    task: {"queue": queue}
    for queue, tasks in {
        "urgent": ("reviews.tasks.schedule_case", "reviews.tasks.send_urgent"),
        "default": (
            "herning.accounts.tasks.park_what_waits",
            "herning.web.tasks.worker_seen",
            "interventions.tasks.apply_places",
            "interventions.tasks.lapse_place_offers",
            "interventions.tasks.put_in_force",
            "reviews.tasks.send_invitations",
        ),
        "bulk": (
            "herning.web.tasks.forget_old_forms",
            "interventions.tasks.read_neighbours",
            "reviews.tasks.count_outcomes",
            "reviews.tasks.plan_hold_checks",
            "reviews.tasks.remind",
            "reviews.tasks.schedule_reviews",
            "reviews.tasks.send_messages",
        ),
    }.items()
    for task in tasks
}


def beat_schedule(*, sweep_seconds: float, send_seconds: float) -> dict[str, dict[str, Any]]:
    """Each task with its time: the sweep and the sending every so many seconds, the rest by the clock."""
    return {
        **_hearts(),
        "park-what-waits": {"task": "herning.accounts.tasks.park_what_waits", "schedule": 60.0},
        "schedule-reviews": {"task": "reviews.tasks.schedule_reviews", "schedule": sweep_seconds},
        "put-in-force": {"task": "interventions.tasks.put_in_force", "schedule": crontab(minute=1)},
        "apply-places": {"task": "interventions.tasks.apply_places", "schedule": crontab(minute=2)},
        "lapse-place-offers": {"task": "interventions.tasks.lapse_place_offers", "schedule": crontab(minute=5)},
        "plan-hold-checks": {"task": "reviews.tasks.plan_hold_checks", "schedule": crontab(minute=10, hour=3)},
        "count-outcomes": {"task": "reviews.tasks.count_outcomes", "schedule": crontab(minute=30, hour=3)},
        "forget-old-forms": {"task": "herning.web.tasks.forget_old_forms", "schedule": crontab(minute=50, hour=3)},
        "remind": {"task": "reviews.tasks.remind", "schedule": crontab(minute=15, hour="6-18")},
        "send-invitations": {"task": "reviews.tasks.send_invitations", "schedule": send_seconds},
        "send-urgent": {"task": "reviews.tasks.send_urgent", "schedule": send_seconds},
        "send-messages": {"task": "reviews.tasks.send_messages", "schedule": send_seconds},
        "read-neighbours": {"task": "interventions.tasks.read_neighbours", "schedule": crontab(minute="8,38")},
    }


def _hearts() -> dict[str, dict[str, Any]]:
    """To each queue its own: a dead worker is missed only where it works. What it left unread is soon worth nothing."""
    return {
        f"beat-heart-{queue}": {
            "task": "herning.web.tasks.worker_seen",
            "schedule": 30.0,
            "kwargs": {"queue": queue},
            "options": {"queue": queue, "expires": 60},
        }
        for queue in QUEUES
    }
