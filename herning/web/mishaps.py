"""When a page fails: what was typed is kept as a draft first, and somebody else's work in the same rows has a name."""

import logging
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from herning.web.drafts import keep_typed

logger = logging.getLogger(__name__)
# PostgreSQL's own words for two who wait for one another, and for one who has waited long enough.
DEADLOCK, WAITED_LONG_ENOUGH = "40P01", "55P03"


class MishapMiddleware:
    """Keep what was typed, and answer 409 where the same may be sent again in a moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Called for what a view has not caught; its transaction is rolled back by then."""
        if request.method == "POST" and not isinstance(problem, (Http404, PermissionDenied, SuspiciousOperation)):
            try:
                keep_typed(request)
            except DatabaseError:
                logger.warning("what was typed could not be kept")
        cause = problem.__cause__
        if isinstance(problem, OperationalError) and getattr(cause, "pgcode", None) in {DEADLOCK, WAITED_LONG_ENOUGH}:
            logger.warning("%s waited for a row that somebody else held", request.path)
            reason = _("En anden arbejder i den samme sag lige nu, så intet er gemt. Prøv igen om lidt.")
            return render(request, "409.html", {"reason": reason}, status=409)
        return None
