"""What is filled in about a review's meeting and who is asked to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Relative
from herning.accounts.models import User
from herning.web.days import clock, long_date
from herning.web.forms import HouseForm, MailField, MomentField, TextField
from reviews.enums import ParticipantKind
from reviews.meeting_rules import LONGEST, SHORTEST, STANDARD
from reviews.meetings import CHILD, NETWORK, RELATIVE, SCHOOL, USER


class MeetingForm(HouseForm):
    """When and where: one of the proposed times, or one that is typed."""

    button = _("Aftal mødet")

    proposed = forms.ChoiceField(
        label=_("Ledige tider"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Den tid er ikke ledig mere. Vælg en anden.")},
    )
    starts_at = MomentField(label=_("Et andet tidspunkt"), required=False)
    minutes = forms.IntegerField(label=_("Minutter"), min_value=SHORTEST, max_value=LONGEST, initial=STANDARD)
    place = forms.CharField(
        label=_("Sted"),
        max_length=160,
        help_text=_("Står i mails og kalendere: ingen navne. “Hjemme hos jer” eller “Rådhuset, lokale 2”."),
    )

    def __init__(self, *args: Any, proposals: Sequence[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = {moment.isoformat(timespec="minutes"): moment for moment in proposals}
        proposed: Any = self.fields["proposed"]
        proposed.choices = [
            *((key, _("%(day)s kl. %(clock)s") % {"day": long_date(moment.date()), "clock": clock(moment)})
              for key, moment in self.proposals.items()),
            ("", _("Et andet tidspunkt, som jeg skriver")),
        ]  # fmt: skip
        if not self.proposals:
            del self.fields["proposed"]

    def clean(self) -> dict[str, Any]:
        """A time is either picked or typed; one that is picked stands."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        picked = self.proposals.get(given.pop("proposed", "") or "")
        if picked is not None:
            given["starts_at"] = picked
        elif not given.get("starts_at") and not self.errors.keys() & {"starts_at", "proposed"}:
            self.add_error("starts_at", _("Vælg en tid, eller skriv et tidspunkt."))
        return given


class CancelMeetingForm(HouseForm):
    """Why there is no meeting."""

    button = _("Aflys mødet")

    reason = forms.CharField(label=_("Hvorfor?"), max_length=300, help_text=_("Står i sagen, ikke i mailen."))


class ParticipantForm(HouseForm):
    """Whom to ask: somebody who is known, or somebody typed in."""

    button = _("Tilføj deltager")

    who = forms.ChoiceField(label=_("Hvem?"), error_messages={"required": _("Vælg, hvem der skal med.")})
    name = forms.CharField(
        label=_("Navn"), max_length=120, required=False, help_text=_("Kun når personen ikke står på listen.")
    )
    email = MailField(
        label=_("E-mail"), max_length=254, required=False,
        help_text=_("Kan stå tomt, når den, vi har, skal bruges, eller når du selv inviterer."),
    )  # fmt: skip

    def __init__(self, *args: Any, known: Sequence[tuple[str, str]], network: Any, workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network, self.workers = network, workers
        who: Any = self.fields["who"]
        who.choices = [
            ("", _("Vælg …")), *known, (SCHOOL, _("Fra skole eller dagtilbud …")), (NETWORK, _("En anden …")),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Somebody who is not known has a name."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("who") in {SCHOOL, NETWORK} and not given.get("name") and "name" not in self.errors:
            self.add_error("name", _("Skriv navnet."))
        return given

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the action."""
        given = super().answers
        what, _separator, pk = given.pop("who").partition(":")
        if what == RELATIVE:
            relative: Relative = self.network.get(pk=pk)
            return {"relative": relative, "email": given["email"]}
        if what == USER:
            user: User = self.workers.get(pk=pk)
            return {"user": user}
        kind = {CHILD: ParticipantKind.CHILD, SCHOOL: ParticipantKind.SCHOOL, NETWORK: ParticipantKind.NETWORK}[what]
        return given | {"kind": kind}


class RemoveParticipantForm(HouseForm):
    """Nothing is asked but whether."""

    button = _("Tag af listen")


class InviteForm(HouseForm):
    """Nothing is asked but whether."""

    button = _("Send invitationerne")


class RecordViewForm(HouseForm):
    """What was received on paper."""

    button = _("Gem det")
    draft_name = "recorded_view"

    text = TextField(label=_("Hvad har personen skrevet eller sagt?"), rows=6)


class WrittenViewForm(HouseForm):
    """What somebody outside writes before the meeting."""

    button = _("Send det")

    text = TextField(
        label=_("Hvad synes du, vi skal tale om?"), rows=8,
        error_messages={"required": _("Skriv, hvad du synes, vi skal tale om.")},
    )  # fmt: skip


class MakeAddressForm(HouseForm):
    """Nothing is asked but whether."""

    button = _("Lav en adresse")


class RevokeAddressForm(HouseForm):
    """Nothing is asked but whether."""

    button = _("Tilbagekald adressen")
