"""What is filled in about a plan and its goals, and when a case is closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import ClosingReason
from herning.web.forms import HouseForm, TextField
from reviews.enums import Domain, PlanKind, Whose
from reviews.forms.fields import DoneOnField


class PlanForm(HouseForm):
    """A plan."""

    button = _("Aftal planen")
    draft_name = "plan"

    seen_plan = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Art"), choices=PlanKind.choices, help_text=_("Ungeplan fra 16 år (§ 108)."))
    purpose = TextField(label=_("Formål"), rows=5, help_text=_("Hvad skal hjælpen føre til?"))
    on = DoneOnField(label=_("Aftalt"))


class GoalForm(HouseForm):
    """A goal."""

    button = _("Sæt målet")
    draft_name = "goal"

    whose = forms.ChoiceField(label=_("Hvis mål er det?"), choices=Whose.choices, widget=forms.RadioSelect)
    domain = forms.ChoiceField(label=_("Område"), choices=[("", _("Vælg …")), *Domain.choices])
    text = forms.CharField(label=_("Mål"), max_length=300)
    on = DoneOnField(label=_("Sat den"))


class SubGoalForm(HouseForm):
    """A sub-goal."""

    button = _("Sæt delmålet")
    draft_name = "sub_goal"

    text = forms.CharField(label=_("Delmål"), max_length=300, help_text=_("Noget, der kan ses og scores hver gang."))
    measure = forms.CharField(label=_("Hvordan ses det?"), max_length=300, required=False)
    on = DoneOnField(label=_("Sat den"))


class CloseGoalForm(HouseForm):
    """A goal or sub-goal that is reached or given up."""

    button = _("Luk")

    on = DoneOnField(label=_("Nået eller opgivet"))


class CloseCaseForm(HouseForm):
    """The end of a case."""

    button = _("Luk sagen")
    draft_name = "close_case"

    reason = forms.ChoiceField(label=_("Hvorfor lukkes sagen?"), choices=[("", _("Vælg …")), *ClosingReason.choices])
    text = TextField(label=_("Afsluttende vurdering"), rows=6)
    aftercare = TextField(
        label=_("Efterværn: hvem kan familien kontakte, og hvad er aftalt"),
        required=False,
        rows=3,
        help_text=_("Skal skrives, når der har været givet hjælp, og målene er nået eller behovet er væk."),
    )
    on = DoneOnField(label=_("Lukket"))
