"""A move on the ladder: kept for ever, so that the track can be drawn and the flow counted."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.audit.history import keeps_history
from interventions.enums import MoveCause
from interventions.models.intervention import Intervention
from interventions.models.ladder import Step


class StepMoveQuerySet(models.QuerySet["StepMove"]):
    """Which moves."""

    def between(self, first: date, last: date) -> "StepMoveQuerySet":
        """Those in a period, both days counted."""
        return self.filter(on__range=(first, last))


@keeps_history()
class StepMove(models.Model):
    """From which step to which, when, why, and who decided; null is no step."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves", verbose_name=_("sag"))
    from_step = models.ForeignKey(
        Step, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fra trin")
    )
    to_step = models.ForeignKey(
        Step, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("til trin")
    )
    on = models.DateField(_("dato"))
    cause = models.CharField(_("anledning"), max_length=10, choices=MoveCause.choices)
    reason = models.TextField(_("begrundelse"))
    skipped = models.PositiveSmallIntegerField(_("trin sprunget over"), default=0)
    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="moves", verbose_name=_("indsats"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = StepMoveQuerySet.as_manager()

    class Privacy:
        personal = {"case", "reason"}
        plain = {"id", "from_step", "to_step", "on", "cause", "skipped", "intervention", "decided_by"}

    class Meta:
        indexes = [
            models.Index(fields=["case", "on", "id"], name="move_of_case"),
            models.Index(fields=["on"], include=["from_step", "to_step", "skipped", "case"], name="move_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_step__isnull=True, to_step__isnull=False)
                | Q(from_step__isnull=False, to_step__isnull=True)
                | (Q(from_step__isnull=False, to_step__isnull=False) & ~Q(from_step=F("to_step"))),
                name="a_move_goes_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_step_id} → {self.to_step_id}"

    @property
    def case_number(self) -> str:
        """The case that moved."""
        return self.case.number
