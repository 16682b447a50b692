"""What was changed in ladder and catalogue, field by field, and catalogues that came in as files."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from herning.audit.models import AppendOnly
from interventions.enums import FileFormat


class CatalogueChange(models.Model):
    """One change of one thing in the catalogue: each field as it was and as it became; never rewritten."""

    at = models.DateTimeField(_("tidspunkt"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    subject_type = models.CharField(_("art"), max_length=40)
    subject_id = models.CharField(_("id"), max_length=60)
    subject_name = models.CharField(_("navn"), max_length=200)
    # A list of {"field", "before", "after"} as texts; shown, never counted.
    diff: Any = models.JSONField(_("ændring"))

    objects = AppendOnly.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "at", "by", "subject_type", "subject_id", "subject_name", "diff"}

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="catalogue_change_by_time"),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="catalogue_change_of_thing"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_name}"

    @property
    def case_number(self) -> str:
        """The catalogue belongs to no case."""
        return ""


class CatalogueImport(models.Model):
    """A catalogue that came in as a file: shown with what it would change, then carried out or left."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("modtaget"), auto_now_add=True)
    name = models.CharField(_("fil"), max_length=200)
    format = models.CharField(_("form"), max_length=4, choices=FileFormat.choices)
    text = models.TextField(_("indhold"))
    applied_at = models.DateTimeField(_("indlæst"), null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("indlæst af")
    )

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "by", "at", "name", "format", "text", "applied_at", "applied_by"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="import_says_when_and_who",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case_number(self) -> str:
        """The catalogue belongs to no case."""
        return ""
