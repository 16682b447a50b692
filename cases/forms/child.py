"""What is filled in about a child and its family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.enums import RelativeKind
from cases.forms.days import DoneOnField
from cases.models import Child
from herning.rules import RuleBroken
from herning.web.forms import DayField, HouseForm, MailField

CPR_AS_TYPED = 20


class FindChildForm(HouseForm):
    """One searches before one creates."""

    button = _("Søg")

    words = forms.CharField(
        label=_("Navn, fødselsdato eller CPR-nummer"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Fx “Sofie Mikkelsen”, “12.03.2012” eller ti cifre. Et ufødt barn søges på morens navn."),
    )


class ChildForm(HouseForm):
    """A child, born or expected."""

    button = _("Registrér barnet")
    draft_name = "child"

    name = forms.CharField(
        label=_("Navn"), max_length=120, help_text=_("Et ufødt barn: “Ufødt” og morens navn, fx “Ufødt Karen Holm”.")
    )
    cpr = forms.CharField(
        label=_("CPR-nummer"),
        max_length=CPR_AS_TYPED,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("Ti cifre. Lad feltet stå tomt, hvis nummeret ikke kendes."),
    )
    born_on = DayField(label=_("Født"), required=False)
    expected_on = DayField(label=_("Termin"), required=False, help_text=_("Kun for et ufødt barn."))
    address = forms.CharField(label=_("Adresse"), max_length=200, required=False)
    is_address_protected = forms.BooleanField(label=_("Beskyttet adresse"), required=False)
    school = forms.CharField(label=_("Skole eller dagtilbud"), max_length=120, required=False)
    language = forms.CharField(label=_("Sprog, hvis tolk er nødvendig"), max_length=60, required=False)

    def clean_cpr(self) -> str:
        """Ten digits, or a word beside the field on what is wrong."""
        try:
            return rules.clean_cpr(self.cleaned_data["cpr"])
        except RuleBroken as broken:
            raise forms.ValidationError(str(broken)) from None


class NewChildForm(ChildForm):
    """A new child; when one like it is known, the person says that it is another."""

    is_another_child = forms.BooleanField(
        label=_("Jeg har set efter: det er et andet barn end dem, der er nævnt"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hide_doubt()

    def hide_doubt(self) -> None:
        """Ask nothing about other children until one is found."""
        self.fields["is_another_child"].widget = forms.HiddenInput()

    def raise_doubt(self) -> None:
        """Ask, because a child like it is known."""
        self.fields["is_another_child"].widget = forms.CheckboxInput()
        self.add_error("is_another_child", _("Et barn, der ligner, er registreret. Er det det samme barn?"))


class ChangeChildForm(ChildForm):
    """A known child; the version shows whether somebody else changed it meanwhile."""

    button = _("Gem oplysninger")
    draft_name = "change_child"

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, child: Child) -> dict[str, Any]:
        """What the form shows first."""
        shown = {name: getattr(child, name) for name in ChildForm.base_fields if name != "submission"}
        return shown | {"cpr": child.cpr or "", "seen_version": child.version}


class RelativeForm(HouseForm):
    """An adult of the family or its network."""

    button = _("Tilføj til familien")
    draft_name = "relative"

    name = forms.CharField(label=_("Navn"), max_length=120)
    kind = forms.ChoiceField(label=_("Relation til barnet"), choices=[("", _("Vælg …")), *RelativeKind.choices])
    phone = forms.CharField(label=_("Telefon"), max_length=30, required=False)
    email = MailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Adresse"), max_length=200, required=False)
    is_address_protected = forms.BooleanField(label=_("Beskyttet adresse"), required=False)
    can_support = forms.CharField(
        label=_("Kan hjælpe med"), max_length=200, required=False, help_text=_("Fx aflastning, kørsel, lektier.")
    )
    has_custody = forms.BooleanField(label=_("Har forældremyndighed over barnet"), required=False)
    custody_since = DoneOnField(
        label=_("Forældremyndighed fra"),
        required=False,
        initial=None,
        help_text=_("Lad feltet stå tomt, hvis den har varet fra fødslen."),
    )

    def __init__(self, *args: Any, is_of_age: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_of_age:
            # From 18 nobody holds custody.
            del self.fields["has_custody"], self.fields["custody_since"]


class GiveCustodyForm(HouseForm):
    """Custody of somebody who stands in the family already."""

    button = _("Gem forældremyndigheden")

    since = DoneOnField(label=_("Forældremyndighed fra"), help_text=_("Fødslen, hvis den har varet fra fødslen."))


class EndCustodyForm(HouseForm):
    """Custody that has ended."""

    button = _("Afslut forældremyndighed")

    until = DoneOnField(label=_("Ophørt"), help_text=_("Den første dag uden forældremyndighed."))


class SiblingForm(HouseForm):
    """A found child that is a sibling."""

    button = _("Tilføj søskende")

    sibling = forms.ModelChoiceField(Child.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        person = kwargs.pop("person")
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["sibling"]
        chosen.queryset = Child.objects.visible_to(person)
