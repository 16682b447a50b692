"""Drafts: what is typed is kept on the server, bound to the person and the child, and never in the browser."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from herning.web.models import Draft
from herning.web.pages import is_reached, page, show
from herning.web.people import person_id

LEFT_OUT = {"csrfmiddlewaretoken", "submission", "draft", "draft_label", "draft_page"}
DRAFT_CHARACTERS = 100_000


@page("sign_in", is_logged=False)
def fresh_key(request: HttpRequest) -> HttpResponse:
    """Tell a page that stood open who is signed in now, and the key its forms must carry since then."""
    return JsonResponse({"person": str(person_id(request)), "key": get_token(request)})


def own_draft_for(request: HttpRequest, *, pk: int) -> Draft:
    """A draft of the person's own."""
    return get_object_or_404(Draft.objects.visible_to(request.user), pk=pk)


@page("sign_in", load=own_draft_for)
def kept_draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Go on where the draft was typed; where that is closed since, or when asked to, read it and discard it here."""
    if request.method == "POST":
        draft.delete()
        messages.success(request, _("Kladden er kasseret."))
        return redirect("/")
    may_go_on = is_reached(request, urlsplit(draft.page).path)
    if may_go_on and "kasser" not in request.GET:
        return redirect(draft.page)
    return show(request, "web/kept_draft.html", {"draft": draft, "may_go_on": may_go_on})


@page("sign_in", is_logged=False)
def save(request: HttpRequest, *, key: str) -> HttpResponse:
    """Keep what has been typed so far and say when; a text too long to send is too long to keep."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    form, _separator, subject = key.partition(":")
    data = _typed(request)
    if _is_too_long(data):
        return JsonResponse({"error": _("Teksten er for lang til at blive gemt.")}, status=422)
    keep_draft(request, form=form[:60], subject=subject[:60], data=data)
    return JsonResponse({"saved_at": timezone.localtime().strftime("%H:%M")})


def keep_typed(request: HttpRequest) -> None:
    """Keep what a form that could not be carried out was sent with, as its page would have a moment later."""
    form, _separator, subject = request.POST.get("draft", "").partition(":")
    data = _typed(request)
    if form and request.user.is_authenticated and not _is_too_long(data):
        keep_draft(request, form=form[:60], subject=subject[:60], data=data)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {
        name: values if len(values) > 1 else values[0] for name, values in request.POST.lists() if name not in LEFT_OUT
    }


def _is_too_long(data: dict[str, Any]) -> bool:
    return sum(len(name) + len(str(value)) for name, value in data.items()) > DRAFT_CHARACTERS


def keep_draft(request: HttpRequest, *, form: str, subject: str, data: dict[str, Any]) -> None:
    """Store a draft in place of the person's earlier one; it is no act, so it leaves no event."""
    page_path = request.POST.get("draft_page", "/").replace("\x00", "")[:300]
    is_own_page = page_path.startswith("/") and url_has_allowed_host_and_scheme(page_path, allowed_hosts=None)
    Draft.objects.update_or_create(
        user_id=person_id(request),
        form=form,
        subject=subject,
        defaults={
            "data": {_storable(name): _storable(value) for name, value in data.items()},
            "page": page_path if is_own_page else "/",
            "label": _storable(request.POST.get("draft_label", ""))[:160],
        },
    )


def _storable(value: Any) -> Any:
    """Leave out what PostgreSQL's JSON cannot hold; the form itself refuses it when it is sent."""
    return [text.replace("\x00", "") for text in value] if isinstance(value, list) else value.replace("\x00", "")
