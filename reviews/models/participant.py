"""Who is invited to a review, and what each has said before it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Relative
from herning.audit.history import keeps_history
from reviews.enums import ParticipantKind
from reviews.models.review import Review


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Which participants."""

    def visible_to(self, user: Any) -> "ParticipantQuerySet":
        """Those of visible cases' reviews."""
        return self.filter(review__case__in=Case.objects.visible_to(user))

    def invited(self) -> "ParticipantQuerySet":
        """Those invited and not called off."""
        return self.filter(invited_at__isnull=False, cancelled_at=None)


@keeps_history()
class Participant(models.Model):
    """Somebody asked to a review: the child, a parent, the network, the provider or the school."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="participants", verbose_name=_("opfølgning"))
    kind = models.CharField(_("hvem"), max_length=10, choices=ParticipantKind.choices)
    name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    relative = models.ForeignKey(
        Relative, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("i netværket")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bruger")
    )
    invited_at = models.DateTimeField(_("inviteret"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("afmeldt"), null=True, blank=True)
    # RFC 5545: rises with each change of the meeting, so that calendars replace what they hold.
    sequence = models.PositiveSmallIntegerField(default=0)
    # SHA-256 of the secret address at which this person may write the own view beforehand; the secret is not kept.
    address_hash = models.CharField(max_length=64, blank=True)
    view = models.TextField(_("skriftligt syn"), blank=True)
    view_at = models.DateTimeField(_("modtaget"), null=True, blank=True)
    view_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("skrevet ind af"),
    )
    attended = models.BooleanField(_("deltog"), null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    class Privacy:
        personal = {"review", "name", "email", "relative", "view"}
        plain = {
            "id", "kind", "user", "invited_at", "cancelled_at", "sequence", "address_hash", "view_at",
            "view_recorded_by", "attended",
        }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["address_hash"], condition=~Q(address_hash=""), name="participant_by_address")]
        constraints = [
            models.CheckConstraint(
                condition=Q(view="", view_at__isnull=True) | (~Q(view="") & Q(view_at__isnull=False)),
                name="written_view_says_when",
            ),
            models.UniqueConstraint(
                fields=["review", "email"],
                condition=~Q(email="") & Q(cancelled_at=None),
                name="nobody_is_invited_twice_to_a_review",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """The case of the review."""
        return self.review.case_number
