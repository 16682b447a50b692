"""Why a review was moved or is late: kept, so that nobody explains twice and nobody forgets."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from herning.audit.history import keeps_history
from reviews.enums import ExplanationKind
from reviews.models.review import Review


@keeps_history()
class ReviewExplanation(models.Model):
    """A leader's (or caseworker's) word on an overdue review: explained, moved to another day, or taken over."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="explanations", verbose_name=_("opfølgning"))
    kind = models.CharField(_("hvad"), max_length=10, choices=ExplanationKind.choices)
    text = models.TextField(_("forklaring"))
    moved_from = models.DateField(_("flyttet fra"), null=True, blank=True)
    moved_to = models.DateField(_("flyttet til"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("af"))
    at = models.DateTimeField(_("tidspunkt"), auto_now_add=True)

    class Privacy:
        personal = {"review", "text"}
        plain = {"id", "kind", "moved_from", "moved_to", "by", "at"}

    class Meta:
        indexes = [models.Index(fields=["review", "-id"], name="explanation_of_review")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="explanation_says_something"),
            models.CheckConstraint(
                condition=Q(kind="moved", moved_from__isnull=False, moved_to__isnull=False)
                | (~Q(kind="moved") & Q(moved_from__isnull=True, moved_to__isnull=True)),
                name="moved_review_says_from_and_to",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def case_number(self) -> str:
        """The case of the review."""
        return self.review.case_number
