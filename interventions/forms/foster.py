"""Foster families and their approval."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Child
from herning.accounts.models import Department, District, User
from herning.web.forms import HouseForm, TextField, WordsField, let_choose
from interventions import rules
from interventions.access import children_known_to
from interventions.enums import FosterType
from interventions.forms.days import NearDayField
from interventions.models import FosterFamily, Offer, TargetGroup

FIELDS = (
    "name", "kind", "district", "approved_by", "approved_from", "approved_until", "approved_places", "min_age",
    "max_age", "wishes", "target_groups", "languages", "takes_siblings",
)  # fmt: skip


class FosterFamilyForm(HouseForm):
    """A family with its approval, ages and wishes."""

    button = _("Gem familien")

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Familiens navn"), max_length=120)
    kind = forms.ChoiceField(label=_("Type (§ 43)"), choices=[("", _("Vælg")), *FosterType.choices])
    district = forms.ModelChoiceField(
        District.objects.order_by("name", "pk"), label=_("Distrikt"), required=False, empty_label=_("Ikke oplyst")
    )
    approved_by = forms.CharField(
        label=_("Godkendt af"), max_length=120, help_text=_("Socialtilsynet, eller kommunen for en netværksfamilie.")
    )
    approved_from = NearDayField(label=_("Godkendt fra"))
    approved_until = NearDayField(
        label=_("Godkendt til og med"), required=False, help_text=_("Lad feltet stå tomt, hvis der ikke er en slutdag.")
    )
    approved_places = forms.IntegerField(label=_("Godkendte pladser"), min_value=1, max_value=20)
    min_age = forms.IntegerField(label=_("Fra alder"), required=False, min_value=0, max_value=22)
    max_age = forms.IntegerField(label=_("Til alder"), required=False, min_value=0, max_value=22)
    target_groups = forms.MultipleChoiceField(
        label=_("Målgrupper"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = WordsField(label=_("Sprog"), max_length=200, required=False, help_text=_("Skriv komma mellem dem."))
    takes_siblings = forms.BooleanField(label=_("Tager søskende sammen"), required=False)
    wishes = TextField(label=_("Familiens ønsker"), required=False, rows=3, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = TargetGroup.objects.in_use()
        let_choose(self, "target_groups", [(group.pk, str(group)) for group in groups])

    @property
    def fields_of_family(self) -> dict[str, Any]:
        """What was filled in about the family itself."""
        return {name: self.answers[name] for name in FIELDS}


class NewFosterFamilyForm(FosterFamilyForm):
    """A family is registered on an offer its department gives."""

    button = _("Registrér familien")

    department = forms.ModelChoiceField(Department.objects.none(), label=_("Afdeling"), empty_label=_("Vælg"))
    offer = forms.ModelChoiceField(
        Offer.objects.none(),
        label=_("Tilbud"),
        empty_label=_("Vælg"),
        help_text=_("Familiens pladser tæller på det tilbud."),
    )

    child = forms.ModelChoiceField(
        Child.objects.none(),
        label=_("Barnet, en netværksfamilie er godkendt til"),
        empty_label=_("Vælg"),
        required=False,
        help_text=_("Kun for en netværksplejefamilie. Du kan vælge mellem de børn, der er visiteret til jer."),
    )

    field_order = ["department", "offer", "submission", "seen_version", "name", "kind", "child"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Department.objects.filter(pk__in=user.department_ids)
        given = {"capacities__department__in": user.department_ids, "capacities__closes_on": None}
        offers = Offer.objects.filter(method__in=rules.FOSTER_METHODS, **given).distinct()
        let_choose(self, "department", own.order_by("sort_name", "pk"))
        let_choose(self, "offer", offers.order_by("step", "sort_name", "pk"))
        children = children_known_to(user)
        let_choose(self, "child", children)
        # By name and case number, as two children may share a name.
        named = [(child.pk, f"{child.name} · {child.number}" if child.number else child.name) for child in children]
        let_choose(self, "child", [("", _("Vælg")), *named])
        if own.count() == 1:
            self.fields["department"].initial = own.get().pk


class ExtendForm(HouseForm):
    """An approval holds longer."""

    button = _("Forlæng godkendelsen")

    approved_until = NearDayField(
        label=_("Godkendt til og med"), required=False, help_text=_("Lad feltet stå tomt, hvis der ikke er en slutdag.")
    )
    approved_by = forms.CharField(label=_("Godkendt af"), max_length=120)


class RetireForm(HouseForm):
    """An approval is withdrawn."""

    button = _("Træk godkendelsen tilbage")

    reason = TextField(label=_("Hvorfor er godkendelsen trukket tilbage?"), rows=3)


def family_as_kept(family: FosterFamily) -> dict[str, Any]:
    """What the form shows of a family."""
    kept = {name: getattr(family, name) for name in FIELDS}
    return kept | {"district": family.district_id, "seen_version": family.version}
