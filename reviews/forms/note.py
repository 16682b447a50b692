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


class NoteForm(HouseForm):
    """A follow-up note with scores and, if there is one, a proposal."""

    button = _("Send notatet")
    draft_name = "follow_up_note"

    on = DoneOnField(label=_("Dato"))
    text = TextField(label=_("Hvad er der sket siden sidst?"), rows=8)
    attendance = forms.CharField(label=_("Fremmøde"), max_length=160, required=False)
    proposal = forms.ChoiceField(
        label=_("Forslag"), choices=[("", _("Intet forslag")), *Proposal.choices], required=False
    )
    proposal_reason = TextField(label=_("Begrundelse for forslaget"), required=False, rows=3)

    def __init__(self, *args: Any, goals: list[Progress], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        self.sub_goals = [row.sub_goal for row in goals]
        add_scores(self, self.sub_goals, required=False)

    def rows(self) -> Iterator[tuple[Progress, BoundField]]:
        """Each sub-goal with its line and the field of its score."""
        for row in self.goals:
            yield row, self[score_name(row.sub_goal)]

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the action."""
        given = super().answers
        return given | {"scores": scores_in(given, self.sub_goals)}
