"""The review (opfølgning): progress on goals, then stay, down, up or end."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from cases.models import Case, ChildConversation
from herning.audit.history import keeps_history
from interventions.models import Intervention, Referral, StepMove
from reviews.carrying_out_rules import decided_by
from reviews.enums import Proposal, ReviewStatus
from reviews.meeting_rules import HERE

# A review is on time when it is held on the day it was due or before; the law's date (§ 95) is counted beside it. Every
# screen, list and figure counts by these two.
ON_TIME = Q(held_on__lte=F("due_on"))
ON_LAW_TIME = Q(held_on__lte=F("law_due_on"))


class ReviewQuerySet(models.QuerySet["Review"]):
    """Which reviews; lists, badges, mails and dashboards all ask here."""

    def visible_to(self, user: Any) -> "ReviewQuerySet":
        """Those of visible cases; to a provider the held ones in which somebody of an own department took part.

        Whoever took part spoke for where they worked on that day, and for no department before or after it.
        """
        if user.is_provider:
            mine = Q(
                participants__attended=True,
                participants__user__memberships__department_id__in=user.department_ids,
                participants__user__memberships__since__lte=F("held_on"),
            ) & (
                Q(participants__user__memberships__until=None)
                | Q(participants__user__memberships__until__gte=F("held_on"))
            )
            return self.held().filter(mine).distinct()
        return self.filter(case__in=Case.objects.visible_to(user))

    def planned(self) -> "ReviewQuerySet":
        """Those still to be held."""
        return self.filter(status=ReviewStatus.PLANNED)

    def held(self) -> "ReviewQuerySet":
        """Those held."""
        return self.filter(status=ReviewStatus.HELD)

    def overdue(self, *, on: date) -> "ReviewQuerySet":
        """Planned ones whose due date has passed."""
        return self.planned().filter(due_on__lt=on)

    def due_soon(self, *, on: date, days: int) -> "ReviewQuerySet":
        """Planned ones due from today to `days` days ahead."""
        return self.planned().filter(due_on__range=(on, on + timedelta(days=days)))

    def not_carried_out(self, *, on: date) -> "ReviewQuerySet":
        """Those that four weeks ago or longer decided down, up or end in an open case, where it has not happened.

        Down and up have happened when the referral, or its step, has led to help begun or a move since; end when the
        case is closed, or other help has begun instead. A later review that decides otherwise, or that has itself
        waited four weeks, stands in its place.
        """
        latest = decided_by(on)
        begun = Intervention.objects.filter(case=OuterRef("case"), starts_on__gte=OuterRef("held_on"))
        moved = begun.filter(Q(referral=OuterRef("referral")) | Q(step=OuterRef("referral__step")))
        # Help on the lower step may have run all along: then ending the higher carries it out.
        arrived = StepMove.objects.filter(
            case=OuterRef("case"), on__gte=OuterRef("held_on"), to_step=OuterRef("referral__step")
        )
        later = Review.objects.held().filter(case=OuterRef("case"), held_on__gt=OuterRef("held_on"))
        replaced = later.filter(~Q(decision=OuterRef("decision")) | Q(held_on__lte=latest))
        return (
            self.held()
            .filter(held_on__lte=latest, case__closed_on=None)
            .filter(
                Q(~Exists(moved), ~Exists(arrived), decision__in=[Proposal.DOWN, Proposal.UP])
                | Q(~Exists(begun.filter(starts_on__gt=OuterRef("held_on"))), decision=Proposal.END)
            )
            .exclude(Exists(replaced))
        )

    def not_to_meet_about(self, *, at: datetime) -> "ReviewQuerySet":
        """Those whose meeting lies ahead though they have lapsed, or were held on an earlier day."""
        day = TruncDate("starts_at", tzinfo=HERE)
        held_before = Q(status=ReviewStatus.HELD, meets_on__gt=F("held_on"))
        ahead = self.annotate(meets_on=day).filter(starts_at__gt=at)
        return ahead.filter(Q(status=ReviewStatus.LAPSED) | held_before)

    def to_end(self) -> "ReviewQuerySet":
        """Those last held of open cases that decided to end, where no other help has begun instead."""
        later = Review.objects.held().filter(case=OuterRef("case"), held_on__gt=OuterRef("held_on"))
        begun = Intervention.objects.filter(case=OuterRef("case"), starts_on__gt=OuterRef("held_on"))
        return self.held().filter(~Exists(later), ~Exists(begun), decision=Proposal.END, case__closed_on=None)


@keeps_history()
class Review(models.Model):
    """A case's review with its two dates: the six-week rhythm's and the law's (Barnets lov § 95)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews", verbose_name=_("sag"))
    status = models.CharField(_("status"), max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.PLANNED)
    due_on = models.DateField(_("senest"))
    law_due_on = models.DateField(_("lovens frist (§ 95)"), null=True, blank=True)
    starts_at = models.DateTimeField(_("mødet begynder"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("mødets længde, minutter"), default=60, db_default=60)
    place = models.CharField(_("sted"), max_length=160, blank=True, default="", db_default="")
    planned_at = models.DateTimeField(_("planlagt"), auto_now_add=True)
    held_on = models.DateField(_("holdt"), null=True, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    conversation = models.ForeignKey(
        ChildConversation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("barnets syn")
    )
    parents_view = models.TextField(_("forældrenes syn"), blank=True)
    child_scale = models.PositiveSmallIntegerField(_("barnet pegede på, 1–5"), null=True, blank=True)
    school_view = models.TextField(_("skolens syn"), blank=True, default="", db_default="")
    network_view = models.TextField(_("netværkets syn"), blank=True)
    words_to_child = models.TextField(_("besked til barnet"), blank=True, default="", db_default="")
    well_being = models.PositiveSmallIntegerField(_("trivsel, 1–10"), null=True, blank=True)
    agreements = models.TextField(_("aftaler"), blank=True)
    decision = models.CharField(_("beslutning"), max_length=10, choices=Proposal.choices, blank=True)
    reason = models.TextField(_("begrundelse"), blank=True)
    next_due_on = models.DateField(_("næste opfølgning"), null=True, blank=True)
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("visitation")
    )

    objects = ReviewQuerySet.as_manager()

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    class Privacy:
        personal = {
            "case", "parents_view", "network_view", "school_view", "child_scale", "words_to_child", "well_being",
            "agreements", "decision", "reason", "place",
        }  # fmt: skip
        plain = {
            "id", "status", "due_on", "law_due_on", "planned_at", "held_on", "held_by", "conversation", "next_due_on",
            "referral", "starts_at", "minutes",
        }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "id"], include=["case"], condition=Q(status="planned"), name="planned_review_by_day"
            ),
            models.Index(
                fields=["case", "-held_on"],
                include=["next_due_on"],
                condition=Q(status="held"),
                name="held_review_of_case",
            ),
            models.Index(
                fields=["held_on"],
                include=["due_on", "law_due_on", "case", "id"],
                condition=Q(status="held"),
                name="held_review_by_day",
            ),
            models.Index(fields=["starts_at"], condition=Q(status="planned"), name="meeting_by_time"),
            # Asked each minute, and nearly always empty beyond today.
            models.Index(
                fields=["starts_at"],
                condition=Q(status__in=["held", "lapsed"], starts_at__isnull=False),
                name="meeting_of_review_that_is_over",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(status="planned"), name="one_planned_review_per_case"),
            models.CheckConstraint(
                condition=(~Q(status="held") & Q(held_on__isnull=True, held_by__isnull=True, decision=""))
                | (
                    Q(status="held", held_on__isnull=False, held_by__isnull=False, conversation__isnull=False)
                    & ~Q(decision="")
                    & ~Q(reason="")
                ),
                name="held_review_has_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(next_due_on__isnull=True) | Q(next_due_on__gt=models.F("held_on")),
                name="next_review_lies_ahead",
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(decision="end") | Q(next_due_on__isnull=False),
                name="going_on_has_a_next_date",
            ),
            models.CheckConstraint(
                condition=Q(well_being=None) | Q(well_being__range=(1, 10)), name="well_being_from_one_to_ten"
            ),
            models.CheckConstraint(
                condition=Q(child_scale=None) | Q(child_scale__range=(1, 5)), name="child_scale_from_one_to_five"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(10, 480)), name="meeting_has_a_sensible_length"),
        ]

    def __str__(self) -> str:
        return f"opfølgning {self.held_on or self.due_on}"

    @property
    def case_number(self) -> str:
        """The case it reviews."""
        return self.case.number
