"""What is filled in from day to day in a case."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.enums import ConsentKind, NoteKind
from cases.forms.days import DoneOnField
from cases.models import Case, Relative
from herning.accounts.municipalities import MUNICIPALITIES
from herning.web.forms import HouseForm, TextField, let_choose


class NoteForm(HouseForm):
    """A note in the journal."""

    button = _("Skriv i journalen")
    draft_name = "note"

    kind = forms.ChoiceField(label=_("Art"), choices=NoteKind.choices)
    on = DoneOnField(label=_("Dato"), help_text=_("Den dag, det notatet handler om, skete."))
    heading = forms.CharField(label=_("Overskrift"), max_length=160)
    text = TextField(label=_("Notat"), rows=10)


class ConversationForm(HouseForm):
    """A conversation with the child, or why there was none."""

    button = _("Gem samtalen")
    draft_name = "conversation"

    is_held = forms.TypedChoiceField(
        label=_("Er der talt med barnet?"),
        choices=[("yes", _("Ja, samtalen er holdt")), ("no", _("Nej, der er undtagelsesvis ikke talt med barnet"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    on = DoneOnField(label=_("Dato"))
    words = TextField(label=_("Barnets egne ord"), required=False, help_text=_("Skriv, så barnet kan kende sig selv."))
    place = forms.CharField(label=_("Hvor"), max_length=120, required=False)
    companion = forms.CharField(
        label=_("Bisidder"), max_length=120, required=False, help_text=_("Barnet har ret til at have en med.")
    )
    reason = TextField(
        label=_("Hvis der ikke er talt med barnet: hvorfor, og hvordan er synspunktet fundet"), required=False, rows=3
    )

    def __init__(self, *args: Any, is_unborn: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_unborn:
            # Nobody has spoken with a child that is not born.
            let_choose(self, "is_held", [("no", _("Nej, barnet er ikke født"))])
            self.fields["is_held"].initial = "no"
            for name in ("words", "place", "companion"):
                del self.fields[name]


class ConsentForm(HouseForm):
    """A consent."""

    button = _("Registrér samtykket")
    draft_name = "consent"

    kind = forms.ChoiceField(label=_("Samtykke til"), choices=[("", _("Vælg …")), *ConsentKind.choices])
    holder = forms.ChoiceField(label=_("Givet af"))
    given_on = DoneOnField(label=_("Givet"))
    scope = TextField(label=_("Hvad det omfatter"), required=False, rows=3)

    BY_CHILD = "child"

    def __init__(self, *args: Any, case: Case, holders: list[Relative], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {str(holder.pk): holder for holder in holders}
        given: Any = self.fields["holder"]
        given.choices = [
            ("", _("Vælg …")),
            *((key, holder.name) for key, holder in self.holders.items()),
        ]
        if rules.may_consent(case.child.born_on, on=today):
            given.choices += [(self.BY_CHILD, _("%(name)s selv (fra 15 år)") % {"name": case.child.first_name})]

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the action: who gave it is either an adult or the child."""
        chosen = self.cleaned_data["holder"]
        given = {"holder": self.holders.get(chosen), "is_by_child": chosen == self.BY_CHILD}
        return super().answers | given


class WithdrawConsentForm(HouseForm):
    """A consent that no longer holds."""

    button = _("Registrér, at samtykket er trukket tilbage")

    on = DoneOnField(label=_("Trukket tilbage"))


class BeginInvestigationForm(HouseForm):
    """Why the child is investigated."""

    button = _("Begynd undersøgelsen")
    draft_name = "begin_investigation"

    why = TextField(label=_("Hvorfor en undersøgelse"), rows=6)
    aware_on = DoneOnField(
        label=_("Kommunen blev opmærksom"),
        required=False,
        initial=None,
        help_text=_(
            "De fire måneder løber herfra. Foreslået er den seneste underretning siden sidste undersøgelse; ret dagen,"
            " hvis det var en tidligere."
        ),
    )
    on = DoneOnField(label=_("Begyndt"))


class FinishInvestigationForm(HouseForm):
    """What the investigation found."""

    button = _("Afslut undersøgelsen")
    draft_name = "finish_investigation"

    child_and_family = TextField(
        label=_("Barnet, familien og netværket"), rows=10, help_text=_("Ressourcer og vanskeligheder (§ 22).")
    )
    conclusion = TextField(
        label=_("Begrundet stillingtagen"), rows=8, help_text=_("Støtte (§ 32) eller anbringelse (§§ 46, 47).")
    )
    on = DoneOnField(label=_("Afsluttet"))


class MunicipalitiesForm(HouseForm):
    """Which municipality acts, pays and is the child's home, where it is not this one."""

    button = _("Gem kommunerne")

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    acting_municipality = forms.ChoiceField(
        label=_("Handlekommune"), required=False, help_text=_("Den, der træffer afgørelserne.")
    )
    paying_municipality = forms.ChoiceField(
        label=_("Betalingskommune"), required=False, help_text=_("Den, der betaler for hjælpen.")
    )
    residence_municipality = forms.ChoiceField(
        label=_("Bopælskommune"), required=False, help_text=_("Den, barnet bor eller opholder sig i.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(code, name) for code, name in MUNICIPALITIES if code != settings.MUNICIPALITY_CODE]
        for name in ("acting_municipality", "paying_municipality", "residence_municipality"):
            let_choose(self, name, [("", _("Vores egen kommune")), *others])
