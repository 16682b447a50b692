"""A calendar invitation: one row per thing said to one participant about when and where."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from reviews.enums import InvitationMethod
from reviews.models.participant import Participant


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations."""

    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """Those of visible cases' reviews."""
        return self.filter(participant__review__case__in=Case.objects.visible_to(user))

    def to_send(self) -> "InvitationQuerySet":
        """Those not sent that say what holds now; what was changed before it was sent is not worth a mail."""
        return self.filter(sent_at=None, sequence=F("participant__sequence"))

    def sent(self) -> "InvitationQuerySet":
        """Those sent."""
        return self.filter(sent_at__isnull=False)


class Invitation(models.Model):
    """An invitation, change or cancellation as it was decided; the row is unique, so a retry finds it sent."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="invitations", verbose_name=_("deltager"))
    sequence = models.PositiveSmallIntegerField()
    method = models.CharField(_("art"), max_length=10, choices=InvitationMethod.choices)
    starts_at = models.DateTimeField(_("mødet begynder"))
    minutes = models.PositiveSmallIntegerField(_("mødets længde, minutter"))
    place = models.CharField(_("sted"), max_length=160)
    made_at = models.DateTimeField(_("skrevet"))
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("forsøg"), default=0)

    objects = InvitationQuerySet.as_manager()

    class Privacy:
        personal = {"participant", "place"}
        plain = {"id", "sequence", "method", "starts_at", "minutes", "made_at", "sent_at", "attempts"}

    class Meta:
        indexes = [models.Index(fields=["made_at"], condition=Q(sent_at=None), name="invitation_to_send")]
        constraints = [
            models.UniqueConstraint(fields=["participant", "sequence", "method"], name="each_invitation_is_made_once")
        ]

    def __str__(self) -> str:
        return self.get_method_display()

    @property
    def case_number(self) -> str:
        """The case of the review."""
        return self.participant.case_number
