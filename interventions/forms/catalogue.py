"""The catalogue, the ladder's names, and the places."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import Department
from herning.web.forms import HouseForm, TextField, WordsField
from interventions import rules
from interventions.choosing import methods
from interventions.forms.days import NearDayField
from interventions.models import Offer, Step

MOST_WEEKS = 520


class OfferForm(HouseForm):
    """An offer of the catalogue; a closed offer keeps its children's history readable."""

    button = _("Gem tilbuddet")

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Navn"), max_length=120)
    step = forms.ModelChoiceField(Step.objects.order_by("pk"), label=_("Trin"), empty_label=_("Vælg"))
    number = forms.IntegerField(label=_("Nummer på trinnet"), required=False, min_value=1, max_value=999)
    method = forms.ChoiceField(label=_("Art"), choices=lambda: [("", _("Vælg")), *methods()])
    description = TextField(label=_("Beskrivelse"), required=False, rows=3, max_length=2000)
    target_group = forms.CharField(label=_("Målgruppe"), max_length=300, required=False)
    prerequisite = forms.CharField(label=_("Forudsætning"), max_length=300, required=False)
    evidence = forms.CharField(label=_("Evidens"), max_length=60, required=False)
    professions = WordsField(
        label=_("Fagligheder"), max_length=300, required=False, help_text=_("Skriv komma mellem dem.")
    )
    min_age = forms.IntegerField(label=_("Fra alder"), required=False, min_value=0, max_value=25)
    max_age = forms.IntegerField(label=_("Til alder"), required=False, min_value=0, max_value=25)
    min_weeks = forms.IntegerField(label=_("Varighed mindst, uger"), required=False, min_value=1, max_value=MOST_WEEKS)
    max_weeks = forms.IntegerField(label=_("Varighed højst, uger"), required=False, min_value=1, max_value=MOST_WEEKS)
    is_time_limited = forms.BooleanField(label=_("Tidsbegrænset"), required=False)
    is_legal_placement = forms.BooleanField(
        label=_("Er en anbringelse i lovens forstand"),
        required=False,
        help_text=_(
            "Trinnet og anbringelsen er to forskellige ting: en efterskole er trin 2 og kan være en anbringelse."
        ),
    )
    opens_on = NearDayField(label=_("Åbner"), required=False)
    closes_on = NearDayField(
        label=_("Lukker"),
        required=False,
        help_text=_("Fra den dag kan ingen visiteres hertil. Tilbuddet slettes ikke."),
    )
    note = TextField(label=_("Kilde og bemærkning"), required=False, rows=2, max_length=2000)

    @property
    def fields_of_offer(self) -> dict[str, Any]:
        """What was filled in, without the version that was seen."""
        return {name: value for name, value in self.answers.items() if name != "seen_version"}


class StepForm(HouseForm):
    """A step's own names and how often it is reviewed."""

    button = _("Gem trinnet")

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Navn"), max_length=120)
    short_name = forms.CharField(label=_("Kort navn"), max_length=40, help_text=_("Står ved trappen og i lister."))
    name_en = forms.CharField(label=_("Engelsk navn"), max_length=120)
    review_weeks = forms.IntegerField(label=_("Uger mellem opfølgninger"), required=False, min_value=1, max_value=26)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.pk == 0:
            self.fields["review_weeks"].widget = forms.HiddenInput()


class LadderForm(HouseForm):
    """Where the steps are counted from."""

    button = _("Gem")

    number_offset = forms.TypedChoiceField(
        label=_("Trinnene tælles fra"),
        choices=[(0, _("0 (som i Herning)")), (1, _("1 (som i Ballerup)"))],
        coerce=int,
        widget=forms.RadioSelect,
    )


class CapacityForm(HouseForm):
    """How many places."""

    button = _("Gem antallet")

    places_total = forms.IntegerField(
        label=_("Pladser i alt"),
        required=False,
        min_value=0,
        max_value=rules.MOST_PLACES,
        help_text=_("Lad feltet stå tomt, hvis der ikke er en grænse."),
    )


class NewCapacityForm(CapacityForm):
    """That a department gives an offer."""

    button = _("Tilføj afdelingen")

    department = forms.ModelChoiceField(
        Department.objects.filter(is_active=True).order_by("sort_name", "pk"),
        label=_("Afdeling"),
        empty_label=_("Vælg"),
    )
    opens_on = NearDayField(label=_("Fra"), initial=timezone.localdate)
    note = forms.CharField(label=_("Kilde"), max_length=200, required=False)

    field_order = ["department", "places_total", "opens_on", "note"]


def offer_as_typed(offer: Offer) -> dict[str, Any]:
    """An offer as its form shows it."""
    names = [name for name in OfferForm.base_fields if name not in {"seen_version", "submission"}]
    return {name: getattr(offer, "step_id" if name == "step" else name) for name in names} | {
        "seen_version": offer.version
    }
