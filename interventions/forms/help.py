"""Help and placements begin and end."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from herning.web.days import long_date
from herning.web.forms import HouseForm, TextField, let_choose
from interventions import rules
from interventions.basis_rules import bases
from interventions.end_rules import Ending, reasons
from interventions.enums import BoardOutcome, EndReason, FosterType, LegalBasis
from interventions.forms.days import NearDayField
from interventions.forms.mend import HeardFields, with_heard
from interventions.models import Offer, Placement, Referral, Step
from interventions.models.care import supervised_since

PLACEMENT_PARTS = [
    (_("Afgørelsen"), ["starts_on", "text", "legal_basis", "purpose", "expected_months", "foster_type"]),
    (_("Kun når udvalget har besluttet anbringelsen (§ 47)"), ["board_decided_on", "board_decision"]),
    (_("Barnet og parterne"), ["is_companion_right_told", "party_heard_on", "is_support_person_offered",
                               "is_child_support_person_offered", "had_two_caseworkers"]),
    (_("Søskende, samvær og tilsyn"), ["siblings_considered", "contact", "first_supervision_on", "is_address_secret"]),
    (_("Kun når det er akut"), ["urgent_ground"]),
    (_("Vejen ned ad trappen"), ["exit_plan", "next_step", "next_offer", "planned_end_on"]),
]  # fmt: skip


def let_choose_basis(form: HouseForm, offered: list[LegalBasis]) -> None:
    """Offer what a placement may rest on at the child's age; the only one there is, is chosen."""
    let_choose(form, "legal_basis", [(basis.value, basis.label) for basis in offered])
    if len(offered) == 1:
        form.initial["legal_basis"] = offered[0].value


