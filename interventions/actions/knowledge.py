"""The knowledge team: called with what the caseworker releases; it advises, and the authority decides (S3)."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from cases.access import must_write_in
from cases.models import Case, Child
from herning.accounts.models import User
from herning.accounts.permissions import Permission, Role
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken
from interventions import knowledge_rules as rules
from interventions.enums import MeetingStatus
from interventions.models import KnowledgeTeamInvitation, KnowledgeTeamMeeting


@action(Permission.CALL_KNOWLEDGE_TEAM)
def call_knowledge_team(
    *,
    case: Case,
    meets_on: date,
    meets_at: time | None,
    place: str,
    summary: str,
    question: str,
    agenda: str,
    leaders: Iterable[User],
    on: date,
    by: User,
) -> KnowledgeTeamMeeting:
    """Call provider leaders to a meeting on one case; they read what is released here and nothing else."""
    must_write_in(case, by)
    released = _released(case.child, summary=summary, question=question, agenda=agenda)
    rules.must_lie_ahead(meets_on, on=on)
    meeting = KnowledgeTeamMeeting.objects.create(
        case=case, meets_on=meets_on, meets_at=meets_at, place=place.strip(), called_on=on, called_by=by, **released
    )
    record("knowledge_team.called", meeting, by=by)
    _invite_only(meeting, leaders, on=on, by=by)
    return meeting


@action(Permission.CALL_KNOWLEDGE_TEAM)
def change_knowledge_team(
    *,
    meeting: KnowledgeTeamMeeting,
    meets_on: date,
    meets_at: time | None,
    place: str,
    summary: str,
    question: str,
    agenda: str,
    leaders: Iterable[User],
    on: date,
    by: User,
) -> KnowledgeTeamMeeting:
    """Move a meeting, put its papers right, invite more leaders or take invitations back."""
    fresh = _locked(meeting, by)
    rules.must_be_planned(fresh.status)
    released = _released(fresh.case.child, summary=summary, question=question, agenda=agenda)
    if meets_on != fresh.meets_on:
        rules.must_lie_ahead(meets_on, on=on)
    changes = {"meets_on": meets_on, "meets_at": meets_at, "place": place.strip(), **released}
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(changes))
    record("knowledge_team.changed", fresh, by=by)
    _invite_only(fresh, leaders, on=on, by=by)
    return fresh


@action(Permission.CALL_KNOWLEDGE_TEAM)
def cancel_knowledge_team(*, meeting: KnowledgeTeamMeeting, reason: str, by: User) -> KnowledgeTeamMeeting:
    """Call a meeting off; from now on nobody invited reads its papers."""
    fresh = _locked(meeting, by)
    rules.must_become(fresh.status, MeetingStatus.CANCELLED)
    why = must_say(reason, field="reason", ask=_("Skriv, hvorfor mødet aflyses."))
    fresh.status = MeetingStatus.CANCELLED
    fresh.save(update_fields=["status"])
    record("knowledge_team.cancelled", fresh, by=by, why=why)
    return fresh


@action(Permission.CALL_KNOWLEDGE_TEAM)
def record_advice(
    *, meeting: KnowledgeTeamMeeting, advice: str, decision: str, attended: Iterable[User], on: date, by: User
) -> KnowledgeTeamMeeting:
    """Write what the team advised and what the caseworker does with it; the papers close for those invited."""
    fresh = _locked(meeting, by)
    rules.must_become(fresh.status, MeetingStatus.HELD)
    rules.must_have_been(fresh.meets_on, on=on)
    fresh.advice = must_say(advice, field="advice", ask=_("Skriv, hvad vidensteamet rådede til."))
    fresh.decision = must_say(
        decision, field="decision", ask=_("Skriv, hvad du gør med rådet, og hvorfor. Det er dig, der beslutter.")
    )
    fresh.status, fresh.recorded_on, fresh.recorded_by = MeetingStatus.HELD, on, by
    fresh.save(update_fields=["advice", "decision", "status", "recorded_on", "recorded_by"])
    present = {leader.pk for leader in attended}
    for invitation in fresh.invitations.filter(withdrawn_on=None):
        invitation.attended = invitation.leader_id in present
        invitation.save(update_fields=["attended"])
    record("knowledge_team.advised", fresh, by=by)
    return fresh


def _locked(meeting: KnowledgeTeamMeeting, by: User) -> KnowledgeTeamMeeting:
    """The meeting with its row locked, in an open case that the person reaches."""
    meetings = KnowledgeTeamMeeting.objects.select_for_update(of=("self",)).select_related("case__child")
    fresh = meetings.get(pk=meeting.pk)
    must_write_in(fresh.case, by)
    return fresh


def _released(child: Child, **texts: str) -> dict[str, str]:
    rules.must_be_releasable(texts, protected_address=child.address if child.is_address_protected else "")
    return {
        "summary": must_say(
            texts["summary"], field="summary", ask=_("Skriv et resumé. Deltagerne ser det og ikke sagen.")
        ),
        "question": must_say(texts["question"], field="question", ask=_("Skriv, hvad du vil have råd om.")),
        "agenda": texts["agenda"].strip(),
    }


def _invite_only(meeting: KnowledgeTeamMeeting, leaders: Iterable[User], *, on: date, by: User) -> None:
    """Let exactly these leaders be invited; each invitation given or taken back is its own event."""
    wanted = {leader.pk: leader for leader in leaders}
    if not wanted:
        raise RuleBroken(_("Invitér mindst én afdelingsleder."), field="leaders")
    if any(leader.role != Role.PROVIDER_LEADER or not leader.is_active for leader in wanted.values()):
        raise RuleBroken(_("Kun afdelingsledere kan inviteres til et vidensteam."), field="leaders")
    known: dict[int, Any] = {row.leader_id: row for row in meeting.invitations.select_for_update()}
    for pk, invitation in known.items():
        if invitation.withdrawn_on is None and pk not in wanted:
            # Whoever was invited later than "today" by another clock is still withdrawn after the invitation.
            invitation.withdrawn_on = max(on, invitation.invited_on)
            invitation.save(update_fields=["withdrawn_on"])
            record("knowledge_team.invitation_withdrawn", invitation, by=by)
    for pk, leader in wanted.items():
        invitation = known.get(pk)
        if invitation is None:
            invitation = KnowledgeTeamInvitation.objects.create(meeting=meeting, leader=leader, invited_on=on)
        elif invitation.withdrawn_on is not None:
            invitation.invited_on, invitation.withdrawn_on = on, None
            invitation.save(update_fields=["invited_on", "withdrawn_on"])
        else:
            continue
        record("knowledge_team.invited", invitation, by=by)
