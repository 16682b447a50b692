"""The waiting list: offering a place, moving a child, and the caseworker's answer."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm, TextField
from interventions.forms.days import NearDayField

DAYS_TO_ANSWER = 7


def _in_a_week() -> Any:
    return timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)


class OfferPlaceForm(HouseForm):
    """A free place is offered until a day."""

    button = _("Tilbyd pladsen")

    place_from = NearDayField(label=_("Pladsen er fri fra"), initial=timezone.localdate)
    answer_by = NearDayField(
        label=_("Rådgiveren svarer senest"),
        initial=_in_a_week,
        help_text=_("Pladsen holdes til og med den dag. Uden svar bortfalder tilbuddet af sig selv."),
    )
    jump_reason = TextField(
        label=_("Hvorfor springes børn over?"),
        help_text=_("Skal kun udfyldes, når barnet ikke står først i køen."),
        required=False,
        rows=2,
    )


class MoveForm(HouseForm):
    """A child is moved in line."""

    button = _("Flyt barnet")

    to_number = forms.IntegerField(label=_("Nyt nummer i køen"), min_value=1, max_value=999)
    reason = TextField(label=_("Hvorfor flyttes barnet?"), rows=3)


class TakeBackForm(HouseForm):
    """An offered place is taken back before it is answered."""

    button = _("Træk tilbuddet tilbage")

    reason = TextField(label=_("Hvorfor er pladsen der ikke mere?"), rows=3)


class PlaceAnswerForm(HouseForm):
    """The caseworker takes the place or says no."""

    button = _("Send svaret")

    decision = forms.ChoiceField(
        label=_("Skal barnet have pladsen?"),
        choices=[("take", _("Tag pladsen")), ("decline", _("Sig nej"))],
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Hvis nej: hvorfor?"),
        help_text=_("Barnet beholder sit nummer på ventelisten."),
        required=False,
        rows=3,
    )
