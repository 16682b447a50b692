"""Admission checklists: the offer's lines, and one child's points."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm, TextField
from interventions.enums import AdmissionKind, Side
from interventions.models import AdmissionItem, AdmissionPoint

FIELDS = ("text", "kind", "side", "caseworker_takes_part", "needs_plan", "days_before_start", "order", "is_active")


class AdmissionItemForm(HouseForm):
    """A line of an offer's checklist."""

    button = _("Gem punktet")

    text = forms.CharField(label=_("Hvad skal gøres?"), max_length=300)
    kind = forms.ChoiceField(label=_("Art"), choices=[("", _("Vælg")), *AdmissionKind.choices])
    side = forms.ChoiceField(label=_("Hvem gør det?"), choices=[("", _("Vælg")), *Side.choices])
    caseworker_takes_part = forms.BooleanField(label=_("Rådgiveren deltager"), required=False)
    needs_plan = forms.BooleanField(
        label=_("Barnets plan skal foreligge"),
        required=False,
        help_text=_("Så kan punktet først krydses af, når sagen har en plan."),
    )
    days_before_start = forms.IntegerField(
        label=_("Dage før start"), min_value=-60, max_value=365, initial=0, help_text=_("Skriv minus efter start.")
    )
    order = forms.IntegerField(label=_("Rækkefølge"), min_value=0, max_value=999, initial=0)
    is_active = forms.BooleanField(label=_("I brug"), required=False, initial=True)


class PointForm(HouseForm):
    """A point is done, or opened again."""

    note = TextField(label=_("Bemærkning"), required=False, rows=2, max_length=300)

    def __init__(self, *args: Any, point: AdmissionPoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.button = _("Åbn punktet igen") if point.done_on else _("Sæt kryds")
        if point.done_on:
            self.fields["note"].label = _("Hvorfor åbnes det igen?")


def item_as_kept(item: AdmissionItem) -> dict[str, Any]:
    """What the form shows of a line."""
    return {name: getattr(item, name) for name in FIELDS}
