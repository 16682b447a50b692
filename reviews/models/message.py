"""A message that has been, or is about to be, sent: one row per thing said to one person."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews.enums import MessageKind, ReviewStatus
from reviews.models.review import Review


class MessageQuerySet(models.QuerySet["Message"]):
    """Which messages."""

    def to_send(self) -> "MessageQuerySet":
        """Those not yet sent; what has been held or has lapsed meanwhile is no longer worth a mail."""
        return self.filter(sent_at=None, review__status=ReviewStatus.PLANNED)

    def to(self, user: Any) -> "MessageQuerySet":
        """A person's own."""
        return self.filter(recipient=user)


class Message(models.Model):
    """One thing said once: the row is unique, so a doubled or retried task finds it said."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages", verbose_name=_("modtager")
    )
    review = models.ForeignKey(Review, models.PROTECT, related_name="messages", verbose_name=_("opfølgning"))
    kind = models.CharField(_("art"), max_length=20, choices=MessageKind.choices)
    made_at = models.DateTimeField(_("skrevet"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("forsøg"), default=0)
    read_at = models.DateTimeField(_("læst"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "recipient", "review", "kind", "made_at", "sent_at", "attempts", "read_at"}

    class Meta:
        indexes = [models.Index(fields=["made_at"], condition=Q(sent_at=None), name="message_to_send")]
        constraints = [models.UniqueConstraint(fields=["review", "kind", "recipient"], name="each_thing_is_said_once")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def case_number(self) -> str:
        """The case of the review it is about."""
        return self.review.case_number
