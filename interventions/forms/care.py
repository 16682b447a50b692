"""Contact, supervision, breakdown and return of a placement."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Relative
from herning.rules import add_months
from herning.web.forms import HouseForm, TextField, let_choose
from interventions.care_rules import RETURN_MONTHS
from interventions.enums import ContactBasis
from interventions.forms.days import NearDayField
from interventions.models import Placement

YES_NO = [("yes", _("Ja")), ("no", _("Nej"))]


class ContactForm(HouseForm):
    """Contact with one person."""

    button = _("Aftal samværet")
    draft_name = "contact"

    relative = forms.ModelChoiceField(
        Relative.objects.none(), label=_("Fra netværket"), required=False, empty_label=_("En anden")
    )
    with_whom = forms.CharField(label=_("Eller skriv navnet"), max_length=160, required=False)
    rhythm = forms.CharField(
        label=_("Hvor tit og hvordan"), max_length=300, help_text=_("For eksempel: hver anden lørdag kl. 10–16.")
    )
    basis = forms.ChoiceField(label=_("Besluttet som"), choices=ContactBasis.choices, widget=forms.RadioSelect)
    is_less_than_monthly = forms.BooleanField(label=_("Sjældnere end en gang om måneden"), required=False)
    is_supervised = forms.BooleanField(label=_("Overvåget"), required=False)
    childs_wish = TextField(label=_("Barnets ønske"), required=False, rows=3)
    from_on = NearDayField(label=_("Fra"), initial=timezone.localdate)

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = placement.child.family.relatives.order_by("sort_name", "pk")
        let_choose(self, "relative", known)


class EndContactForm(HouseForm):
    """An arrangement ends."""

    button = _("Afslut aftalen")

    until = NearDayField(label=_("Sidste dag"), initial=timezone.localdate)


class VisitForm(HouseForm):
    """A supervision visit."""

    button = _("Gem tilsynet")
    draft_name = "visit"

    held_on = NearDayField(label=_("Holdt"), initial=timezone.localdate)
    is_announced = forms.BooleanField(label=_("Besøget var anmeldt"), required=False, initial=True)
    has_spoken_with_child = forms.ChoiceField(
        label=_("Har du talt med barnet?"), choices=YES_NO, widget=forms.RadioSelect
    )
    was_without_staff = forms.BooleanField(label=_("Samtalen var uden personale"), required=False)
    child_words = TextField(label=_("Barnets egne ord"), required=False, rows=4)
    no_talk_reason = TextField(label=_("Hvis du ikke talte med barnet: hvorfor?"), required=False, rows=2)
    findings = TextField(label=_("Hvad så du?"), help_text=_("Trivsel, skole, dagligdag, stedet."), rows=5)
    follow_up = TextField(label=_("Hvad skal der gøres?"), required=False, rows=3)
    next_due_on = NearDayField(
        label=_("Næste tilsyn senest"),
        help_text=_("Højst seks måneder efter dette."),
        initial=lambda: add_months(timezone.localdate(), 6) - timedelta(days=14),
    )

    @property
    def answers(self) -> dict[str, Any]:
        """The talk as yes or no."""
        found = super().answers
        return found | {"has_spoken_with_child": found["has_spoken_with_child"] == "yes"}


class MoveVisitForm(HouseForm):
    """A planned visit gets another day."""

    button = _("Flyt tilsynet")

    due_on = NearDayField(label=_("Ny dato"))
    reason = TextField(label=_("Hvorfor flyttes det?"), rows=3)


class BreakdownForm(HouseForm):
    """A placement broke down."""

    button = _("Registrér sammenbruddet")
    draft_name = "breakdown"

    on = NearDayField(label=_("Dato"), initial=timezone.localdate)
    what_happened = TextField(label=_("Hvad skete der?"), rows=5)
    childs_view = TextField(label=_("Barnets egen forklaring"), required=False, rows=3)


class LearningForm(HouseForm):
    """What a breakdown taught."""

    button = _("Skriv læringen")
    draft_name = "learning"

    learning = TextField(
        label=_("Hvad har vi lært?"),
        help_text=_("Hvad så vi for sent, og hvad gør vi anderledes næste gang?"),
        rows=6,
    )


class ReturnForm(HouseForm):
    """A return home is decided."""

    button = _("Beslut hjemgivelsen")
    draft_name = "return"

    decided_on = NearDayField(label=_("Besluttet"), initial=timezone.localdate)
    period_until = NearDayField(
        label=_("Hjemgivelsesperiode til"),
        help_text=_("Højst seks måneder."),
        initial=lambda: add_months(timezone.localdate(), RETURN_MONTHS),
    )
    statement = TextField(label=_("Anbringelsesstedets udtalelse"), rows=4)
    support_at_home = TextField(label=_("Støtte i hjemmet bagefter"), rows=4)


class CompleteReturnForm(HouseForm):
    """The child is home."""

    button = _("Registrér hjemkomsten")
    draft_name = "homecoming"

    on = NearDayField(label=_("Hjemme"), initial=timezone.localdate)
    text = TextField(label=_("Afsluttende vurdering"), help_text=_("Hvad er nået, og hvad skal fortsætte?"), rows=4)
