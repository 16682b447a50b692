"""`@action` and `record`: an administrative act is one transaction, asks for its permission, and leaves its event."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from herning.audit.models import Event, Subject
from herning.rules import without_cpr

Taken = ParamSpec("Taken")
Given = TypeVar("Given")


@dataclass(slots=True)
class OpenAct:
    """An act that is going on, and whether it has said what it did."""

    has_said: bool = False


_open_acts: ContextVar[tuple[OpenAct, ...]] = ContextVar("open_acts", default=())
ACTIONS: dict[str, str] = {}
# What else must stand or fall with an act, called first in its transaction when it is not part of another act.
WITH_EACH_ACT: list[Callable[[], None]] = []


class Actor(Protocol):
    """Whoever acts: a person or the system itself."""

    pk: Any

    def may(self, permission: str) -> bool:
        """Whether this person holds a permission."""


class NothingRecorded(AssertionError):
    """An act ended without saying what it had done; its transaction is rolled back."""


def action(permission: str) -> Callable[[Callable[Taken, Given]], Callable[Taken, Given]]:
    """Mark a function as an administrative act.

    It is called with keywords, one of them `by`. Raises `PermissionDenied` when `by` may not do it and
    `NothingRecorded` when it leaves no event; in both cases nothing has been written.
    """

    def decorate(act: Callable[Taken, Given]) -> Callable[Taken, Given]:
        name = f"{act.__module__}.{act.__qualname__}"
        ACTIONS[name] = str(permission)

        @wraps(act)
        def run(*args: Taken.args, **kwargs: Taken.kwargs) -> Given:
            by: Any = kwargs["by"]
            if not by.may(permission):
                raise PermissionDenied(_("Det har du ikke ret til. Spørg din teamleder, hvem der har."))
            going_on = OpenAct()
            outer = _open_acts.get()
            token = _open_acts.set((*outer, going_on))
            try:
                with transaction.atomic(), pghistory.context(by=by.pk, act=act.__name__):
                    if not outer:
                        for also in WITH_EACH_ACT:
                            also()
                    given = act(*args, **kwargs)
                    if not going_on.has_said:
                        raise NothingRecorded(f"{name} recorded no event")
                    return given
            finally:
                _open_acts.reset(token)

        run.is_action = True  # type: ignore[attr-defined]  # the house test asks for the mark
        return run

    return decorate


def record(kind: str, subject: Subject, *, by: Actor, why: str = "") -> Event:
    """Write one event of the act that is going on; outside an act it raises `RuntimeError`."""
    _said()
    return Event.objects.create(
        kind=kind,
        subject_type=type(subject).__name__.lower(),
        subject_id=str(subject.pk),
        case_number=subject.case_number,
        by_id=by.pk,
        why=without_cpr(why),
    )


def recorded_by_statement() -> None:
    """Say that one SQL statement wrote the act's events together with the rows they are about, none for no row."""
    _said()


def leaves_no_event() -> None:
    """Say that the act leaves no event: it found nothing to do, or did what needs no trail, as a look that is kept."""
    _said()


def _said() -> None:
    acts = _open_acts.get()
    if not acts:
        raise RuntimeError("an event was recorded outside an action")
    for act in acts:
        act.has_said = True
