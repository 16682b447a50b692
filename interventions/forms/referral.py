"""Referring, approving, answering."""

import re
from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import Department
from herning.web.forms import HouseForm, TextField, let_choose
from interventions.choosing import Choice, Offered, methods
from interventions.choosing.families import family_given
from interventions.enums import DeclineReason
from interventions.forms.days import NearDayField
from interventions.models import FosterFamily, Offer, Referral, TargetGroup

# At most nine digits: what fits into the database's numbers.
FAMILY_VALUE = re.compile(r"(?P<desk>[0-9]{1,9}-[0-9]{1,9})-(?P<family>[0-9]{1,9})")
WHY_NOT = re.compile(r"why_not_(?P<offer>[0-9]{1,9})")
YES = {"on", "true", "True", "1"}


class ReferForm(HouseForm):
    """From need to offer: the need says which offers are listed, one of them is picked."""

    button = _("Visitér")
    draft_name = "refer"

    need = TextField(label=_("Hvad har barnet brug for?"), help_text=_("Behovet først, tilbuddet bagefter."), rows=3)
    target_group = forms.ModelChoiceField(
        TargetGroup.objects.none(), label=_("Målgruppe"), required=False, empty_label=_("Ikke valgt")
    )
    method = forms.ChoiceField(label=_("Slags hjælp"), required=False)
    wants_siblings_together = forms.BooleanField(label=_("Søskende skal være sammen"), required=False)
    wants_school_kept = forms.BooleanField(label=_("Barnet skal blive i sin skole"), required=False)
    offer = forms.CharField(label=_("Tilbud og afdeling"))
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
        self, *args: Any, draft_referral: Referral | None = None, again: Referral | None = None, **kwargs: Any
    ) -> None:
        if draft_referral is not None:
            kwargs["initial"] = _filled(draft_referral) | (kwargs.get("initial") or {})
        elif again is not None:
            kwargs["initial"] = _filled(again) | {"offer": ""} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        groups = list(TargetGroup.objects.in_use())
        self.groups = {group.pk: group for group in groups}
        let_choose(self, "target_group", TargetGroup.objects.in_use())
        # Read once, so that showing the field and reading the need take one query together.
        let_choose(self, "target_group", [("", _("Ikke valgt")), *((group.pk, str(group)) for group in groups)])
        let_choose(self, "method", [("", _("Alle slags")), *methods()])
        self.by_value: dict[str, tuple[Offered, Department]] = {}
        self.family: FosterFamily | None = None

    @classmethod
    def looking(cls, request: HttpRequest, *, about: str) -> Self:
        """The form as it was typed, to look at another list with; nothing is found fault with."""
        typed = {name: value for name, value in request.POST.dict().items() if name != "submission"}
        return cls(initial=typed, draft_subject=about)

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked for besides the offer: the part of the need that ranks the list; what is odd is left out."""
        group, method = self.typed("target_group"), self.typed("method")
        return {
            "target_group": self.groups.get(str(getattr(group, "pk", group) or "")),
            "wants_siblings_together": str(self.typed("wants_siblings_together")) in YES,
            "wants_school_kept": str(self.typed("wants_school_kept")) in YES,
        } | ({"method": str(method)} if method in dict(methods()) else {"method": None})

    def typed(self, name: str) -> Any:
        """What stands in a field now, cleaned or not."""
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    def choose_from(self, choices: list[Choice], *, on: date) -> None:
        """Take the list that is chosen from: every department on it can be picked, and every family behind one."""
        self.by_value = {desk.value: (choice.offer, desk.department) for choice in choices for desk in choice.desks}
        picked = str(self.typed("offer") or "")
        found = FAMILY_VALUE.fullmatch(picked)
        if found and found["desk"] in self.by_value:
            self.family = family_given(int(found["family"]), *self.by_value[found["desk"]], on=on)
            if self.family is not None:
                self.by_value[picked] = self.by_value[found["desk"]]
        self.fields["why_not_lower"].required = picked not in self.by_value or self.by_value[picked][0].step_id > 0
        full = [choice.offer for choice in choices if choice.desks and all(desk.is_full for desk in choice.desks)]
        if not full:
            del self.fields["wanted_offer"]
        else:
            let_choose(self, "wanted_offer", Offer.objects.filter(pk__in=[offer.pk for offer in full]))
            let_choose(self, "wanted_offer", [("", _("Nej")), *((offer.pk, offer.name) for offer in full)])
        self._take_reasons({choice.offer.pk for choice in choices})

    def clean_offer(self) -> str:
        """One that is on the list."""
        picked = str(self.cleaned_data["offer"])
        if picked not in self.by_value:
            raise ValidationError(_("Vælg et tilbud på listen."), code="invalid_choice")
        return picked

    def _take_reasons(self, offers: set[int]) -> None:
        """A reason against a lower offer is a field of its own, there only when something was written in it."""
        for name in self.data:
            found = WHY_NOT.fullmatch(name)
            if found and int(found["offer"]) in offers and self.data.get(name):
                self.fields[name] = forms.CharField(required=False, max_length=1000)
        # In the order of the page: they stand in the list, before the questions below it.
        below = ["why_not_lower", "wanted_offer"]
        self.order_fields([name for name in self.fields if name not in below] + below)

    @property
    def why_not(self) -> dict[int, str]:
        """The reasons written against single offers, by offer; to be shown again as they were typed."""
        typed = self.data if self.is_bound else self.initial
        found = ((WHY_NOT.fullmatch(name), str(value)) for name, value in typed.items())
        return {int(match["offer"]): value for match, value in found if match and value}

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the act; a family that was picked goes with what is asked for."""
        given = super().answers
        offer, department = self.by_value[given["offer"]]
        return {
            "need": given["need"],
            "why_not_lower": given["why_not_lower"],
            "wanted_offer": given.get("wanted_offer"),
            "offer": Offer.objects.get(pk=offer.pk),
            "department": department,
            "asked": {
                "target_group": given["target_group"],
                "wants_siblings_together": given["wants_siblings_together"],
                "wants_school_kept": given["wants_school_kept"],
                "foster_family": self.family,
                "why_not": {pk: given[f"why_not_{pk}"] for pk in self.why_not if f"why_not_{pk}" in given},
            },
        }


