"""What is agreed, as rows of a form: earlier promises to settle, and new ones to make."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from reviews.agreement_rules import MOST_PROMISES, Promise
from reviews.forms.fields import AheadField
from reviews.models import Agreement

KEPT, BROKEN = "kept", "broken"
ROWS_AT_FIRST = 3
PARTS = ("what", "who", "by_on")


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One row of what, who and when; a later row waits until it is asked for."""

    fields: list[dict[str, Any]]
    number: int
    is_waiting: bool


def add_settling(form: forms.Form, promises: Iterable[Agreement]) -> None:
    """Ask of each open promise whether it was kept."""
    for promise in promises:
        form.fields[f"settled_{promise.pk}"] = forms.ChoiceField(
            label=promise.text,
            choices=[(KEPT, _("Holdt")), (BROKEN, _("Ikke holdt")), ("", _("Stadig åben"))],
            widget=forms.RadioSelect,
            initial="",
            required=False,
        )


def add_promises(form: forms.Form) -> None:
    """Give a form ten rows to agree in."""
    for row in range(MOST_PROMISES):
        form.fields[f"agree_{row}_what"] = forms.CharField(label=_("Hvad"), max_length=300, required=False)
        form.fields[f"agree_{row}_who"] = forms.CharField(label=_("Hvem"), max_length=120, required=False)
        form.fields[f"agree_{row}_by_on"] = AheadField(label=_("Senest"), required=False)


def promise_rows(form: forms.Form) -> Iterator[PromiseRow]:
    """The rows: three and one more than is filled in are shown, the rest wait for the button that adds one."""
    filled = [row for row in range(MOST_PROMISES) if any(form[f"agree_{row}_{part}"].value() for part in PARTS)]
    shown = max(ROWS_AT_FIRST, max(filled, default=-1) + 2)
    for row in range(MOST_PROMISES):
        fields = [{"part": part, "bound": _bound(form, row, part)} for part in PARTS]
        yield PromiseRow(fields, row + 1, is_waiting=row >= shown)


def _bound(form: forms.Form, row: int, part: str) -> BoundField:
    field = form[f"agree_{row}_{part}"]
    field.field.widget.attrs["class"] = "form-control is-invalid" if field.errors else "form-control"
    return field


def settled_in(answers: dict[str, Any], promises: Iterable[Agreement]) -> dict[int, bool]:
    """Take what was settled out of a form's answers, as the action wants it."""
    given = {promise.pk: answers.pop(f"settled_{promise.pk}") for promise in promises}
    return {pk: answer == KEPT for pk, answer in given.items() if answer}


def promises_in(answers: dict[str, Any]) -> list[Promise]:
    """Take the rows out of a form's answers; one left empty is no promise."""
    rows = [(row, *(answers.pop(f"agree_{row}_{part}") for part in PARTS)) for row in range(MOST_PROMISES)]
    return [Promise(what, who, by_on, row) for row, what, who, by_on in rows if what or who or by_on]
