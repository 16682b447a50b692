"""`@page`: the way to make a view; it asks for the permission, loads within reach, and logs who looked."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve
from django.utils.translation import gettext as _

from herning.audit.models import Access
from herning.web.limits import LIMIT_SECONDS, is_too_much
from herning.web.people import person_id
from herning.web.submissions import (
    AlreadyDone,
    Sent,
    carrying_out,
    is_spent,
    remember_answer,
    remembered_answer,
    sent_with,
)

View = Callable[..., HttpResponse]
Look = Callable[[HttpRequest, dict[str, Any]], list[Any]]
READING = {"GET", "HEAD"}
# Looks at one secret address within ten minutes: a calendar program asks once or twice, a person writes for a while.
MOST_LOOKS = 120


def page(permission: str, *, load: Callable[..., Any] | None = None, is_logged: bool = True) -> Callable[[View], View]:
    """Mark a function as a page.

    The permission is asked for first, so a stranger learns nothing; then `load` turns the address into the thing the
    page is about, or raises 404 when it lies out of the person's reach. Reading happens in a transaction that
    PostgreSQL itself holds to reading, after the one `Access` row; what is posted goes through actions. What a script
    asks for by itself while somebody types shows nothing, and `is_logged=False` keeps it out of the log of who looked.
    """

    def look(request: HttpRequest, address: dict[str, Any]) -> list[Any]:
        given = [load(request, **address)] if load else []
        if is_logged:
            _log(request, given)
        return given

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, **address: Any) -> HttpResponse:
            if request.method not in READING | {"POST"}:
                return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
            if not request.user.may(permission):  # type: ignore[union-attr]  # LoginRequiredMiddleware stands before
                raise PermissionDenied(
                    _("Din rolle giver ikke ret til at %(verb)s. Spørg din teamleder eller administrator.")
                    % {"verb": getattr(permission, "label", permission)}
                )
            if request.method in READING:
                with transaction.atomic():
                    return _read(view, request, look, address)
            return _write(view, request, look, address)

        run.permission = permission  # type: ignore[attr-defined]  # middleware, system check and house test read it
        run.load = load  # type: ignore[attr-defined]  # `is_reached` below and a house test read it
        return run

    return decorate


def is_reached(request: HttpRequest, path: str) -> bool:
    """Whether the person would be let in at an address of ours: a case that is closed since is written in no more."""
    try:
        found = resolve(path)
        view: Any = found.func
        if not request.user.may(view.permission):  # type: ignore[union-attr]  # LoginRequiredMiddleware stands before
            return False
        if view.load is not None:
            view.load(request, **found.kwargs)
    except (Http404, PermissionDenied, AttributeError):
        # Nothing there, nothing for this person, or no page of ours.
        return False
    return True


def open_page(view: View) -> View:
    """Mark a function as open to everybody without signing in: it only reads, and tells nothing about anybody."""

    @wraps(view)
    def run(request: HttpRequest, **address: Any) -> HttpResponse:
        if request.method not in READING:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            return view(request, **address)

    run.is_public = True  # type: ignore[attr-defined]  # middleware, system check and house test read it
    return login_not_required(run)


def open_door(
    load: Callable[..., Any], *, entered: Callable[[Any], None] | None = None
) -> Callable[[Callable[[HttpRequest, Any], HttpResponse]], View]:
    """Mark a function as open to whoever holds the secret in its address, without signing in.

    `load` turns the secret into the thing it opens, or raises 404; `entered` puts the look on record. Each address
    answers so many times in ten minutes and no more: behind a proxy all visitors come from one place, so the address
    is counted and not the visitor. Reading happens in a transaction held to reading, like a page's; what is posted
    goes through actions. Nothing that is answered is kept in a cache.
    """

    def decorate(view: Callable[[HttpRequest, Any], HttpResponse]) -> View:
        @wraps(view)
        def run(request: HttpRequest, **address: Any) -> HttpResponse:
            if request.method not in READING | {"POST"}:
                return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
            with transaction.atomic():
                given = load(request, **address)
                if is_too_much(f"{type(given).__name__}:{given.pk}", most=MOST_LOOKS):
                    return HttpResponse(status=429, headers={"Retry-After": str(LIMIT_SECONDS)})
                if request.method in READING:
                    if entered is not None:
                        entered(given)
                    with connection.cursor() as cursor:
                        cursor.execute("SET TRANSACTION READ ONLY")
                    return _kept_nowhere(view(request, given))
            return _kept_nowhere(view(request, given))

        run.is_public = True  # type: ignore[attr-defined]  # middleware, system check and house test read it
        return login_not_required(run)

    return decorate


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _read(view: View, request: HttpRequest, look: Look, address: dict[str, Any]) -> HttpResponse:
    given = look(request, address)
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    return view(request, *given, **({} if given else address))


def _write(view: View, request: HttpRequest, look: Look, address: dict[str, Any]) -> HttpResponse:
    sent = sent_with(request)
    if is_spent(sent):
        return _already_done(request, sent)
    given = look(request, address)
    try:
        with carrying_out(sent):
            response = view(request, *given, **({} if given else address))
    except AlreadyDone:
        return _already_done(request, sent)
    remember_answer(sent, response)
    return response


def _already_done(request: HttpRequest, sent: Sent | None) -> HttpResponse:
    """The second click of a double click is led where the first was."""
    messages.info(request, _("Det havde vi allerede modtaget. Intet er skrevet to gange."))
    return HttpResponseRedirect(remembered_answer(sent) or request.path)


def _log(request: HttpRequest, given: list[Any]) -> None:
    subject = given[0] if given else None
    Access.objects.create(
        by_id=person_id(request),
        page=request.resolver_match.view_name if request.resolver_match else request.path[:80],
        subject_type=type(subject).__name__.lower() if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        case_number=subject.case_number if subject is not None else "",
        relation=getattr(subject, "reached_by", ""),
        detail=getattr(request, "searched_for", ""),
    )


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None) -> HttpResponse:
    """Render a page; one whose form was refused answers 422, so that a part of a page can be told from success."""
    context = context or {}
    form = context.get("form")
    refused = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, context, status=422 if refused else 200)
