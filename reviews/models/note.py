"""The follow-up note (opfølgningsnotat): what the provider writes between reviews."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.audit.history import keeps_history
from interventions.models import Intervention
from reviews.enums import Proposal


class FollowUpNoteQuerySet(models.QuerySet["FollowUpNote"]):
    """Which notes."""

    def visible_to(self, user: Any) -> "FollowUpNoteQuerySet":
        """Those of visible cases; to a provider the own departments' only."""
        if user.is_provider:
            return self.filter(intervention__department_id__in=user.department_ids)
        return self.filter(intervention__case__in=Case.objects.visible_to(user))


@keeps_history()
class FollowUpNote(models.Model):
    """A provider's note on one intervention; amended by a new note, never edited."""

    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="notes", verbose_name=_("indsats"))
    on = models.DateField(_("dato"))
    text = models.TextField(_("hvad er der sket siden sidst"))
    attendance = models.CharField(_("fremmøde"), max_length=160, blank=True)
    days_planned = models.PositiveSmallIntegerField(_("aftalte dage"), null=True, blank=True)
    days_attended = models.PositiveSmallIntegerField(_("fremmødte dage"), null=True, blank=True)
    proposal = models.CharField(_("forslag"), max_length=10, choices=Proposal.choices, blank=True)
    proposal_reason = models.TextField(_("begrundelse for forslaget"), blank=True)
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("skrevet"), auto_now_add=True)

    objects = FollowUpNoteQuerySet.as_manager()

    class Privacy:
        personal = {
            "intervention", "text", "attendance", "days_planned", "days_attended", "proposal", "proposal_reason",
        }  # fmt: skip
        plain = {"id", "on", "amends", "written_by", "written_at"}

    class Meta:
        indexes = [models.Index(fields=["intervention", "-on"], name="note_of_intervention")]
        constraints = [
            models.CheckConstraint(
                condition=Q(days_planned__isnull=True, days_attended__isnull=True)
                | Q(days_planned__isnull=False, days_attended__isnull=False, days_attended__lte=F("days_planned")),
                name="attendance_within_what_was_agreed",
            )
        ]

    def __str__(self) -> str:
        return f"opfølgningsnotat {self.on}"

    @property
    def case_number(self) -> str:
        """The case of the intervention."""
        return self.intervention.case_number
