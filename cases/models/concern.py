"""A concern (underretning): somebody is worried about a child."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.enums import ConcernOutcome, ReporterKind
from cases.models.case import Case
from cases.models.child import Child
from cases.models.investigation import ChildInvestigation
from herning.accounts.models import District, Team
from herning.accounts.permissions import Role
from herning.audit.history import keeps_history


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Which concerns."""

    def visible_to(self, user: Any) -> "ConcernQuerySet":
        """The own team's, and those of a case within reach, for caseworkers and leaders; providers never see one."""
        if user.role in {Role.CASEWORKER, Role.TEAM_LEADER}:
            of_team = Concern.objects.filter(team_id=user.team_id).values("pk")
            of_cases = Concern.objects.filter(case__in=Case.objects.visible_to(user).values("pk")).values("pk")
            # Both by their index; an OR of the two would read every concern there is.
            return self.filter(pk__in=of_team.union(of_cases))
        return self.none()

    def undecided(self) -> "ConcernQuerySet":
        """Those of which nothing has become yet."""
        return self.filter(outcome="")

    def not_assessed(self) -> "ConcernQuerySet":
        """Those whose danger nobody has assessed (§ 136: within 24 hours)."""
        return self.filter(assessed_at=None)

    def not_acknowledged(self) -> "ConcernQuerySet":
        """Those whose reporter can be and has not been told that it was received (§ 137: within 6 working days)."""
        return self.filter(acknowledged_on=None).exclude(reporter_kind=ReporterKind.ANONYMOUS)

    def with_investigated(self) -> "ConcernQuerySet":
        """Each with `is_investigated`: its case has an investigation that runs, or was finished after it came."""
        of_case = ChildInvestigation.objects.filter(case=OuterRef("case"))
        covering = of_case.filter(Q(finished_on=None) | Q(finished_on__gt=OuterRef("received_on")))
        return self.annotate(received_on=TruncDate("received_at"), is_investigated=Exists(covering))

    def to_investigate(self) -> "ConcernQuerySet":
        """Those of an open case that say the child is in danger and have led to no investigation (§ 20)."""
        told: Any = self.filter(case__isnull=False, case__closed_on=None, is_in_danger=True).with_investigated()
        found: ConcernQuerySet = told.filter(is_investigated=False)
        return found


@keeps_history()
class Concern(models.Model):
    """A report of worry about one child, with its two clocks: 24 hours (§ 136) and six working days (§ 137)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="concerns", verbose_name=_("barn"))
    team = models.ForeignKey(Team, models.PROTECT, related_name="concerns", verbose_name=_("team"))
    district = models.ForeignKey(District, models.PROTECT, related_name="concerns", verbose_name=_("distrikt"))
    received_at = models.DateTimeField(_("modtaget"))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reporter_kind = models.CharField(_("hvem underretter"), max_length=20, choices=ReporterKind.choices)
    reporter_name = models.CharField(_("underretterens navn"), max_length=120, blank=True)
    reporter_contact = models.CharField(_("underretterens kontakt"), max_length=200, blank=True)
    text = models.TextField(_("hvad er bekymringen"))
    assessed_at = models.DateTimeField(_("vurderet"), null=True, blank=True)
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_in_danger = models.BooleanField(_("barnet er i fare"), null=True, blank=True)
    assessment = models.TextField(_("vurdering"), blank=True)
    acknowledged_on = models.DateField(_("kvitteret"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("udfald"), max_length=10, choices=ConcernOutcome.choices, blank=True)
    outcome_reason = models.TextField(_("begrundelse"), blank=True)
    # Always said where a child in danger is left without a case, save where that was decided before it was asked.
    protection = models.TextField(_("hvad er der gjort for at beskytte barnet"), blank=True, default="", db_default="")
    decided_on = models.DateField(_("afgjort"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="concerns", verbose_name=_("sag")
    )

    objects = ConcernQuerySet.as_manager()

    class Privacy:
        personal = {
            "child", "reporter_name", "reporter_contact", "text", "is_in_danger", "assessment", "outcome_reason",
            "protection", "case",
        }  # fmt: skip
        plain = {
            "id", "team", "district", "received_at", "registered_by", "reporter_kind", "assessed_at", "assessed_by",
            "acknowledged_on", "acknowledged_by", "outcome", "decided_on", "decided_by",
        }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["team", "received_at"], condition=Q(outcome=""), name="undecided_concern_of_team"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(assessed_at__isnull=True, assessed_by__isnull=True, is_in_danger__isnull=True)
                | Q(assessed_at__isnull=False, assessed_by__isnull=False, is_in_danger__isnull=False),
                name="assessment_says_when_who_and_what",
            ),
            models.CheckConstraint(
                condition=Q(assessed_at=None) | Q(assessed_at__gte=F("received_at")), name="assessed_after_received"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_on__isnull=False, acknowledged_by__isnull=False),
                name="acknowledgement_says_when_and_who",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True, decided_by__isnull=True)
                | (~Q(outcome="") & Q(decided_on__isnull=False, decided_by__isnull=False, assessed_at__isnull=False)),
                name="decided_concern_was_assessed",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "none"], case__isnull=True)
                | Q(outcome__in=["joined", "opened"], case__isnull=False),
                name="concern_leads_to_its_case",
            ),
        ]

    def __str__(self) -> str:
        return f"underretning {self.pk}"

    @property
    def case_number(self) -> str:
        """The case it led to, or an empty text."""
        return self.case.number if self.case else ""

    @property
    def assess_by(self) -> datetime:
        """When the danger must have been assessed: 24 hours after it was received (Barnets lov § 136)."""
        return self.received_at + timedelta(hours=rules.DANGER_HOURS)
