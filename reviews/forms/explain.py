"""The form about a review over its date."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.accounts.models import User
from herning.accounts.permissions import Permission, Role
from herning.web.forms import DayField, HouseForm, TextField

EXPLAIN, MOVE, TAKE = "explain", "move", "take"


class ExplainForm(HouseForm):
    """Explain; a leader may also move the review or give it to somebody else."""

    button = _("Beslut")

    decision = forms.ChoiceField(label=_("Hvad skal der ske?"), widget=forms.RadioSelect)
    text = TextField(label=_("Hvorfor"), help_text=_("Står på alle lister, hvor opfølgningen er over fristen."))
    new_day = DayField(label=_("Ny frist"), required=False, help_text=_("Når opfølgningen flyttes."))
    is_past_law = forms.BooleanField(label=_("Jeg ved, at dagen ligger efter lovens frist"), required=False)
    caseworker = forms.ModelChoiceField(
        User.objects.none(), label=_("Overtages af"), required=False, help_text=_("Hele sagen skifter rådgiver.")
    )

    def __init__(self, *args: Any, case: Case, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.choices = [(EXPLAIN, _("Forklar, hvorfor den er forsinket"))]
        if not by.may(Permission.MOVE_REVIEW):
            decision.initial = EXPLAIN
            decision.widget = forms.HiddenInput()
            self.button = _("Gem forklaringen")
            for name in ("new_day", "is_past_law", "caseworker"):
                del self.fields[name]
            return
        decision.choices += [(MOVE, _("Flyt den til en anden dag")), (TAKE, _("Lad en anden overtage"))]
        caseworker: Any = self.fields["caseworker"]
        team = User.objects.with_role(Role.CASEWORKER).filter(team=case.team_id).exclude(pk=case.caseworker_id)
        caseworker.queryset = team.order_by("sort_name", "pk")
