"""A form is carried out once: its one-time token is stored in the transaction of the act, its draft removed there."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from redis import RedisError

from herning.audit.recording import WITH_EACH_ACT
from herning.web.models import Draft, Submission
from herning.web.people import person_id

ANSWER_SECONDS = 3600
SPENT_FOR = timedelta(days=7)
UNTOUCHED_FOR = timedelta(days=180)


class AlreadyDone(Exception):
    """The same form was sent before and carried out then."""


@dataclass(frozen=True)
class Sent:
    """What came with the form: its one-time token, who sent it, and the draft it was typed into."""

    token: UUID
    user_id: int
    draft_form: str = ""
    draft_subject: str = ""


_sent: ContextVar[Sent | None] = ContextVar("sent", default=None)


def sent_with(request: HttpRequest) -> Sent | None:
    """The token a posted form carries, or nothing when it carries none or a malformed one."""
    try:
        token = UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
    form, _, subject = request.POST.get("draft", "").replace("\x00", "").partition(":")
    return Sent(token, person_id(request), form[:60], subject[:60])


@contextmanager
def carrying_out(sent: Sent | None) -> Iterator[None]:
    """Bind a posted form to the acts of the view that handles it."""
    token = _sent.set(sent)
    try:
        yield
    finally:
        _sent.reset(token)


def spend() -> None:
    """Store the token of the form being carried out and remove its draft; raises `AlreadyDone` for a spent token."""
    sent = _sent.get()
    if sent is None:
        return
    _sent.set(None)
    try:
        with transaction.atomic():
            Submission(token=sent.token).save(force_insert=True)
    except IntegrityError:
        raise AlreadyDone from None
    if sent.draft_form:
        Draft.objects.filter(user_id=sent.user_id, form=sent.draft_form, subject=sent.draft_subject).delete()


def is_spent(sent: Sent | None) -> bool:
    """Whether the form was carried out before; what it was about may since lie where nothing more can be done."""
    return sent is not None and Submission.objects.filter(token=sent.token).exists()


def forget_old_forms(*, at: datetime) -> None:
    """Tokens of forms sent over a week ago, which no open page holds any more, and drafts untouched for 180 days."""
    Submission.objects.filter(at__lt=at - SPENT_FOR).delete()
    Draft.objects.filter(saved_at__lt=at - UNTOUCHED_FOR).delete()


def remember_answer(sent: Sent | None, response: HttpResponse) -> None:
    """Keep where the sender was led, for the second click of a double click."""
    if sent is not None and response.status_code in {302, 303}:
        # The act is committed: a cache that takes nothing must not tell the sender that it failed.
        with suppress(RedisError):
            cache.set(f"answer:{sent.token}", response["Location"], ANSWER_SECONDS)


def remembered_answer(sent: Sent | None) -> str | None:
    """Where the first click of a double click was led."""
    with suppress(RedisError):
        return cache.get(f"answer:{sent.token}") if sent is not None else None
    return None


WITH_EACH_ACT.append(spend)
