"""A signed-in visitor without a browser: whole requests through the very stack that gunicorn calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from time import perf_counter
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.middleware.csrf import CSRF_SECRET_LENGTH

from herning.accounts.models import User


@dataclass(frozen=True)
class Statement:
    """One SQL statement as Django sent it."""

    sql: str
    params: Any
    is_in_transaction: bool


class Visitor:
    """Somebody signed in, and the way to ask for a page."""

    application: Any = None

    def __init__(self, user: User) -> None:
        # Imported when the settings are there; what gunicorn serves, garbage kept as it keeps it.
        Visitor.application = Visitor.application or import_module("herning.wsgi").application
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    def ask(self, url: str, form: Mapping[str, str] | None = None) -> float:
        """Seconds that one page takes from the server's door and back; raises unless it answers 200.

        With a form it is sent as the page's own script sends it, and a part of the page comes back.
        """
        environ = self._environ(url) if form is None else self._environ(url) | self._sent(form)
        told: list[str] = []
        begun = perf_counter()
        response = Visitor.application(environ, lambda status, _headers: told.append(status))
        body = b"".join(response)
        response.close()
        taken = perf_counter() - begun
        if told != ["200 OK"]:
            raise AssertionError(f"{url} answered {told}: {body[:300]!r}")
        return taken

    def statements(self, url: str, form: Mapping[str, str] | None = None) -> list[Statement]:
        """What the page asks the database."""
        seen: list[Statement] = []

        def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
            assert not many
            seen.append(Statement(sql, params, connection.in_atomic_block))
            return execute(sql, params, many, context)

        connection.ensure_connection()
        with connection.execute_wrapper(note):
            self.ask(url, form)
        return seen

    def _sent(self, form: Mapping[str, str]) -> dict[str, Any]:
        secret = "a" * CSRF_SECRET_LENGTH
        body = urlencode({**form, "csrfmiddlewaretoken": secret}).encode()
        return {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HX_REQUEST": "true",
            "HTTP_COOKIE": f"{self.cookie}; {settings.CSRF_COOKIE_NAME}={secret}",
            "wsgi.input": BytesIO(body),
        }

    def _environ(self, url: str) -> dict[str, Any]:
        parts = urlsplit(url)
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_ACCEPT": "text/html",
            "HTTP_ACCEPT_LANGUAGE": "da",
            "HTTP_COOKIE": self.cookie,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
