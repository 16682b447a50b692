"""System checks: unmarked views are named before the server starts, unsafe settings before it is put to use."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from herning.web.middleware import is_page


def routes(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the project with its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern


@register(Tags.security)
def every_view_is_a_page(**_: Any) -> list[CheckMessage]:
    """Name each view that is not marked by `@page`."""
    return [
        Error(f"/{route} leads to {pattern.callback.__module__}.{pattern.callback.__qualname__}, which is no @page",
              id="herning.E001")
        for route, pattern in routes()
        if not is_page(pattern.callback)
    ]  # fmt: skip


@register(Tags.security, deploy=True)
def settings_are_safe(**_: Any) -> list[CheckMessage]:
    """Name each setting that must not go into production as it stands."""
    unsafe = {
        "DEBUG": settings.DEBUG,
        "DEMO": settings.DEMO,
        "SITE_ORIGIN": not settings.SITE_IS_HTTPS,
        "ALLOWED_HOSTS": not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS,
        "SECRET_KEY": len(settings.SECRET_KEY) < 50,
        "DATABASE_URL": settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql"
        or not (settings.DATABASES["default"].get("PASSWORD") or str(settings.DATABASES["default"]["HOST"])[:1] == "/"),
    }
    return [
        Error(f"{name} is not safe in production: see the README, “Running it in production”", id="herning.E002")
        for name, is_unsafe in unsafe.items()
        if is_unsafe
    ]
