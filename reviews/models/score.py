"""A score of a sub-goal, by the provider in a note or an end report, or by the authority in a review."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from herning.audit.history import keeps_history
from reviews.models.note import FollowUpNote
from reviews.models.plan import SubGoal
from reviews.models.review import Review
from reviews.models.treatment import EndReport


class SubGoalScoreQuerySet(models.QuerySet["SubGoalScore"]):
    """Which scores."""

    def standing(self) -> "SubGoalScoreQuerySet":
        """Those that count: a note that was corrected by another takes its scores with it."""
        return self.filter(note__amendments=None)


@keeps_history()
class SubGoalScore(models.Model):
    """Goal attainment from -2 to +2: 0 is as expected when the sub-goal was set."""

    sub_goal = models.ForeignKey(SubGoal, models.PROTECT, related_name="scores", verbose_name=_("delmål"))
    note = models.ForeignKey(FollowUpNote, models.PROTECT, null=True, blank=True, related_name="scores")
    report = models.ForeignKey(EndReport, models.PROTECT, null=True, blank=True, related_name="scores")
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="scores")
    on = models.DateField(_("dato"))
    score = models.SmallIntegerField(_("score"), validators=[MinValueValidator(-2), MaxValueValidator(2)])

    objects = SubGoalScoreQuerySet.as_manager()

    class Privacy:
        personal = {"sub_goal", "score"}
        plain = {"id", "note", "review", "report", "on"}

    class Meta:
        indexes = [models.Index(fields=["sub_goal", "on"], name="score_of_sub_goal")]
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(-2, 2)), name="score_from_minus_two_to_two"),
            models.CheckConstraint(
                condition=Q(note__isnull=False, review__isnull=True, report__isnull=True)
                | Q(note__isnull=True, review__isnull=False, report__isnull=True)
                | Q(note__isnull=True, review__isnull=True, report__isnull=False),
                name="score_is_by_note_review_or_report",
            ),
            models.UniqueConstraint(fields=["report", "sub_goal"], name="one_score_per_report_and_sub_goal"),
            models.UniqueConstraint(fields=["note", "sub_goal"], name="one_score_per_note_and_sub_goal"),
            models.UniqueConstraint(fields=["review", "sub_goal"], name="one_score_per_review_and_sub_goal"),
        ]

    def __str__(self) -> str:
        return f"{self.score:+d}"
