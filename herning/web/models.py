"""What a page keeps: drafts of what is being typed, and the forms that have been carried out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """What one person has typed in one form about one child and not yet sent; seen by nobody else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts", verbose_name=_("person"))
    form = models.CharField(_("formular"), max_length=60)
    subject = models.CharField(_("emne"), max_length=60)
    label = models.CharField(_("overskrift"), max_length=160, blank=True)
    page = models.CharField(_("side"), max_length=300)
    data = models.JSONField(_("indhold"))
    saved_at = models.DateTimeField(_("gemt"), auto_now=True)

    class Privacy:
        personal = {"data", "subject", "label", "page"}
        plain = {"id", "user", "form", "saved_at"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "form", "subject"], name="one_draft_per_person_form_and_subject")
        ]

    def __str__(self) -> str:
        return self.form


class Submission(models.Model):
    """A sent form that was carried out; the same form sent again finds its row and does nothing twice."""

    token = models.UUIDField(primary_key=True)
    at = models.DateTimeField(_("tidspunkt"), auto_now_add=True)

    class Privacy:
        personal: set[str] = set()
        plain = {"token", "at"}

    def __str__(self) -> str:
        return str(self.token)
