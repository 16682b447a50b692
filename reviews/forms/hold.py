"""What is filled in when a review is held."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from herning.web.days import long_date
from herning.web.forms import HouseForm, TextField
from interventions.models import Step
from reviews.agenda import Agenda
from reviews.enums import Face, Proposal
from reviews.forms.fields import AheadField, DoneOnField, add_scores, score_name, scores_in
from reviews.forms.promises import PromiseRow, add_promises, add_settling, promise_rows, promises_in, settled_in
from reviews.models import Agreement
from reviews.progress import Progress


def _one_of(label: Any, choices: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


# What comes last on the page.
DECIDED = ("decision", "reason", "next_due_on", "words_to_child")


class HoldForm(HouseForm):
    """The review on one page: who was heard, how it goes, what is agreed, what is decided."""

    button = _("Hold opfølgningen")
    draft_name = "hold_review"

    held_on = DoneOnField(label=_("Holdt"))
    attended = forms.TypedMultipleChoiceField(
        label=_("Hvem var med?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    child_words = TextField(
        label=_("Barnets egne ord"),
        rows=3,
        error_messages={
            "required": _(
                "Barnet skal høres før enhver beslutning (§ 5). Skriv barnets ord, eller hvorfor det ikke er sket."
            )
        },
    )
    child_scale = _one_of(_("Hvordan går det? Barnet peger selv"), Face.choices)
    waiver_reason = TextField(
        label=_("Hvorfor barnet ikke er hørt, og hvordan synspunktet er fundet"), required=False, rows=3
    )
    parents_view = TextField(label=_("Forældrenes syn"), rows=3)
    school_view = TextField(label=_("Skolens syn"), required=False, rows=2)
    network_view = TextField(label=_("Netværkets syn"), required=False, rows=2)
    well_being = _one_of(_("Trivsel, fra 1 til 10"), [(number, str(number)) for number in range(1, 11)])
    decision = forms.ChoiceField(
        label=_("Beslutning"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Opfølgningen kan ikke lukkes uden en beslutning.")},
    )
    reason = TextField(label=_("Begrundelse"), rows=3)
    next_due_on = AheadField(label=_("Næste opfølgning"), help_text=_("Bruges ikke, når hjælpen afsluttes."))
    words_to_child = TextField(
        label=_("Besked til barnet"),
        required=False,
        rows=2,
        help_text=_("Kommer på barnets side. Skriv, som du ville sige det."),
    )

    def __init__(self, *args: Any, agenda: Agenda, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agenda = agenda
        self.sub_goals = [row.sub_goal for row in agenda.goals]
        add_settling(self, agenda.promises)
        add_scores(self, self.sub_goals, required=True)
        add_promises(self)
        self.order_fields(self._as_on_the_page())
        asked: Any = self.fields["attended"]
        asked.choices = [(person.pk, str(person)) for person in agenda.asked if person.cancelled_at is None]
        self.steps = {step.pk: step for step in agenda.steps}
        decisions: Any = self.fields["decision"]
        decisions.choices = list(_decisions(agenda))
        self.fields["next_due_on"].initial = agenda.next_due_on
        # A reason stands in for the child's words.
        self.fields["child_words"].required = not (self.is_bound and self.data.get("waiver_reason", "").strip())
        if not self.is_bound:
            self.fields["child_words"].widget.attrs["autofocus"] = True
        for name, key in {"child_words": "b", "parents_view": "f", "agree_0_what": "a", "reason": "n"}.items():
            self.fields[name].widget.attrs["accesskey"] = key

    def _as_on_the_page(self) -> list[str]:
        """What is made for this review stands in the middle of the page, and so do its errors in the summary."""
        made = {prefix: [name for name in self.fields if name.startswith(prefix)] for prefix in ("settled_", "agree_")}
        scores = [score_name(sub_goal) for sub_goal in self.sub_goals]
        heard = [name for name in self.base_fields if name not in {"well_being", *DECIDED}]
        return [*heard, *made["settled_"], *scores, "well_being", *made["agree_"], *DECIDED]

    def rows(self) -> Iterator[tuple[Progress, BoundField]]:
        """Each sub-goal with its line and the field of its score."""
        for row in self.agenda.goals:
            yield row, self[score_name(row.sub_goal)]

    def faces(self) -> Iterator[tuple[Any, str]]:
        """Each face of the child's scale with its drawing."""
        for radio in self["child_scale"]:
            yield radio, Face(int(radio.data["value"])).icon

    def settling(self) -> Iterator[tuple[Agreement, BoundField]]:
        """Each earlier promise with the field that settles it."""
        for promise in self.agenda.promises:
            yield promise, self[f"settled_{promise.pk}"]

    def promises(self) -> Iterator[PromiseRow]:
        """The rows to agree in."""
        return promise_rows(self)

    @property
    def unchanged_reason(self) -> str:
        """The beginning of a reason when nothing has changed: the last one, to be mended."""
        return unchanged_reason(self.agenda)

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the action: the decision and its step were one choice, scores and promises many fields."""
        given = super().answers
        decision, _separator, step = given["decision"].partition(":")
        to_step: Step | None = self.steps[int(step)] if step else None
        next_due_on: date | None = given["next_due_on"] if decision != Proposal.END else None
        return {
            "scores": scores_in(given, self.sub_goals),
            "settled": settled_in(given, self.agenda.promises),
            "promises": promises_in(given),
        } | given | {"decision": decision, "to_step": to_step, "next_due_on": next_due_on}  # fmt: skip


def unchanged_reason(agenda: Agenda) -> str:
    """What a reason begins with when nothing has changed since the last review."""
    if agenda.last is None or agenda.last.held_on is None:
        return ""
    return _now("Uændret siden %(day)s. %(reason)s") % {
        "day": long_date(agenda.last.held_on), "reason": agenda.last.reason,
    }  # fmt: skip


def unchanged(typed: Mapping[str, str], agenda: Agenda) -> dict[str, Any]:
    """What was typed, with the last scores, “stay” and the last reason where nothing stands; never anybody's words."""
    offered = {
        score_name(row.sub_goal): str(row.unchanged) for row in agenda.goals if row.unchanged is not None
    } | {"decision": Proposal.STAY.value, "reason": unchanged_reason(agenda)}  # fmt: skip
    return offered | {name: value for name, value in typed.items() if value}


def _decisions(agenda: Agenda) -> Iterator[tuple[str, Any]]:
    """Stay first, then down and up with the nearest step first, then end."""
    current = agenda.current.step_id if agenda.current else None
    names = {step.pk: f"{step.pk + agenda.offset} · {step}" for step in agenda.steps}
    if current is None:
        yield Proposal.STAY.value, _("Fortsæt")
    else:
        yield Proposal.STAY.value, _("Fortsæt på trin %(step)s") % {"step": names[current]}
        for step in range(current - 1, -1, -1):
            yield f"{Proposal.DOWN.value}:{step}", _("Ned til trin %(step)s") % {"step": names[step]}
        for step in range(current + 1, len(names)):
            yield f"{Proposal.UP.value}:{step}", _("Op til trin %(step)s") % {"step": names[step]}
    yield Proposal.END.value, _("Afslut hjælpen")
