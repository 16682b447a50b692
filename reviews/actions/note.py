"""Writing a follow-up note."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions.access import must_deliver
from interventions.models import Intervention
from reviews import rules
from reviews.models import FollowUpNote, SubGoal, SubGoalScore


@action(Permission.WRITE_FOLLOW_UP_NOTE)
def write_follow_up_note(
    *,
    intervention: Intervention,
    on: date,
    text: str,
    attendance: str = "",
    days_planned: int | None = None,
    days_attended: int | None = None,
    proposal: str = "",
    proposal_reason: str = "",
    scores: dict[int, int],
    by: User,
    amends: FollowUpNote | None = None,
) -> FollowUpNote:
    """Say what has happened since last time, score the sub-goals, and propose where the help should go."""
    must_deliver(intervention, by)
    must_say(text, ask=_("Skriv hvad der er sket siden sidst."), field="text")
    must_be_in_order(on, intervention.starts_on, what=_("indsatsen begyndte"), field="on")
    if intervention.ends_on is not None and on > intervention.ends_on:
        raise RuleBroken(_("Indsatsen var afsluttet den dag."), field="on")
    rules.must_be_attendance(days_planned, days_attended)
    rules.must_be_reasoned(proposal, proposal_reason)
    in_force = set(SubGoal.objects.in_force(intervention.case).values_list("pk", flat=True))
    rules.must_be_scores(scores, in_force=in_force)
    if amends is not None and amends.intervention_id != intervention.pk:
        raise RuleBroken(_("Notatet, der rettes, hører til en anden indsats."))
    written = {
        "on": on, "text": text, "attendance": attendance, "days_planned": days_planned, "days_attended": days_attended,
        "proposal": proposal, "proposal_reason": proposal_reason,
    }  # fmt: skip
    if amends is not None and _says_the_same(amends, written, scores):
        raise RuleBroken(_("Intet er rettet. Ret det, der skal være anderledes, eller lad notatet stå."), field="text")
    note = FollowUpNote.objects.create(intervention=intervention, amends=amends, written_by=by, **written)
    SubGoalScore.objects.bulk_create(
        SubGoalScore(sub_goal_id=sub_goal, note=note, on=on, score=score) for sub_goal, score in scores.items()
    )
    record("follow_up_note.written", note, by=by)
    return note


def _says_the_same(note: FollowUpNote, written: dict[str, Any], scores: dict[int, int]) -> bool:
    """Whether nothing is changed; the forms send lines broken as browsers break them."""
    kept = {name: _plain(getattr(note, name)) for name in written}
    scored = dict(note.scores.values_list("sub_goal_id", "score"))
    return kept == {name: _plain(said) for name, said in written.items()} and scored == scores


def _plain(said: Any) -> Any:
    return said.replace("\r\n", "\n").strip() if isinstance(said, str) else said
