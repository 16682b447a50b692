"""What is filled in about a concern."""

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import ConcernOutcome, ReporterKind
from cases.forms.days import DoneAtField, DoneOnField
from cases.models import Case, Concern
from herning.accounts.models import User
from herning.accounts.permissions import Role
from herning.web.forms import HouseForm, TextField


class NewConcernForm(HouseForm):
    """A concern as it came in."""

    button = _("Registrér underretningen")
    draft_name = "concern"

    received_at = DoneAtField(label=_("Modtaget"), help_text=_("Fristerne på 24 timer og seks hverdage løber herfra."))
    reporter_kind = forms.ChoiceField(label=_("Hvem underretter"), choices=[("", _("Vælg …")), *ReporterKind.choices])
    reporter_name = forms.CharField(label=_("Underretterens navn"), max_length=120, required=False)
    reporter_contact = forms.CharField(
        label=_("Telefon eller e-mail"), max_length=200, required=False, help_text=_("Bruges, når I kvitterer.")
    )
    text = TextField(label=_("Hvad er bekymringen"), rows=8)


class AssessConcernForm(HouseForm):
    """Whether the child is in danger."""

    button = _("Gem vurderingen")
    draft_name = "assess_concern"

    is_in_danger = forms.TypedChoiceField(
        label=_("Er barnet i fare?"),
        choices=[("yes", _("Ja, der skal handles straks")), ("no", _("Nej, ikke akut"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    assessment = TextField(label=_("Hvad bygger vurderingen på"))
    assessed_at = DoneAtField(label=_("Vurderet"))

    @property
    def answers(self) -> dict[str, Any]:
        """The keywords of the action."""
        said = super().answers
        return {"at": said.pop("assessed_at"), **said}


class AcknowledgeConcernForm(HouseForm):
    """When the reporter was told."""

    button = _("Registrér kvitteringen")

    on = DoneOnField(label=_("Kvitteret"))


class DecideConcernForm(HouseForm):
    """What becomes of a concern; a child with an open case cannot be given another."""

    button = _("Gem afgørelsen")
    draft_name = "decide_concern"

    outcome = forms.ChoiceField(label=_("Hvad skal der ske"), widget=forms.RadioSelect)
    caseworker = forms.ModelChoiceField(
        User.objects.none(), label=_("Sagens rådgiver"), required=False, help_text=_("Kun når en ny sag åbnes.")
    )
    reason = TextField(label=_("Begrundelse"))
    protection = TextField(
        label=_("Hvad er der gjort for at beskytte barnet"),
        required=False,
        help_text=_("Barnet er vurderet i fare. Skal skrives, når underretningen ikke giver anledning til mere."),
    )
    on = DoneOnField(label=_("Afgjort"))

    def __init__(self, *args: Any, concern: Concern, open_case: Case | None, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_case = open_case
        if not concern.is_in_danger:
            del self.fields["protection"]
        outcome: Any = self.fields["outcome"]
        outcome.choices = _outcomes(open_case)
        if open_case is not None:
            del self.fields["caseworker"]
            return
        caseworker: Any = self.fields["caseworker"]
        caseworker.queryset = User.objects.with_role(Role.CASEWORKER).filter(team_id=concern.team_id)
        caseworker.queryset = caseworker.queryset.order_by("sort_name", "pk")
        if person.role == Role.CASEWORKER:
            caseworker.initial = person.pk


def _outcomes(open_case: Case | None) -> list[tuple[str, Any]]:
    if open_case is not None:
        first = (ConcernOutcome.JOINED.value, _("Læg underretningen til barnets åbne sag"))
    else:
        first = (ConcernOutcome.OPENED.value, _("Åbn en ny sag"))
    return [first, (ConcernOutcome.NONE.value, _("Underretningen giver ikke anledning til mere"))]


class CaseworkerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's own class takes none at run time
    """A caseworker, with the number of open cases beside the name: the norm is 20–25."""

    def label_from_instance(self, obj: Any) -> str:
        """The name, the team and the caseload."""
        return f"{obj.name} · {obj.team} · {obj.open_cases}"


class AssignForm(HouseForm):
    """Another caseworker for a case."""

    button = _("Fordel sagen")

    caseworker = CaseworkerField(
        User.objects.none(), label=_("Ny rådgiver"), help_text=_("Tallet er rådgiverens åbne sager. Normen er 20–25.")
    )
    reason = TextField(label=_("Hvorfor skifter sagen rådgiver"))
    on = DoneOnField(label=_("Fra"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        caseworker: Any = self.fields["caseworker"]
        caseworker.queryset = (
            User.objects.with_role(Role.CASEWORKER)
            .exclude(pk=case.caseworker_id)
            .select_related("team")
            .annotate(open_cases=Count("cases", filter=Q(cases__closed_on=None)))
            .order_by("team__sort_name", "sort_name", "pk")
        )


class OpenWithReasonForm(HouseForm):
    """A look into another's case."""

    button = _("Åbn sagen i 24 timer")

    reason = TextField(label=_("Hvorfor har du brug for at se sagen"), rows=3)
