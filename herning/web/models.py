"""What a page keeps: drafts of what is being typed, and the forms that have been carried out."""

import re
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Codes, numbers, days and times, as forms send them.
NOT_TYPED = re.compile(r"[a-z0-9_:.-]+|\d{4}-\d\d-\d\dT[\d:]+")


class DraftQuerySet(models.QuerySet["Draft"]):
    """Which drafts."""

    def visible_to(self, user: Any) -> "DraftQuerySet":
        """A person's own; nobody else sees what was never sent."""
        return self.filter(user=user)


class Draft(models.Model):
    """What one person has typed in one form about one child and not yet sent; seen by nobody else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts", verbose_name=_("person"))
    form = models.CharField(_("formular"), max_length=60)
    subject = models.CharField(_("emne"), max_length=60)
    label = models.CharField(_("overskrift"), max_length=160, blank=True)
    page = models.CharField(_("side"), max_length=300)
    data = models.JSONField(_("indhold"))
    saved_at = models.DateTimeField(_("gemt"), auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Privacy:
        personal = {"data", "subject", "label", "page"}
        plain = {"id", "user", "form", "saved_at"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "form", "subject"], name="one_draft_per_person_form_and_subject")
        ]

    def __str__(self) -> str:
        return self.form

    @property
    def case_number(self) -> str:
        """A draft is part of no case before it is sent."""
        return ""

    @property
    def words(self) -> list[str]:
        """What was typed, without dates, boxes and the codes of what was chosen."""
        values = [one for value in self.data.values() for one in (value if isinstance(value, list) else [value])]
        return [text for text in map(str, values) if text.strip() and not NOT_TYPED.fullmatch(text.strip())]


class Submission(models.Model):
    """A sent form that was carried out; the same form sent again finds its row and does nothing twice."""

    token = models.UUIDField(primary_key=True)
    at = models.DateTimeField(_("tidspunkt"), auto_now_add=True)

    class Privacy:
        personal: set[str] = set()
        plain = {"token", "at"}

    def __str__(self) -> str:
        return str(self.token)


class ParkedTaskQuerySet(models.QuerySet["ParkedTask"]):
    """Which parked tasks."""

    def waiting(self) -> "ParkedTaskQuerySet":
        """Those nobody has run again or put aside."""
        return self.filter(settled_at=None)


class ParkedTask(models.Model):
    """A task that failed for good, with what it was asked and why it failed; it can be run again."""

    task = models.CharField(_("opgave"), max_length=120)
    task_id = models.CharField(_("id"), max_length=60, unique=True)
    queue = models.CharField(_("kø"), max_length=20)
    # Ids only: a task is never told a text.
    kwargs = models.JSONField(_("hvad den fik"), default=dict)
    error = models.CharField(_("fejl"), max_length=300)
    trace = models.TextField(_("hvor"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("forsøg"), default=1)
    failed_at = models.DateTimeField(_("fejlede"))
    settled_at = models.DateTimeField(_("kørt igen eller lagt væk"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    was_run_again = models.BooleanField(_("kørt igen"), null=True, blank=True)

    objects = ParkedTaskQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "task", "task_id", "queue", "kwargs", "error", "trace", "attempts", "failed_at", "settled_at",
            "settled_by", "was_run_again",
        }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["-failed_at", "-id"], name="parked_task_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True, was_run_again__isnull=True)
                | models.Q(settled_at__isnull=False, settled_by__isnull=False, was_run_again__isnull=False),
                name="settled_task_says_when_who_and_how",
            )
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def case_number(self) -> str:
        """A task belongs to no case."""
        return ""
