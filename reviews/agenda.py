"""The agenda of a review, filled from what has been written since the last one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cases.models import Case, ChildConversation
from interventions.models import Intervention, Step
from interventions.standing import number_offset
from reviews import rules
from reviews.models import Agreement, FollowUpNote, Participant, Review
from reviews.progress import Progress, progress_in
from reviews.silent import silent


@dataclass(frozen=True, slots=True)
class Attendance:
    """How much of what was agreed the child came to, at one offer since the last review."""

    help: Intervention
    attended: int
    planned: int

    @property
    def missed(self) -> int:
        """The days not come to."""
        return self.planned - self.attended


@dataclass
class Agenda:
    """What lies on the table when a review is held."""

    last: Review | None
    notes: list[FollowUpNote]
    silent: list[Intervention]
    goals: list[Progress]
    helps: list[Intervention]
    heard: ChildConversation | None
    steps: list[Step]
    offset: int
    next_due_on: date
    # Promises made earlier and not yet settled, and who is asked to the meeting.
    promises: list[Agreement]
    asked: list[Participant]

    @property
    def views(self) -> list[Participant]:
        """Those asked who have written beforehand."""
        return [participant for participant in self.asked if participant.view]

    @property
    def attendances(self) -> list[Attendance]:
        """The days come to since the last review, for each offer that has counted them."""
        return attendances(self.notes)

    @property
    def current(self) -> Intervention | None:
        """The help that holds the child on its step."""
        return self.helps[0] if self.helps else None


def agenda(review: Review, *, on: date) -> Agenda:
    """Gather the agenda in a constant number of queries."""
    case = review.case
    last = last_held(case)
    helps = list(
        Intervention.objects.filter(case=case)
        .active(on=on)
        .select_related("offer", "department", "step", "next_step", "next_offer", "placement__child")
        .order_by("-step", "-starts_on", "-pk")
    )
    weeks = case.review_weeks or (helps[0].step.review_weeks if helps else None)
    return Agenda(
        last=last,
        notes=list(notes_since(case, last)),
        silent=list(
            silent(Intervention.objects.filter(case=case), on=on).select_related(
                "offer", "department", "placement__child"
            )
        ),
        goals=progress_in(case),
        helps=helps,
        heard=case.conversations.filter(is_held=True).order_by("-on", "-pk").first(),
        steps=list(Step.objects.order_by("number")),
        offset=number_offset(),
        next_due_on=rules.proposed_next(on, weeks),
        promises=list(open_promises(case)),
        asked=list(review.participants.filter(Q(cancelled_at=None) | ~Q(view="")).order_by("kind", "pk")),
    )


def last_held(case: Case) -> Review | None:
    """The newest held review of a case."""
    return Review.objects.held().filter(case=case).order_by("-held_on", "-pk").first()


def notes_since(case: Case, last: Review | None) -> "QuerySet[FollowUpNote, Any]":
    """The provider notes written after the last held review, oldest first; those that were corrected are left out."""
    notes = FollowUpNote.objects.filter(intervention__case=case, amendments=None)
    if last is not None:
        notes = notes.filter(on__gt=last.held_on)
    return (
        notes.select_related(
            "intervention__offer", "intervention__department", "intervention__placement__child", "written_by"
        )
        .prefetch_related("scores__sub_goal")
        .order_by("on", "pk")
    )


def open_promises(case: Case) -> "QuerySet[Agreement, Any]":
    """What was promised at the case's reviews and is neither kept nor given up, the oldest first."""
    return Agreement.objects.open().filter(review__case=case).select_related("review").order_by("review__held_on", "pk")


def attendances(notes: Iterable[FollowUpNote]) -> list[Attendance]:
    """The days of the notes put together by offer; a note without days says nothing about attendance."""
    found: dict[int, Attendance] = {}
    for note in notes:
        if note.days_planned is None or note.days_attended is None:
            continue
        so_far = found.get(note.intervention_id) or Attendance(note.intervention, 0, 0)
        found[note.intervention_id] = Attendance(
            so_far.help, so_far.attended + note.days_attended, so_far.planned + note.days_planned
        )
    return list(found.values())
