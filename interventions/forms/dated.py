"""What has a day in the catalogue: prices, a closing and where a child goes then; and catalogues that come as files."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm, TextField
from interventions.actions.exchange import MOST_BYTES
from interventions.catalogue_rules import MOST_KRONER
from interventions.enums import PriceUnit
from interventions.forms.days import NearDayField
from interventions.models import Intervention, Offer, Step


class PriceForm(HouseForm):
    """What an offer costs, from a day on."""

    button = _("Sæt prisen")

    kroner = forms.IntegerField(label=_("Pris i hele kroner"), min_value=0, max_value=MOST_KRONER)
    unit = forms.ChoiceField(label=_("Pr."), choices=PriceUnit.choices, widget=forms.RadioSelect)
    valid_from = NearDayField(
        label=_("Gælder fra"),
        initial=timezone.localdate,
        help_text=_("Den pris, der gælder nu, slutter den dag. Gælder der allerede en pris fra dagen, rettes den."),
    )
    note = forms.CharField(label=_("Kilde"), max_length=200, required=False)


class CloseForm(HouseForm):
    """The day an offer closes."""

    button = _("Luk tilbuddet")

    closes_on = NearDayField(label=_("Lukker"), help_text=_("Fra den dag kan ingen visiteres hertil."))


class OnwardForm(HouseForm):
    """Where a child goes when its offer closes."""

    button = _("Gem, hvor barnet skal hen")
    draft_name = "onward"

    next_offer = forms.ModelChoiceField(
        Offer.objects.none(),
        label=_("Næste tilbud"),
        empty_label=_("Vælg"),
        help_text=_("De tilbud, der er åbne, når dette lukker. Mindst indgribende først."),
    )
    next_step = forms.ModelChoiceField(
        Step.objects.none(),
        label=_("Næste, lavere trin"),
        empty_label=_("Vælg"),
        help_text=_("Hvor det hele peger hen, også hvis det næste tilbud er på samme trin."),
    )
    exit_plan = TextField(label=_("Sådan kommer barnet videre"), rows=4)

    def __init__(self, *args: Any, intervention: Intervention, leaves_on: date, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "next_offer": intervention.next_offer_id,
            "next_step": intervention.next_step_id,
            "exit_plan": intervention.exit_plan,
        } | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        offers = Offer.objects.open(on=leaves_on).exclude(pk=intervention.offer_id)
        fields: dict[str, Any] = self.fields
        fields["next_offer"].queryset = offers.order_by("step", "sort_name", "pk")
        fields["next_step"].queryset = Step.objects.filter(pk__lt=intervention.step_id).order_by("-pk")
        fields["next_step"].required = intervention.step_id > 0


class ImportForm(HouseForm):
    """A catalogue as a file."""

    button = _("Send filen")

    file = forms.FileField(
        label=_("Fil"),
        max_length=200,
        help_text=_("YAML, eller CSV-filerne i én ZIP. Højst 2 MB. Du ser, hvad den vil ændre, før noget sker."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.zip"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file that is too large before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_now("Filen er for stor. Der er plads til 2 MB."))
        return file


class ApplyForm(HouseForm):
    """Nothing to fill in: the button carries out what was shown."""

    button = _("Indlæs")

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
