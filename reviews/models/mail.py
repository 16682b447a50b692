"""A mail: one a day per person at most, and one for each urgent thing."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MailQuerySet(models.QuerySet["Mail"]):
    """Which mails."""

    def to_send(self, *, at: datetime) -> "MailQuerySet":
        """Those not sent whose time has come."""
        return self.filter(sent_at=None, dropped_at=None, not_before__lte=at)


class Mail(models.Model):
    """A digest of one person's messages of a day, or one urgent message; sent once whatever is retried."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails", verbose_name=_("modtager")
    )
    on = models.DateField(_("dag"))
    is_urgent = models.BooleanField(_("haster"), default=False)
    made_at = models.DateTimeField(_("lavet"), auto_now_add=True)
    not_before = models.DateTimeField(_("tidligst"))
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    # Nothing in it was worth saying any more when its time came.
    dropped_at = models.DateTimeField(_("opgivet"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("forsøg"), default=0)

    objects = MailQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "recipient", "on", "is_urgent", "made_at", "not_before", "sent_at", "dropped_at", "attempts"}

    class Meta:
        indexes = [models.Index(fields=["not_before"], condition=Q(sent_at=None, dropped_at=None), name="mail_to_send")]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "on"], condition=Q(is_urgent=False), name="one_digest_a_day_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.on}"

    @property
    def case_number(self) -> str:
        """A mail may be about several cases; its messages say which."""
        return ""
