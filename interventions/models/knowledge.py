"""The knowledge team (vidensteam): provider leaders advise on one case; the authority decides."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.audit.history import keeps_history
from interventions.enums import MeetingStatus


class KnowledgeTeamMeetingQuerySet(models.QuerySet["KnowledgeTeamMeeting"]):
    """Which meetings."""

    def planned(self) -> "KnowledgeTeamMeetingQuerySet":
        """Those still to be held."""
        return self.filter(status=MeetingStatus.PLANNED)

    def open_to(self, user: Any, *, on: date) -> "KnowledgeTeamMeetingQuerySet":
        """Those an invited provider leader may read: until the meeting is over, the day of it included."""
        return self.planned().filter(meets_on__gte=on, invitations__leader=user, invitations__withdrawn_on=None)

    def visible_to(self, user: Any) -> "KnowledgeTeamMeetingQuerySet":
        """Those of visible cases; invited leaders ask `open_to`."""
        return self.filter(case__in=Case.objects.visible_to(user))


@keeps_history()
class KnowledgeTeamMeeting(models.Model):
    """One meeting on one case: the summary the caseworker releases, the question, the advice and what became of it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="knowledge_team_meetings", verbose_name=_("sag"))
    status = models.CharField(_("status"), max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    meets_on = models.DateField(_("dag"))
    meets_at = models.TimeField(_("klokken"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=160, blank=True)
    summary = models.TextField(_("resumé, som deltagerne må se"))
    question = models.TextField(_("hvad vil du have råd om"))
    agenda = models.TextField(_("dagsorden"), blank=True)
    called_on = models.DateField(_("indkaldt"))
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    advice = models.TextField(_("råd"), blank=True)
    decision = models.TextField(_("hvad rådgiveren gør med rådet"), blank=True)
    recorded_on = models.DateField(_("skrevet"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    # By what right it was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = KnowledgeTeamMeetingQuerySet.as_manager()

    class Privacy:
        personal = {"case", "summary", "question", "agenda", "advice", "decision"}
        plain = {
            "id", "status", "meets_on", "meets_at", "place", "called_on", "called_by", "recorded_on", "recorded_by",
        }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["case", "-meets_on"], name="knowledge_team_of_case")]
        constraints = [
            models.CheckConstraint(condition=~Q(summary="") & ~Q(question=""), name="meeting_has_summary_and_question"),
            models.CheckConstraint(
                condition=Q(status="held", recorded_on__isnull=False, recorded_by__isnull=False) & ~Q(advice="")
                | (~Q(status="held") & Q(recorded_on__isnull=True, recorded_by__isnull=True, advice="")),
                name="held_meeting_has_advice",
            ),
        ]

    def __str__(self) -> str:
        return f"vidensteam {self.meets_on}"

    @property
    def case_number(self) -> str:
        """The case it is about."""
        return self.case.number


@keeps_history()
class KnowledgeTeamInvitation(models.Model):
    """One provider leader invited to one meeting; the right to read ends with the meeting or when it is withdrawn."""

    meeting = models.ForeignKey(
        KnowledgeTeamMeeting, models.PROTECT, related_name="invitations", verbose_name=_("møde")
    )
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="knowledge_team_invitations", verbose_name=_("leder")
    )
    invited_on = models.DateField(_("inviteret"))
    withdrawn_on = models.DateField(_("trukket tilbage"), null=True, blank=True)
    attended = models.BooleanField(_("deltog"), null=True, blank=True)

    class Privacy:
        personal = {"meeting"}
        plain = {"id", "leader", "invited_on", "withdrawn_on", "attended"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "leader"], name="one_invitation_per_meeting_and_leader"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("invited_on")),
                name="invitation_is_withdrawn_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader} · {self.meeting}"

    @property
    def case_number(self) -> str:
        """The case of the meeting."""
        return self.meeting.case_number
