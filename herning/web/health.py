"""`/healthz`: the process answers; `/readyz`: so do the rest; `/metrics`: the figures, inside the house only."""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from herning.web.broker import PREFIX, redis
from herning.web.heart import served_queues
from herning.web.metrics import metrics


class HealthMiddleware:
    """Answer probes and metrics before anything that could fail for another reason: hosts, sessions, sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe or hand the request on."""
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/readyz":
            return readiness()
        if request.path == "/metrics":
            return metrics(request)
        return self.get_response(request)


def readiness() -> JsonResponse:
    """200 when everything answers, else 503; each part, and each queue's worker, is named with whether it does."""
    parts = {"database": _answers(_ask_database), "broker": _answers(_ask_broker)}
    served = _served()
    parts |= {f"queue_{queue}": queue in served for queue in settings.CELERY_TASK_QUEUES}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _answers(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:  # whatever the driver raises, the answer is no
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _served() -> set[str]:
    """The queues a worker was seen at; none when the cache itself does not answer."""
    with suppress(Exception):
        return served_queues()
    return set()


def _ask_broker() -> None:
    # Written, not only asked: a broker whose memory or disk is full still answers.
    redis().set(f"{PREFIX}asked", 1, ex=60)
