"""The catalogue's offers, and the places."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import Department
from herning.web.forms import HouseForm, TextField, WordsField, let_choose
from interventions import rules
from interventions.choosing import methods
from interventions.enums import Paragraph
from interventions.forms.days import NearDayField
from interventions.models import Offer, Step, TargetGroup

MOST_WEEKS = 520


PARTS = [
    (_("Tilbuddet"), ["name", "step", "number", "method", "description"]),
    (_("Hvem det er for"), ["target_groups", "target_group", "min_age", "max_age", "prerequisite", "languages"]),
    (_("Hvordan der arbejdes"), ["evidence", "professions", "min_weeks", "max_weeks", "is_time_limited",
                                  "has_own_school"]),
    (_("Loven"), ["paragraphs", "is_legal_placement"]),
    (_("Åbent fra og til"), ["opens_on", "closes_on", "note"]),
]  # fmt: skip


class OfferForm(HouseForm):
    """An offer of the catalogue; a closed offer keeps its children's history readable."""

    button = _("Gem tilbuddet")

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Navn"), max_length=120)
    step = forms.ModelChoiceField(Step.objects.order_by("pk"), label=_("Trin"), empty_label=_("Vælg"))
    number = forms.IntegerField(label=_("Nummer på trinnet"), required=False, min_value=1, max_value=999)
    method = forms.ChoiceField(label=_("Art"), choices=lambda: [("", _("Vælg")), *methods()])
    description = TextField(label=_("Beskrivelse"), required=False, rows=3, max_length=2000)
    target_groups = forms.MultipleChoiceField(
        label=_("Målgrupper"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Det, visitationen søger på. Målgruppen med ord står for sig."),
    )
    target_group = forms.CharField(label=_("Målgruppe med ord"), max_length=300, required=False)
    prerequisite = forms.CharField(label=_("Forudsætning"), max_length=300, required=False)
    evidence = forms.CharField(label=_("Evidens"), max_length=60, required=False)
    professions = WordsField(
        label=_("Fagligheder"), max_length=300, required=False, help_text=_("Skriv komma mellem dem.")
    )
    languages = WordsField(
        label=_("Sprog"), max_length=300, required=False, help_text=_("Andre sprog end dansk, med komma mellem.")
    )
    min_age = forms.IntegerField(label=_("Fra alder"), required=False, min_value=0, max_value=25)
    max_age = forms.IntegerField(label=_("Til alder"), required=False, min_value=0, max_value=25)
    min_weeks = forms.IntegerField(label=_("Varighed mindst, uger"), required=False, min_value=1, max_value=MOST_WEEKS)
    max_weeks = forms.IntegerField(label=_("Varighed højst, uger"), required=False, min_value=1, max_value=MOST_WEEKS)
    is_time_limited = forms.BooleanField(label=_("Tidsbegrænset"), required=False)
    paragraphs = forms.MultipleChoiceField(
        label=_("Kan gives efter (Barnets lov)"),
        required=False,
        choices=Paragraph.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    has_own_school = forms.BooleanField(label=_("Har egen skole, så barnet skifter"), required=False)
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

    def __init__(self, *args: Any, offer: Offer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = list(offer.target_groups) if offer is not None else []
        groups = TargetGroup.objects.filter(Q(is_active=True) | Q(pk__in=kept)).order_by("order", "pk")
        let_choose(self, "target_groups", [(group.pk, str(group)) for group in groups])
        self.helper.layout = Layout(
            "submission", "seen_version",
            *(Fieldset(str(heading), *names, css_class="form-part") for heading, names in PARTS),
        )  # fmt: skip

    @property
    def fields_of_offer(self) -> dict[str, Any]:
        """What was filled in, without the version that was seen."""
        return {name: value for name, value in self.answers.items() if name != "seen_version"}


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
