"""What the provider writes about a whole course: the treatment plan before it, the report after it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.audit.history import keeps_history
from interventions.models import Intervention
from reviews.enums import Proposal


class OfInterventionQuerySet(models.QuerySet[Any]):
    """Which of a provider's papers."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible cases; to a provider the own departments' only."""
        if user.is_provider:
            return self.filter(intervention__department_id__in=user.department_ids)
        return self.filter(intervention__case__in=Case.objects.visible_to(user))


class TreatmentPlanQuerySet(OfInterventionQuerySet):
    """Which treatment plans."""

    def in_force(self) -> "TreatmentPlanQuerySet":
        """Those no other plan has replaced: one of each help."""
        return self.filter(replaced_on=None)


@keeps_history()
class TreatmentPlan(models.Model):
    """The provider's plan (behandlingsplan) with its exit strategy; a new one replaces the one in force."""

    intervention = models.ForeignKey(
        Intervention, models.PROTECT, related_name="treatment_plans", verbose_name=_("indsats")
    )
    aims = models.TextField(_("hvad arbejder vi hen imod"))
    methods = models.TextField(_("hvordan"))
    exit_strategy = models.TextField(_("hvordan kommer barnet videre"))
    agreed_on = models.DateField(_("lavet"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("skrevet"), auto_now_add=True)
    replaced_on = models.DateField(_("afløst"), null=True, blank=True)

    objects = TreatmentPlanQuerySet.as_manager()

    class Privacy:
        personal = {"intervention", "aims", "methods", "exit_strategy"}
        plain = {"id", "agreed_on", "written_by", "written_at", "replaced_on"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intervention"], condition=Q(replaced_on=None), name="one_treatment_plan_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(aims="") & ~Q(methods="") & ~Q(exit_strategy=""), name="treatment_plan_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"behandlingsplan {self.agreed_on}"

    @property
    def case_number(self) -> str:
        """The case of the intervention."""
        return self.intervention.case_number


@keeps_history()
class EndReport(models.Model):
    """The provider's report when the help ends, scored per sub-goal."""

    intervention = models.OneToOneField(
        Intervention, models.PROTECT, related_name="end_report", verbose_name=_("indsats")
    )
    on = models.DateField(_("dato"))
    text = models.TextField(_("forløbet"))
    recommendation = models.CharField(_("anbefaling"), max_length=10, choices=Proposal.choices)
    recommendation_reason = models.TextField(_("hvorfor"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("skrevet"), auto_now_add=True)

    objects = OfInterventionQuerySet.as_manager()

    class Privacy:
        personal = {"intervention", "text", "recommendation", "recommendation_reason"}
        plain = {"id", "on", "written_by", "written_at"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(recommendation_reason=""), name="end_report_is_whole")
        ]

    def __str__(self) -> str:
        return f"slutrapport {self.on}"

    @property
    def case_number(self) -> str:
        """The case of the intervention."""
        return self.intervention.case_number
