"""`/healthz`: the process answers; `/readyz`: so do the rest; `/metrics`: the figures, inside the house only."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from herning.web.broker import PREFIX, redis
from herning.web.heart import WORKER_SEEN
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
    """200 when everything answers, else 503; each part is named with whether it does."""
    parts = {"database": _answers(_ask_database), "broker": _answers(_ask_broker)}
    parts["worker"] = _answers(_ask_for_worker)
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


def _ask_for_worker() -> None:
    if cache.get(WORKER_SEEN) is None:
        raise LookupError("no worker was seen lately")


def _ask_broker() -> None:
    # Written, not only asked: a broker whose memory or disk is full still answers.
    redis().set(f"{PREFIX}asked", 1, ex=60)
