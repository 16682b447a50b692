"""The look back at 3, 6 and 12 months after a step down or an end: did it hold?"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.audit.history import keeps_history
from interventions.models import Step
from reviews.enums import HoldAnswer


class HoldCheckQuerySet(models.QuerySet["HoldCheck"]):
    """Which hold checks."""

    def visible_to(self, user: Any) -> "HoldCheckQuerySet":
        """Those of visible cases, closed ones too."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def unanswered(self) -> "HoldCheckQuerySet":
        """Those to be answered."""
        return self.filter(answer="")

    def due(self, *, on: date) -> "HoldCheckQuerySet":
        """Unanswered ones whose day has come."""
        return self.unanswered().filter(due_on__lte=on)


@keeps_history()
class HoldCheck(models.Model):
    """One question about one move down (or off the ladder), so many months after it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="hold_checks", verbose_name=_("sag"))
    moved_on = models.DateField(_("bevægelsen"))
    from_step = models.ForeignKey(Step, models.PROTECT, related_name="+", verbose_name=_("fra trin"))
    to_step = models.ForeignKey(
        Step, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("til trin")
    )
    months = models.PositiveSmallIntegerField(_("måneder efter"))
    due_on = models.DateField(_("spørges"))
    answer = models.CharField(_("holdt det"), max_length=10, choices=HoldAnswer.choices, blank=True)
    text = models.TextField(_("hvad ved du"), blank=True)
    answered_on = models.DateField(_("besvaret"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HoldCheckQuerySet.as_manager()

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    class Privacy:
        personal = {"case", "answer", "text"}
        plain = {"id", "moved_on", "from_step", "to_step", "months", "due_on", "answered_on", "answered_by"}

    class Meta:
        indexes = [models.Index(fields=["due_on"], condition=Q(answer=""), name="hold_check_to_answer")]
        constraints = [
            models.UniqueConstraint(fields=["case", "moved_on", "months"], name="each_hold_check_is_asked_once"),
            models.CheckConstraint(condition=Q(months__in=[3, 6, 12]), name="hold_checks_at_3_6_and_12_months"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, answered_by__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="answered_hold_check_says_when_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} måneder efter {self.moved_on}"

    @property
    def case_number(self) -> str:
        """The case that moved."""
        return self.case.number
