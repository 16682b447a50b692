"""The project's addresses and an empty view, which measures what the middleware alone takes."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from herning.urls import urlpatterns as project

EMPTY = "/bench/empty/"


def empty(_request: HttpRequest) -> HttpResponse:
    """Answer with nothing."""
    return HttpResponse()


empty.is_public = True  # type: ignore[attr-defined]  # it asks for no permission, so that only the way to a view is timed
urlpatterns = [*project, path(EMPTY.removeprefix("/"), empty)]