class StartForm(HouseForm):
    """Help begins with its exit planned."""

    button = _("Start indsatsen")
    draft_name = "start"

    starts_on = NearDayField(label=_("Begynder"))
    exit_plan = TextField(
        label=_("Udslusningsplan"),
        help_text=_("Hvordan kommer barnet videre, når hjælpen slutter? Den lægges, før hjælpen begynder."),
        rows=4,
    )
    next_step = forms.ModelChoiceField(
        Step.objects.none(),
        label=_("Næste, lavere trin"),
        empty_label=_("Vælg"),
        required=False,
        error_messages={"required": _("Vælg det næste, lavere trin, før hjælpen begynder.")},
    )
    next_offer = forms.ModelChoiceField(
        Offer.objects.none(), label=_("Næste tilbud"), required=False, empty_label=_("Ikke valgt endnu")
    )
    planned_end_on = NearDayField(label=_("Planlagt afsluttet"), required=False)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        kwargs["initial"] = {"starts_on": referral.expected_on or timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        lower = {"step__lt": referral.step_id}
        let_choose(self, "next_step", Step.objects.filter(pk__lt=referral.step_id).order_by("-pk"))
        today = timezone.localdate()
        let_choose(self, "next_offer", Offer.objects.open(on=today).filter(**lower).order_by("-step", "sort_name"))
        self.fields["next_step"].required = True
        if referral.step_id == 0:
            for name in ("exit_plan", "next_step", "next_offer"):
                self.fields[name].required = False


class BasisFields(forms.Form):
    """What a placement rests on, at its start or from another day."""

    legal_basis = forms.ChoiceField(label=_("Retsgrundlag"), choices=LegalBasis.choices, widget=forms.RadioSelect)
    board_decided_on = NearDayField(label=_("Udvalgets afgørelse, dato"), required=False)
    board_decision = TextField(label=_("Afgørelsens ordlyd"), required=False, rows=4)

    def tell_what_follows(self, before: Placement) -> None:
        """Say that the Board's word from before holds on; one that refused does not."""
        if before.board_outcome == BoardOutcome.DECIDED and before.board_decided_on is not None:
            self.fields["board_decided_on"].help_text = _(
                "Udvalgets afgørelse %(day)s følger med; lad felterne stå tomme."
            ) % {"day": long_date(before.board_decided_on)}


class PlacementForm(BasisFields, HeardFields, StartForm):
    """A placement begins with what the law asks of it."""

    button = _("Start anbringelsen")
    draft_name = "placement"

    purpose = TextField(label=_("Formål (§§ 46 og 47)"), rows=3)
    expected_months = forms.IntegerField(
        label=_("Forventet varighed i måneder"), min_value=1, max_value=rules.LONGEST_PLACEMENT_MONTHS
    )
    urgent_ground = TextField(
        label=_("Akut: hvorfor kan det ikke vente?"),
        help_text=_("Så må noget bringes i orden bagefter, og du får en frist for det."),
        required=False,
        rows=3,
    )
    siblings_considered = TextField(label=_("Overvejelser om søskende (§ 21)"), required=False, rows=3)
    contact = TextField(label=_("Samvær og kontakt (§§ 103–105)"), rows=3)
    first_supervision_on = NearDayField(
        label=_("Første tilsyn (§ 156)"), help_text=_("Inden for seks måneder; mindst to besøg om året.")
    )
    foster_type = forms.ChoiceField(
        label=_("Type plejefamilie (§ 43)"),
        choices=[("", _("Ikke en plejefamilie")), *FosterType.choices],
        required=False,
    )
    is_address_secret = forms.BooleanField(label=_("Anbringelsesstedets adresse er hemmelig"), required=False)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, referral=referral, **kwargs)
        today = timezone.localdate()
        let_choose_basis(self, bases(referral.case.child.born_on, first=today, last=today + rules.LONGEST_AHEAD))
        self.fields["planned_end_on"].help_text = _(
            "Lad feltet stå tomt, så regnes den ud fra den forventede varighed."
        )
        if referral.offer is None or referral.offer.method not in rules.FOSTER_METHODS:
            del self.fields["foster_type"]
        self.helper.layout = Layout("submission", *(self._part(heading, names) for heading, names in PLACEMENT_PARTS))

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the act."""
        return with_heard(super().answers)

    def _part(self, heading: Any, names: list[str]) -> Fieldset:
        return Fieldset(str(heading), *(name for name in names if name in self.fields), css_class="form-part")


class ChangePlacementForm(PlacementForm):
    """A child moves from one placement to another; what still holds is carried over."""

    button = _("Skift anbringelse")
    draft_name = "change"

    text = TextField(
        label=_("Hvorfor flytter barnet?"),
        help_text=_("Den gamle anbringelse ophører den dag, den nye begynder."),
        rows=3,
    )

    def __init__(self, *args: Any, referral: Referral, previous: Placement, **kwargs: Any) -> None:
        kept = ("legal_basis", "purpose", "contact", "siblings_considered", "is_companion_right_told",
                "is_support_person_offered", "is_child_support_person_offered", "had_two_caseworkers")  # fmt: skip
        carried = {name: getattr(previous, name) for name in kept}
        kwargs["initial"] = carried | {"starts_on": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, referral=referral, **kwargs)
        latest = long_date(rules.supervision_due(supervised_since(previous)))
        self.fields["first_supervision_on"].help_text = (
            _("Senest %(day)s: skiftet giver ikke et nyt halvt år (§ 156).") % {"day": latest}
        )  # fmt: skip
        self.tell_what_follows(previous)


class ChangeBasisForm(BasisFields, HouseForm):
    """A child stays where it is, and what the stay rests on changes."""

    button = _("Skift retsgrundlag")
    draft_name = "basis"

    on = NearDayField(label=_("Gælder fra"), initial=timezone.localdate)
    reason = TextField(label=_("Hvorfor skifter grundlaget?"), rows=4)
    party_heard_on = NearDayField(
        label=_("Parterne hørt (forvaltningslovens § 19)"),
        required=False,
        help_text=_("Altid, når anbringelsen kommer til at hvile på udvalgets afgørelse."),
    )

    field_order = ["on", "legal_basis", "reason", "party_heard_on", "board_decided_on", "board_decision"]

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        offered = bases(placement.child.born_on, first=placement.rests_since, last=today)
        let_choose_basis(self, [basis for basis in offered if basis != placement.legal_basis])
        self.tell_what_follows(placement)


class EndForm(HouseForm):
    """Help ends."""

    button = _("Afslut indsatsen")
    draft_name = "end"

    ends_on = NearDayField(label=_("Sidste dag"), initial=timezone.localdate)
    reason = forms.ChoiceField(label=_("Hvorfor slutter den?"), choices=EndReason.choices, widget=forms.RadioSelect)
    text = TextField(label=_("Afsluttende vurdering"), help_text=_("Hvad er nået, og hvad skal fortsætte?"), rows=5)

    def __init__(self, *args: Any, ending: Ending | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(EndReason) if ending is None else reasons(ending)

    def offer_what_explains(self) -> None:
        """Show no reason that would be refused; one that is sent from an older page, the act answers in words."""
        let_choose(self, "reason", [(reason.value, reason.label) for reason in self.offered])


class BoardForm(HouseForm):
    """What the Board decided."""

    button = _("Registrér afgørelsen")
    draft_name = "board"

    on = NearDayField(label=_("Afgørelsens dato"), initial=timezone.localdate)
    outcome = forms.ChoiceField(
        label=_("Hvad besluttede udvalget?"), choices=BoardOutcome.choices, widget=forms.RadioSelect
    )
    text = TextField(label=_("Afgørelsens ordlyd"), rows=6)
