"""A person's private calendar address."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """Which calendar addresses."""

    def in_use(self) -> "CalendarFeedQuerySet":
        """Those nobody has revoked: one of each person at most."""
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """A secret address at which one person's calendar program reads the own reviews; revoked, it answers no more."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feeds", verbose_name=_("person")
    )
    # SHA-256 of the secret in the address; the secret itself is shown once and not kept.
    address_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("lavet"), auto_now_add=True)
    read_at = models.DateTimeField(_("sidst læst"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("tilbagekaldt"), null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "user", "address_hash", "made_at", "read_at", "revoked_at"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(revoked_at=None), name="one_calendar_feed_per_person")
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def case_number(self) -> str:
        """A feed belongs to no case."""
        return ""
