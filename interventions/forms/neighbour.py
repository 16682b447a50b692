"""A neighbour whose feed is read."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from herning.accounts.municipalities import MUNICIPALITIES
from herning.web.forms import HouseForm, TextField, let_choose

URL_LENGTH, KEY_LENGTH = 300, 60


class _Feed(HouseForm):
    """Where a feed lies and the key it must be signed with."""

    feed_url = forms.CharField(
        label=_("Feedets adresse"),
        max_length=URL_LENGTH,
        widget=forms.URLInput,
        help_text=_("Den står på kommunens egen side, og den ender på /ledige-pladser.json."),
    )
    public_key = forms.CharField(
        label=_("Offentlig nøgle"),
        max_length=KEY_LENGTH,
        help_text=_("44 tegn. Ring, og sammenlign den korte nøgle, før du stoler på en, der er sendt i en mail."),
    )


class NeighbourForm(_Feed):
    """A new neighbour."""

    button = _("Tilføj nabokommunen")

    code = forms.ChoiceField(label=_("Kommune"))

    field_order = ["code", "feed_url", "public_key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(code, name) for code, name in MUNICIPALITIES if code != settings.MUNICIPALITY_CODE]
        let_choose(self, "code", [("", _("Vælg")), *others])


class ChangeNeighbourForm(_Feed):
    """A neighbour that is read already."""

    button = _("Gem nabokommunen")

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    is_active = forms.BooleanField(
        label=_("Læses hver halve time"),
        required=False,
        help_text=_("Uden kryds vises kommunens pladser ikke, når et barn skal visiteres."),
    )


class BorrowForm(HouseForm):
    """What was agreed about a neighbour's place."""

    button = _("Lån pladsen")

    agreement = TextField(
        label=_("Hvem har du aftalt pladsen med, og hvad er aftalt?"),
        rows=3,
        max_length=200,
        help_text=_("Skriv ikke barnets navn eller CPR-nummer. Aftalen står ved pladsen."),
    )


class ReadNeighbourForm(HouseForm):
    """Nothing but a button."""

    button = _("Læs feedet nu")
