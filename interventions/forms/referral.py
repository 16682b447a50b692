"""Referring, approving, answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import Department
from herning.web.forms import HouseForm, TextField
from interventions.choosing import Choice
from interventions.enums import DeclineReason
from interventions.forms.days import NearDayField
from interventions.models import Offer, Referral


class ReferForm(HouseForm):
    """From need to offer."""

    button = _("Visitér")
    draft_name = "refer"

    need = TextField(label=_("Hvad har barnet brug for?"), help_text=_("Behovet først, tilbuddet bagefter."), rows=4)
    offer = forms.ChoiceField(label=_("Tilbud og afdeling"), widget=forms.RadioSelect)
    why_not_lower = TextField(
        label=_("Hvorfor ikke et lavere trin?"),
        help_text=_("Trin må gerne springes over, men aldrig uden en begrundelse."),
        error_messages={"required": _("Skriv, hvorfor et lavere trin ikke er nok. Trin må gerne springes over.")},
        rows=3,
    )
    wanted_offer = forms.ModelChoiceField(
        Offer.objects.none(),
        label=_("Ville du hellere have valgt et tilbud, der er fyldt?"),
        help_text=_("Så kan ledelsen se, hvor der mangler pladser."),
        required=False,
        empty_label=_("Nej"),
    )

    def __init__(
        self, *args: Any, choices: list[Choice], draft_referral: Referral | None = None, **kwargs: Any
    ) -> None:
        if draft_referral is not None:
            kwargs["initial"] = _filled(draft_referral) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.by_value = {desk.value: (choice.offer, desk.department) for choice in choices for desk in choice.desks}
        picked = self.by_value.get(self.data.get("offer", ""))
        self.fields["why_not_lower"].required = picked is None or picked[0].step_id > 0
        field = self.fields["offer"]
        field.choices = [(value, f"{offer} · {department}") for value, (offer, department) in self.by_value.items()]  # type: ignore[attr-defined]
        full = [choice.offer.pk for choice in choices if choice.desks and all(desk.is_full for desk in choice.desks)]
        wanted = self.fields["wanted_offer"]
        wanted.queryset = Offer.objects.filter(pk__in=full).order_by("step", "sort_name", "pk")  # type: ignore[attr-defined]
        if not full:
            del self.fields["wanted_offer"]

    @property
    def chosen(self) -> tuple[Offer, Department]:
        """The offer and the department that were picked."""
        return self.by_value[self.cleaned_data["offer"]]


class ApproveForm(HouseForm):
    """The team leader's answer to a referral to steps 3 to 5."""

    button = _("Send afgørelsen")

    decision = forms.ChoiceField(
        label=_("Hvad beslutter du?"),
        choices=[("approve", _("Godkend, og send til udføreren")), ("return", _("Send tilbage til rådgiveren"))],
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Hvis den sendes tilbage: hvad skal rådgiveren se på?"), required=False, rows=3)


class WithdrawForm(HouseForm):
    """Taking a referral back."""

    button = _("Træk visitationen tilbage")

    reason = TextField(label=_("Hvorfor trækkes den tilbage?"), rows=3)


class AnswerForm(HouseForm):
    """The provider's answer."""

    button = _("Send svaret")
    draft_name = "answer"

    decision = forms.ChoiceField(
        label=_("Kan I tage imod barnet?"),
        choices=[
            ("accept", _("Ja, vi tager imod")),
            ("wait", _("Ikke endnu, sæt på venteliste")),
            ("decline", _("Nej")),
        ],
        widget=forms.RadioSelect,
    )
    expected_on = NearDayField(
        label=_("Hvornår kan det begynde?"), required=False, help_text=_("Skal udfyldes, når I tager imod.")
    )
    reason = forms.ChoiceField(
        label=_("Hvis nej: hvorfor?"), choices=[("", _("Vælg")), *DeclineReason.choices], required=False
    )
    answer = TextField(
        label=_("Besked til rådgiveren"), required=False, rows=4, help_text=_("Skal udfyldes, når I siger nej.")
    )

    def clean(self) -> dict[str, Any]:
        """Who accepts says from when."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "accept" and not cleaned.get("expected_on") and "expected_on" not in self.errors:
            self.add_error("expected_on", _("Skriv, hvornår hjælpen kan begynde."))
        if cleaned.get("decision") == "decline" and not cleaned.get("reason"):
            self.add_error("reason", _("Vælg, hvorfor I ikke kan tage imod barnet."))
        return cleaned


def _filled(draft: Referral) -> dict[str, Any]:
    """What a review's move has already said; the first offer of its step is not chosen for anybody."""
    offer = f"{draft.offer_id}-{draft.department_id}" if draft.offer_id and draft.department_id else ""
    return {"need": draft.need, "why_not_lower": draft.why_not_lower, "offer": offer}
