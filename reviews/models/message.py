"""A message that has been, or is about to be, sent: one row per thing said to one person."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Concern
from interventions.models import Intervention, Referral
from reviews.enums import MessageKind
from reviews.models.mail import Mail
from reviews.models.review import Review


class MessageQuerySet(models.QuerySet["Message"]):
    """Which messages."""

    def visible_to(self, user: Any) -> "MessageQuerySet":
        """A person's own; nobody reads another's."""
        return self.filter(recipient=user)

    def unread(self) -> "MessageQuerySet":
        """Those the person has not opened."""
        return self.filter(read_at=None)

    def unmailed(self) -> "MessageQuerySet":
        """Those that no mail holds yet."""
        return self.filter(mail=None)


class Message(models.Model):
    """One thing said once: the row is unique, so a doubled or retried task finds it said."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages", verbose_name=_("modtager")
    )
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("opfølgning")
    )
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("sag")
    )
    concern = models.ForeignKey(
        Concern, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("underretning")
    )
    referral = models.ForeignKey(
        Referral, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("visitation")
    )
    intervention = models.ForeignKey(
        Intervention, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("indsats")
    )
    # What makes the thing said one thing: its subject and the day or level it is about.
    key = models.CharField(max_length=80)
    due_on = models.DateField(_("senest"), null=True, blank=True)
    is_urgent = models.BooleanField(_("haster"), default=False, db_default=False)
    mail = models.ForeignKey(
        Mail, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("mail")
    )
    kind = models.CharField(_("art"), max_length=20, choices=MessageKind.choices)
    made_at = models.DateTimeField(_("skrevet"), auto_now_add=True)
    read_at = models.DateTimeField(_("læst"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "recipient", "review", "case", "concern", "referral", "intervention", "key", "due_on", "is_urgent",
            "mail", "kind", "made_at", "read_at",
        }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "is_urgent"], condition=Q(mail=None), name="message_without_mail"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="unread_message"),
            models.Index(fields=["recipient", "-id"], name="message_of_person"),
        ]
        constraints = [models.UniqueConstraint(fields=["recipient", "kind", "key"], name="each_thing_is_said_once")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def case_number(self) -> str:
        """The case it is about, if it is about one."""
        return self.case.number if self.case else ""
