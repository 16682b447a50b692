"""What follows help whose end is near."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm, TextField, let_choose
from interventions.forms.days import NearDayField
from interventions.models import Intervention, Step


class ProlongForm(HouseForm):
    """Help lasts longer."""

    button = _("Forlæng indsatsen")
    draft_name = "prolong"

    planned_end_on = NearDayField(label=_("Ny planlagt slutning"), help_text=_("Højst et år ad gangen."))
    reason = TextField(
        label=_("Hvorfor skal den vare længere?"),
        help_text=_("Skriv også, hvad der skal være nået til den nye dato."),
        rows=4,
    )


class NextStepForm(HouseForm):
    """What the child needs after this help; it becomes a draft of a referral."""

    button = _("Vælg tilbud")

    step = forms.ModelChoiceField(Step.objects.none(), label=_("Trin bagefter"), empty_label=None)
    need = TextField(
        label=_("Hvad har barnet brug for bagefter?"), help_text=_("Hentet fra udslusningsplanen."), rows=5
    )

    def __init__(self, *args: Any, intervention: Intervention, **kwargs: Any) -> None:
        kwargs["initial"] = {"step": intervention.next_step_id, "need": intervention.exit_plan}
        super().__init__(*args, **kwargs)
        lower = Step.objects.filter(pk__lt=intervention.step_id).order_by("-pk")
        let_choose(self, "step", lower)
