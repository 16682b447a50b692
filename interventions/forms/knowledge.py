"""The knowledge team: calling it, calling it off, and writing down its advice."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import User
from herning.accounts.permissions import Role
from herning.web.forms import HouseForm, TextField, let_choose
from interventions.forms.days import NearDayField
from interventions.models import KnowledgeTeamMeeting


class Leaders(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django itself takes no type here
    """Provider leaders, shown with the departments they lead."""

    def label_from_instance(self, leader: User) -> str:
        """The name, then where the person leads."""
        departments = ", ".join(department.name for department in leader.departments.all())
        return f"{leader.name} · {departments}" if departments else leader.name


class MeetingForm(HouseForm):
    """What is released, and to whom."""

    button = _("Indkald vidensteamet")
    draft_name = "knowledge_team"

    summary = TextField(
        label=_("Resumé, som deltagerne må se"),
        rows=8,
        help_text=_(
            "Deltagerne ser resuméet, spørgsmålet og dagsordenen, barnets initialer og alder – ikke sagen. "
            "Skriv ikke CPR-nummer, navne eller adresse."
        ),
    )
    question = TextField(label=_("Hvad vil du have råd om?"), rows=3)
    agenda = TextField(label=_("Dagsorden"), rows=3, required=False)
    meets_on = NearDayField(label=_("Dag"))
    meets_at = forms.TimeField(
        label=_("Klokken"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Sted"), max_length=160, required=False)
    leaders = Leaders(
        User.objects.none(),
        label=_("Hvem inviterer du?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("De kan læse papirerne, til mødet er holdt eller aflyst, dog højst til og med dagen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = User.objects.with_role(Role.PROVIDER_LEADER).prefetch_related("departments")
        let_choose(self, "leaders", leaders.order_by("sort_name", "pk"))


class ChangeMeetingForm(MeetingForm):
    """A meeting that is called already."""

    button = _("Gem mødet")
    draft_name = ""


class CancelMeetingForm(HouseForm):
    """Why a meeting is called off."""

    button = _("Aflys mødet")

    reason = TextField(label=_("Hvorfor aflyses mødet?"), rows=3, max_length=2000)


class AdviceForm(HouseForm):
    """What the team advised and what comes of it."""

    button = _("Gem rådet")
    draft_name = "advice"

    advice = TextField(label=_("Hvad rådede vidensteamet til?"), rows=6)
    decision = TextField(
        label=_("Hvad gør du med rådet?"),
        rows=4,
        help_text=_("Vidensteamet råder; du beslutter. Skriv hvorfor, også når du gør noget andet."),
    )
    attended = Leaders(
        User.objects.none(), label=_("Hvem var med?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, meeting: KnowledgeTeamMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited = User.objects.get_queryset().filter(
            knowledge_team_invitations__meeting=meeting, knowledge_team_invitations__withdrawn_on=None
        )
        let_choose(self, "attended", invited.prefetch_related("departments").order_by("sort_name", "pk"))
