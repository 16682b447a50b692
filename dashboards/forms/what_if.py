"""A change of the catalogue to think through; nothing is written."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dashboards.figures.what_if import CLOSES, LOWEST_STEP, OPENS, PLACES
from herning.web.forms import DayField, let_choose
from interventions.models import Offer
from interventions.rules import MOST_PLACES

FIVE_YEARS = timedelta(days=5 * 365)


class WhatIfForm(forms.Form):
    """What happens to which offer, and when."""

    sker = forms.ChoiceField(
        label=_("Hvad sker?"),
        choices=[
            (CLOSES, _("Tilbuddet lukker")),
            (OPENS, _("Tilbuddet åbner")),
            (PLACES, _("Antallet af pladser ændres")),
        ],
    )
    tilbud = forms.ModelChoiceField(
        Offer.objects.none(), label=_("Tilbud"), to_field_name="code", empty_label=_("Vælg")
    )
    dato = DayField(label=_("Dato"))
    pladser = forms.IntegerField(
        label=_("Pladser i alt"),
        required=False,
        min_value=0,
        max_value=MOST_PLACES,
        help_text=_("Kun når antallet ændres."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        offers = Offer.objects.filter(step__gte=LOWEST_STEP).order_by("step", "sort_name", "pk")
        let_choose(self, "tilbud", offers)

    def clean_dato(self) -> date:
        """A day from today and at most five years on."""
        day: date = self.cleaned_data["dato"]
        if not self.on <= day <= self.on + FIVE_YEARS:
            raise forms.ValidationError(_now("Vælg en dag fra i dag og højst fem år frem."))
        return day

    def clean(self) -> dict[str, Any]:
        """A number of places is needed when it is the number that changes."""
        answers = super().clean() or self.cleaned_data
        if answers.get("sker") == PLACES and answers.get("pladser") is None and "pladser" not in self.errors:
            self.add_error("pladser", _now("Skriv, hvor mange pladser der bliver i alt."))
        return answers
