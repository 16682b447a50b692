"""What is filled in when it is said whether a step down held."""

from django import forms
from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm, TextField
from reviews.enums import HoldAnswer


class HoldCheckForm(HouseForm):
    """One question."""

    button = _("Gem svaret")
    draft_name = "hold_check"

    answer = forms.ChoiceField(
        label=_("Holdt det?"),
        choices=HoldAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om det holdt.")},
    )
    text = TextField(
        label=_("Hvad ved du?"),
        required=False,
        rows=3,
        help_text=_("Kan stå tomt, når det holdt. Ellers skriv kort, hvad der skete, eller hvem du har spurgt."),
    )
