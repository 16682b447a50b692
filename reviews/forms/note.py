"""What a provider fills in between reviews."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm, TextField
from reviews.enums import Proposal
from reviews.forms.fields import DoneOnField, add_scores, score_name, scores_in
from reviews.progress import Progress
from reviews.rules import MOST_DAYS


class ScoredForm(HouseForm):
    """A form of a provider's in which sub-goals are scored."""

    must_score = False

    def __init__(self, *args: Any, goals: list[Progress], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        self.sub_goals = [row.sub_goal for row in goals]
        add_scores(self, self.sub_goals, required=self.must_score)

    def rows(self) -> Iterator[tuple[Progress, BoundField]]:
        """Each sub-goal with its line and the field of its score."""
        for row in self.goals:
            yield row, self[score_name(row.sub_goal)]

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the action."""
        given = super().answers
        return given | {"scores": scores_in(given, self.sub_goals)}


class NoteForm(ScoredForm):
    """A follow-up note with scores and, if there is one, a proposal."""

    button = _("Send notatet")
    draft_name = "follow_up_note"

    on = DoneOnField(label=_("Dato"))
    text = TextField(label=_("Hvad er der sket siden sidst?"), rows=8)
    days_planned = forms.IntegerField(
        label=_("Aftalte dage siden sidst"), required=False, min_value=0, max_value=MOST_DAYS
    )
    days_attended = forms.IntegerField(label=_("Heraf fremmødt"), required=False, min_value=0, max_value=MOST_DAYS)
    attendance = forms.CharField(label=_("Om fremmødet"), max_length=160, required=False)
    proposal = forms.ChoiceField(
        label=_("Forslag"), choices=[("", _("Intet forslag")), *Proposal.choices], required=False
    )
    proposal_reason = TextField(label=_("Begrundelse for forslaget"), required=False, rows=3)


class TreatmentPlanForm(HouseForm):
    """The provider's own plan."""

    button = _("Send behandlingsplanen")
    draft_name = "treatment_plan"

    aims = TextField(label=_("Hvad arbejder I hen imod?"), rows=4)
    methods = TextField(label=_("Hvordan arbejder I?"), rows=4)
    exit_strategy = TextField(
        label=_("Hvordan kommer barnet videre?"), rows=4,
        help_text=_("Hvad skal være på plads, før barnet kan gå et trin ned, og hvem tager over?"),
    )  # fmt: skip
    on = DoneOnField(label=_("Lavet"))


class EndReportForm(ScoredForm):
    """How a whole course went."""

    button = _("Send slutrapporten")
    draft_name = "end_report"
    must_score = True

    on = DoneOnField(label=_("Dato"))
    text = TextField(label=_("Hvordan gik forløbet?"), rows=8)
    recommendation = forms.ChoiceField(label=_("Hvad anbefaler I?"), choices=[("", _("Vælg")), *Proposal.choices])
    recommendation_reason = TextField(label=_("Hvorfor?"), rows=3)