class ApproveForm(HouseForm):
    """The answer of whoever has to approve a referral."""

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
    jump_reason = TextField(
        label=_("Hvis ja: hvorfor springes børn, der venter, over?"),
        help_text=_("Skal kun udfyldes, når andre står før i køen."),
        required=False,
        rows=2,
    )
    reason = forms.ChoiceField(
        label=_("Hvis nej: hvorfor?"), choices=[("", _("Vælg")), *DeclineReason.choices], required=False
    )
    answer = TextField(
        label=_("Besked til rådgiveren"), required=False, rows=4, help_text=_("Skal udfyldes, når I siger nej.")
    )

    def __init__(self, *args: Any, passed: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked for where somebody would be passed over; kept in what was sent, as the line may have grown meanwhile.
        if not passed and not self.is_bound:
            del self.fields["jump_reason"]

    def clean(self) -> dict[str, Any]:
        """Who accepts says from when."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "accept" and not cleaned.get("expected_on") and "expected_on" not in self.errors:
            self.add_error("expected_on", _("Skriv, hvornår hjælpen kan begynde."))
        if cleaned.get("decision") == "decline" and not cleaned.get("reason"):
            self.add_error("reason", _("Vælg, hvorfor I ikke kan tage imod barnet."))
        return cleaned


def _filled(draft: Referral) -> dict[str, Any]:
    """What a review's move, or an earlier referral, has already said; no offer of a step is chosen for anybody."""
    offer = f"{draft.offer_id}-{draft.department_id}" if draft.offer_id and draft.department_id else ""
    if offer and draft.foster_family_id:
        offer += f"-{draft.foster_family_id}"
    return {
        "need": draft.need,
        "why_not_lower": draft.why_not_lower,
        "offer": offer,
        "target_group": draft.target_group_id or "",
        "wants_siblings_together": draft.wants_siblings_together,
        "wants_school_kept": draft.wants_school_kept,
    }
