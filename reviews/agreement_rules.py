"""What must hold about what is agreed at a review (no database, no clock)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from herning.entries import must_say
from herning.rules import RuleBroken

MOST_PROMISES = 10


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise as it is made: what, who, and perhaps by when; `row` is where it stood in the form."""

    what: str
    who: str
    by_on: date | None = None
    row: int = 0


def must_be_promises(promises: Iterable[Promise], *, on: date) -> None:
    """Each promise says what and who, and its day does not lie before the review; raises `RuleBroken`."""
    for promise in promises:
        must_say(promise.what, field=f"agree_{promise.row}_what", ask=_("Skriv, hvad der er aftalt."))
        must_say(promise.who, field=f"agree_{promise.row}_who", ask=_("Skriv, hvem der gør det."))
        if promise.by_on is not None and promise.by_on < on:
            raise RuleBroken(_("Dagen ligger før opfølgningen."), field=f"agree_{promise.row}_by_on")


def must_be_on_scale(pointed_at: int | None, *, was_heard: bool) -> None:
    """The child points at one of five faces, and only a child who was heard has pointed; raises `RuleBroken`."""
    if pointed_at is None:
        return
    if not 1 <= pointed_at <= 5:
        raise RuleBroken(_("Skalaen har fem ansigter."), field="child_scale")
    if not was_heard:
        raise RuleBroken(
            _("Barnet er ikke hørt og kan ikke have peget. Fjern ansigtet, eller skriv barnets ord."),
            field="child_scale",
        )
