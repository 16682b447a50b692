"""Waiting for a place: jumps in the line with their reasons, and places offered for a time."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from herning.accounts.permissions import Role
from herning.audit.history import keeps_history
from interventions.enums import PlaceOfferStatus, ReferralStatus
from interventions.models.offer import Capacity
from interventions.models.referral import Referral
from interventions.place_rules import ASKED_FOR, Waiting


class QueueJumpQuerySet(models.QuerySet["QueueJump"]):
    """Which jumps."""

    def visible_to(self, user: Any) -> "QueueJumpQuerySet":
        """Those of visible referrals."""
        return self.filter(referral__in=Referral.objects.visible_to(user))


@keeps_history()
class QueueJump(models.Model):
    """That one child was moved in a waiting line, from which number to which, and why."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="jumps", verbose_name=_("visitation"))
    from_number = models.PositiveSmallIntegerField(_("fra nr."))
    to_number = models.PositiveSmallIntegerField(_("til nr."))
    reason = models.TextField(_("begrundelse"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("af"))
    at = models.DateTimeField(_("tidspunkt"), auto_now_add=True)

    objects = QueueJumpQuerySet.as_manager()

    class Privacy:
        personal = {"referral", "reason"}
        plain = {"id", "from_number", "to_number", "by", "at"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="queue_jump_says_why"),
            models.CheckConstraint(condition=~Q(from_number=F("to_number")), name="queue_jump_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.from_number} → {self.to_number}"

    @property
    def case_number(self) -> str:
        """The case that was moved in line."""
        return self.referral.case_number


class PlaceOfferQuerySet(models.QuerySet["PlaceOffer"]):
    """Which offers of a place."""

    def visible_to(self, user: Any) -> "PlaceOfferQuerySet":
        """Those to visible referrals; the machine lets any of them lapse."""
        return self if user.role == Role.SYSTEM else self.filter(referral__in=Referral.objects.visible_to(user))

    def open(self) -> "PlaceOfferQuerySet":
        """Those not answered."""
        return self.filter(status=PlaceOfferStatus.OPEN)

    def lapsing(self, *, on: date) -> "PlaceOfferQuerySet":
        """Those whose last day for an answer has passed."""
        return self.open().filter(answer_by__lt=on)

    def lately_refused(self, *, on: date) -> "PlaceOfferQuerySet":
        """Those that were said no to or not answered within the last two weeks."""
        refused = [PlaceOfferStatus.DECLINED, PlaceOfferStatus.LAPSED]
        return self.filter(status__in=refused, answered_on__gt=on - ASKED_FOR)


@keeps_history()
class PlaceOffer(models.Model):
    """A free place offered to a child on the waiting list until a day; unanswered, it lapses and the next is asked."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="place_offers", verbose_name=_("visitation"))
    capacity = models.ForeignKey(Capacity, models.PROTECT, related_name="place_offers", verbose_name=_("plads"))
    status = models.CharField(
        _("status"), max_length=10, choices=PlaceOfferStatus.choices, default=PlaceOfferStatus.OPEN
    )
    offered_on = models.DateField(_("tilbudt"))
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place_from = models.DateField(_("plads fra"))
    answer_by = models.DateField(_("svar senest"))
    answered_on = models.DateField(_("besvaret"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("begrundelse"), blank=True)

    # By what right it was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = PlaceOfferQuerySet.as_manager()

    class Privacy:
        personal = {"referral", "reason"}
        plain = {
            "id", "capacity", "status", "offered_on", "offered_by", "place_from", "answer_by", "answered_on",
            "answered_by",
        }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["answer_by"], condition=Q(status="open"), name="open_place_offer_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(status="open"), name="one_open_place_offer_per_referral"
            ),
            models.CheckConstraint(condition=Q(answer_by__gte=F("offered_on")), name="place_offer_can_be_answered"),
            models.CheckConstraint(
                condition=Q(status="open", answered_on__isnull=True, answered_by__isnull=True)
                | (~Q(status="open") & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="answered_place_offer_says_when_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} → {self.referral_id}"

    @property
    def case_number(self) -> str:
        """The case the place is offered to."""
        return self.referral.case_number


def standing_line(referral: Referral, *, on: date) -> list[Waiting]:
    """The line a referral stands in or would join, the first first, with who was lately asked in vain."""
    line = list(Referral.objects.in_line_with(referral).values_list("pk", "status"))
    asked = set(
        PlaceOffer.objects.lately_refused(on=on)
        .filter(referral__in=[pk for pk, _status in line])
        .values_list("referral_id", flat=True)
    )
    return [
        Waiting(pk, number, is_waiting=status == ReferralStatus.WAITING, was_asked=pk in asked)
        for number, (pk, status) in enumerate(line, start=1)
    ]
