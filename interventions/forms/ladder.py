"""The ladder's words and colours, the target groups, and how far it is between districts."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import District
from herning.web.forms import HouseForm, WordsField
from interventions.actions.district import MOST_KM
from interventions.forms.days import NearDayField
from interventions.models import Step, TargetGroup


class StepForm(HouseForm):
    """A step's own words, colour and rhythm, from a day on."""

    button = _("Gem trinnet")

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    valid_from = NearDayField(
        label=_("Gælder fra"),
        initial=timezone.localdate,
        help_text=_("I dag betyder med det samme. En senere dag venter, til den kommer."),
    )
    name = forms.CharField(label=_("Navn"), max_length=120)
    short_name = forms.CharField(label=_("Kort navn"), max_length=40, help_text=_("Står ved trappen og i lister."))
    name_en = forms.CharField(label=_("Engelsk navn"), max_length=120)
    colour = forms.CharField(
        label=_("Farve"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color", "class": "form-control form-control-color"}),
        help_text=_(
            "Lys nederst og mørk øverst, så rækkefølgen også ses på print. "
            "Hvid eller mørk skrift skal kunne læses på den."
        ),
    )
    review_weeks = forms.IntegerField(label=_("Uger mellem opfølgninger"), required=False, min_value=1, max_value=26)
    expected_professions = WordsField(
        label=_("Fagligheder, der bør være på trinnet"),
        max_length=300,
        required=False,
        help_text=_("Skriv komma mellem dem. Kataloget viser, hvem der mangler."),
    )

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.pk == 0:
            self.fields["review_weeks"].widget = forms.HiddenInput()


class LadderForm(HouseForm):
    """The ladder's name, and where the steps are counted from."""

    button = _("Gem")

    name = forms.CharField(label=_("Trappens navn"), max_length=80)
    number_offset = forms.TypedChoiceField(
        label=_("Trinnene tælles fra"),
        choices=[(0, _("0 (som i Herning)")), (1, _("1 (som i Ballerup)"))],
        coerce=int,
        widget=forms.RadioSelect,
    )


class DropForm(HouseForm):
    """Nothing to fill in: the button takes a planned change back."""

    button = _("Tag ændringen tilbage")


class NewTargetGroupForm(HouseForm):
    """A group that needs are sorted by."""

    button = _("Tilføj målgruppen")

    name = forms.CharField(label=_("Navn"), max_length=80)
    name_en = forms.CharField(label=_("Engelsk navn"), max_length=80, required=False)
    order = forms.IntegerField(
        label=_("Rækkefølge"), min_value=0, max_value=999, initial=0, help_text=_("Lave tal står øverst i lister.")
    )


class TargetGroupForm(NewTargetGroupForm):
    """A known group."""

    button = _("Gem målgruppen")

    is_active = forms.BooleanField(
        label=_("I brug"),
        required=False,
        help_text=_("Ude af brug kan den ikke vælges; tilbud, der har den, beholder den."),
    )

    @classmethod
    def initial_of(cls, group: TargetGroup) -> dict[str, Any]:
        """What the form shows first."""
        return {name: getattr(group, name) for name in ("name", "name_en", "order", "is_active")}


class DistanceForm(HouseForm):
    """How far it is between two districts."""

    button = _("Gem afstanden")

    one = forms.ModelChoiceField(District.objects.order_by("name"), label=_("Distrikt"), empty_label=_("Vælg"))
    other = forms.ModelChoiceField(District.objects.order_by("name"), label=_("Andet distrikt"), empty_label=_("Vælg"))
    km = forms.IntegerField(label=_("Kilometer ad vej"), min_value=0, max_value=MOST_KM)


class DepartmentDistrictForm(HouseForm):
    """Where a department lies."""

    button = _("Gem distriktet")

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    district = forms.ModelChoiceField(
        District.objects.order_by("name"), label=_("Distrikt"), required=False, empty_label=_("Hele kommunen")
    )
