"""The knowledge team: the case's own page of its meetings, and the one page an invited leader reads."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.access import case_for, open_case_for
from cases.header import header
from cases.models import Case
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.access import invited_meeting_for, meeting_for
from interventions.enums import MeetingStatus
from interventions.forms.knowledge import AdviceForm, CancelMeetingForm, ChangeMeetingForm, MeetingForm
from interventions.knowledge_rules import initials
from interventions.models import KnowledgeTeamMeeting

TAB = "interventions:interventions"
PAPERS = ("summary", "question", "agenda", "meets_on", "meets_at", "place")


@page(Permission.SEE_CASE, load=case_for)
def knowledge_team(request: Request, case: Case) -> HttpResponse:
    """The meetings on a case, newest first, with who was invited, the advice and what came of it."""
    meetings = KnowledgeTeamMeeting.objects.visible_to(request.user).filter(case=case)
    context = {
        "case": case,
        "header": header(request, case, tab=TAB),
        "meetings": list(meetings.prefetch_related("invitations__leader").order_by("-meets_on", "-pk")),
        "may_call": case.is_open and request.user.may(Permission.CALL_KNOWLEDGE_TEAM),
        "today": timezone.localdate(),
        "planned": MeetingStatus.PLANNED,
    }
    return show(request, "interventions/knowledge_team.html", context)


@page(Permission.CALL_KNOWLEDGE_TEAM, load=open_case_for)
def call_knowledge_team(request: Request, case: Case) -> HttpResponse:
    """Release a summary and invite provider leaders."""
    form = MeetingForm.at(request, about=case.number)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.call_knowledge_team(case=case, on=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Vidensteamet er indkaldt."))
            return redirect("interventions:knowledge_team", case.number)
    return _on_case(request, form, case, _("Indkald et vidensteam"))


@page(Permission.CALL_KNOWLEDGE_TEAM, load=meeting_for)
def change_knowledge_team(request: Request, meeting: KnowledgeTeamMeeting) -> HttpResponse:
    """Move a meeting, put its papers right, invite or take invitations back."""
    typed: dict[str, Any] = {name: getattr(meeting, name) for name in PAPERS}
    typed["leaders"] = [row.leader_id for row in meeting.invitations.all() if row.withdrawn_on is None]
    form = ChangeMeetingForm.at(request, initial=typed)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_knowledge_team(meeting=meeting, on=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Mødet er rettet."))
            return redirect("interventions:knowledge_team", meeting.case.number)
    return _on_case(request, form, meeting.case, _("Ret mødet"))


@page(Permission.CALL_KNOWLEDGE_TEAM, load=meeting_for)
def cancel_knowledge_team(request: Request, meeting: KnowledgeTeamMeeting) -> HttpResponse:
    """Call a meeting off; the page says what that means."""
    form = CancelMeetingForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.cancel_knowledge_team(meeting=meeting, by=request.user, **form.answers)
            messages.success(request, _("Mødet er aflyst."))
            return redirect("interventions:knowledge_team", meeting.case.number)
    lead = _("De inviterede kan ikke længere læse papirerne. Resuméet bliver på sagen.")
    return _on_case(request, form, meeting.case, _("Aflys mødet"), lead=lead)


@page(Permission.CALL_KNOWLEDGE_TEAM, load=meeting_for)
def record_advice(request: Request, meeting: KnowledgeTeamMeeting) -> HttpResponse:
    """Write down the advice and what the caseworker does with it."""
    invited = [row.leader_id for row in meeting.invitations.all() if row.withdrawn_on is None]
    form = AdviceForm.at(
        request, about=f"{meeting.case.number}:{meeting.pk}", meeting=meeting, initial={"attended": invited}
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.record_advice(meeting=meeting, on=timezone.localdate(), by=request.user, **form.answers)
            messages.success(request, _("Rådet er skrevet."))
            return redirect("interventions:knowledge_team", meeting.case.number)
    return _on_case(request, form, meeting.case, _("Skriv rådet"), quote=meeting.question)


@page(Permission.JOIN_KNOWLEDGE_TEAM, load=invited_meeting_for)
def meeting(request: Request, meeting: KnowledgeTeamMeeting) -> HttpResponse:
    """The papers as an invited leader reads them: what was released, the child's initials and age."""
    today = timezone.localdate()
    child = meeting.case.child
    context = {
        "meeting": meeting,
        "initials": initials(child.name),
        "age_text": child.age_text(on=today),
        "leaders": [row.leader.name for row in meeting.invitations.all() if row.withdrawn_on is None],
        "today": today,
    }
    return show(request, "interventions/meeting.html", context)


def _on_case(request: Request, form: Any, case: Case, heading: str, **more: Any) -> HttpResponse:
    context = {"form": form, "case": case, "header": header(request, case, tab=TAB), "heading": heading, **more}
    return show(request, "interventions/knowledge_form.html", context)
