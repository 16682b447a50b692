"""What was agreed at a review: who does what by when, and whether it was done."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.audit.history import keeps_history
from reviews.models.review import Review


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Which agreements."""

    def visible_to(self, user: Any) -> "AgreementQuerySet":
        """Those of visible cases."""
        return self.filter(review__case__in=Case.objects.visible_to(user))

    def open(self) -> "AgreementQuerySet":
        """Those neither kept nor given up."""
        return self.filter(done_on=None)

    def late(self, *, on: date) -> "AgreementQuerySet":
        """Open ones whose day has passed."""
        return self.open().filter(by_on__lt=on)


@keeps_history()
class Agreement(models.Model):
    """One promise; the next review's agenda asks whether it was kept."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="promises", verbose_name=_("opfølgning"))
    text = models.CharField(_("hvad"), max_length=300)
    who = models.CharField(_("hvem"), max_length=120)
    by_on = models.DateField(_("senest"), null=True, blank=True)
    done_on = models.DateField(_("gjort eller opgivet"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    was_kept = models.BooleanField(_("holdt"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    class Privacy:
        personal = {"review", "text", "who"}
        plain = {"id", "by_on", "done_on", "done_by", "was_kept"}

    class Meta:
        indexes = [models.Index(fields=["review"], name="agreement_of_review")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True, was_kept__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False, was_kept__isnull=False),
                name="settled_agreement_says_when_who_and_how",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        """The case of the review."""
        return self.review.case_number
