"""What is filled in when a review is held."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm, TextField
from interventions.models import Step
from reviews.agenda import Agenda
from reviews.enums import Proposal
from reviews.forms.fields import AheadField, DoneOnField, add_scores, score_name, scores_in
from reviews.progress import Progress


class HoldForm(HouseForm):
    """The review on one page: who was heard, how it goes, what is decided."""

    button = _("Hold opfølgningen")
    draft_name = "hold_review"

    held_on = DoneOnField(label=_("Holdt"))
    child_words = TextField(
        label=_("Barnets egne ord"),
        rows=3,
        error_messages={
            "required": _(
                "Barnet skal høres før enhver beslutning (§ 5). Skriv barnets ord, eller hvorfor det ikke er sket."
            )
        },
    )
    waiver_reason = TextField(
        label=_("Hvorfor barnet ikke er hørt, og hvordan synspunktet er fundet"), required=False, rows=3
    )
    parents_view = TextField(label=_("Forældrenes syn"), rows=3)
    network_view = TextField(label=_("Skole og netværk"), required=False, rows=2)
    well_being = forms.TypedChoiceField(
        label=_("Trivsel, fra 1 til 10"),
        choices=[("", "–"), *((str(number), str(number)) for number in range(1, 11))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    agreements = TextField(label=_("Aftaler til næste gang"), required=False, rows=3)
    decision = forms.ChoiceField(
        label=_("Beslutning"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Opfølgningen kan ikke lukkes uden en beslutning.")},
    )
    reason = TextField(label=_("Begrundelse"), rows=3)
    next_due_on = AheadField(label=_("Næste opfølgning"), help_text=_("Bruges ikke, når hjælpen afsluttes."))

    def __init__(self, *args: Any, agenda: Agenda, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agenda = agenda
        self.sub_goals = [row.sub_goal for row in agenda.goals]
        add_scores(self, self.sub_goals, required=True)
        self.steps = {step.pk: step for step in agenda.steps}
        decisions: Any = self.fields["decision"]
        decisions.choices = list(_decisions(agenda))
        self.fields["next_due_on"].initial = agenda.next_due_on
        # A reason stands in for the child's words.
        self.fields["child_words"].required = not (self.is_bound and self.data.get("waiver_reason", "").strip())
        if not self.is_bound:
            self.fields["child_words"].widget.attrs["autofocus"] = True

    def rows(self) -> Iterator[tuple[Progress, BoundField]]:
        """Each sub-goal with its line and the field of its score."""
        for row in self.agenda.goals:
            yield row, self[score_name(row.sub_goal)]

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the action: the decision and its step were one choice, the scores many fields."""
        given = super().answers
        decision, _separator, step = given["decision"].partition(":")
        to_step: Step | None = self.steps[int(step)] if step else None
        scores = scores_in(given, self.sub_goals)
        next_due_on: date | None = given["next_due_on"] if decision != Proposal.END else None
        return given | {"decision": decision, "to_step": to_step, "scores": scores, "next_due_on": next_due_on}


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
