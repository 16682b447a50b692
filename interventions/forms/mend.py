"""What a placement's checklist asks the caseworker to say: at the start, and when what lacked is mended."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm, TextField
from interventions.actions.placement import Heard
from interventions.forms.days import NearDayField
from interventions.models import Placement

HEARD = tuple(field.name for field in fields(Heard))


class HeardFields(forms.Form):
    """What was done with the child and the parties."""

    is_companion_right_told = forms.BooleanField(label=_("Barnet kender sin ret til en bisidder (§ 6)"), required=False)
    party_heard_on = NearDayField(label=_("Parterne hørt (forvaltningslovens § 19)"), required=False)
    is_support_person_offered = forms.BooleanField(
        label=_("Forældrene er tilbudt en støtteperson (§ 75)"), required=False
    )
    is_child_support_person_offered = forms.BooleanField(
        label=_("Barnet er hjulpet med at finde en støtteperson (§ 75)"), required=False
    )
    had_two_caseworkers = forms.NullBooleanField(
        label=_("To rådgivere ved de vigtige møder (§ 21)"),
        required=False,
        widget=forms.Select(choices=[("unknown", _("Ikke noteret")), ("true", _("Ja")), ("false", _("Nej"))]),
    )


def with_heard(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers with what was done gathered as the actions take it."""
    heard = Heard(**{name: answers.pop(name) for name in HEARD})
    return answers | {"heard": heard}


class MendForm(HeardFields, HouseForm):
    """The list is gone through again."""

    button = _("Gem tjeklisten")

    siblings_considered = TextField(label=_("Overvejelser om søskende (§ 21)"), required=False, rows=3)
    reported_on = NearDayField(label=_("Indberettet til Danmarks Statistik"), required=False)

    field_order = [
        "is_companion_right_told", "party_heard_on", "siblings_considered", "is_support_person_offered",
        "is_child_support_person_offered", "had_two_caseworkers", "reported_on",
    ]  # fmt: skip

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        kept = (*HEARD, "siblings_considered", "reported_on")
        kwargs["initial"] = {name: getattr(placement, name) for name in kept}
        super().__init__(*args, **kwargs)

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the act."""
        return with_heard(super().answers)
