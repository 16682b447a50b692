"""How many places there are, now or from a day on, and which are lent."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from herning.accounts.municipalities import MUNICIPALITIES
from herning.web.forms import HouseForm, let_choose
from interventions import rules
from interventions.forms.days import NearDayField


class PlacesForm(HouseForm):
    """How many places there are, at once or from a day that comes."""

    button = _("Gem antallet")

    places_total = forms.IntegerField(
        label=_("Pladser i alt"),
        required=False,
        min_value=0,
        max_value=rules.MOST_PLACES,
        help_text=_("Lad feltet stå tomt, hvis der ikke er en grænse."),
    )
    from_on = NearDayField(
        label=_("Fra"), required=False, help_text=_("Lad feltet stå tomt, hvis antallet gælder fra nu.")
    )
    note = forms.CharField(label=_("Hvorfor"), max_length=200, required=False)


class LendForm(HouseForm):
    """A place is lent to another municipality."""

    button = _("Lån pladsen ud")

    lent_to = forms.ChoiceField(label=_("Kommune"))
    since = NearDayField(label=_("Fra"), initial=timezone.localdate)
    until = NearDayField(label=_("Gives tilbage"), required=False, help_text=_("Den første dag, pladsen er fri igen."))
    note = forms.CharField(label=_("Aftalen"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(code, name) for code, name in MUNICIPALITIES if code != settings.MUNICIPALITY_CODE]
        let_choose(self, "lent_to", [("", _("Vælg")), *others])


class ReturnForm(HouseForm):
    """A lent place comes back."""

    button = _("Tag pladsen tilbage")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_show_labels = False
