"""What stands between every request and every view."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

# Views of libraries that guard themselves.
KNOWN_LIBRARIES = ("allauth.", "django.contrib.staticfiles.")

Answer = Callable[[HttpRequest], HttpResponse]


def is_page(view: Callable[..., Any]) -> bool:
    """Whether a view is marked by `@page`, as public, or belongs to a library that guards its own."""
    return (
        hasattr(view, "permission") or getattr(view, "is_public", False) or view.__module__.startswith(KNOWN_LIBRARIES)
    )


class OnlyPagesMiddleware:
    """Refuse a view that nobody marked: a forgotten guard must fail, not pass."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> None:
        """Raise `ImproperlyConfigured` for an unmarked view, and 404 for an address that names nothing there can be."""
        if "\x00" in request.path_info:  # PostgreSQL stores no such text, so nothing is called that
            raise Http404
        if not is_page(view):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} is not marked by @page")


class NotTooMuchMiddleware:
    """Refuse more than any form sends, before the first that reads it: what is sent lands in the server's memory."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413 by the length alone; a request that does not tell it is read as empty."""
        told = request.META.get("CONTENT_LENGTH") or ""
        if told.isascii() and told.isdigit() and int(told) > settings.MOST_BYTES_SENT:
            return render(request, "413.html", status=413)
        return self.get_response(request)


class OwnLanguageMiddleware:
    """Whoever has chosen a language is answered in it, whatever the browser asks for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the chosen language stand before the browser's."""
        language = getattr(request.user, "language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class NoStoreMiddleware:
    """What a signed-in person is answered stays in no cache, neither the browser's nor one on the way.

    What a view itself calls public is about nobody and may be kept: the steps' colours, which every page links to.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header when somebody is signed in, unless the view has called its answer public."""
        response = self.get_response(request)
        is_public = response.get("Cache-Control", "").startswith("public")
        if request.user.is_authenticated and not is_public:
            response["Cache-Control"] = "no-store"
        return response
