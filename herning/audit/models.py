"""Acts (`Event`) and looks (`Access`); neither can be changed or removed."""

from typing import Any, NoReturn, Protocol

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(models.QuerySet[Any]):
    """Rows that may be added and read, nothing else."""

    def update(self, **_changes: Any) -> NoReturn:
        """Refuse: the trail is never rewritten."""
        raise TypeError("the audit trail is append-only")

    def delete(self) -> NoReturn:
        """Refuse: the trail is never shortened."""
        raise TypeError("the audit trail is append-only")


class Subject(Protocol):
    """What an act or a look can be about."""

    pk: Any

    @property
    def case_number(self) -> str:
        """The case the thing belongs to, or an empty text."""


class Trail(models.Model):
    """What acts and looks share: when, who, what, which case; no foreign key that a removal could follow."""

    at = models.DateTimeField(_("tidspunkt"), auto_now_add=True)
    # People are never removed and (by, at) is indexed below; a key checked for each row costs more than the row itself
    # where one statement writes ten thousand events, and are paid again with every page anybody looks at.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
        db_constraint=False,
        db_index=False,
    )
    subject_type = models.CharField(_("art"), max_length=60, blank=True)
    subject_id = models.CharField(_("id"), max_length=40, blank=True)
    case_number = models.CharField(_("sagsnummer"), max_length=20, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row; a stored one is never saved again."""
        if self.pk is not None:
            raise TypeError("the audit trail is append-only")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: the trail is never shortened."""
        raise TypeError("the audit trail is append-only")


class Event(Trail):
    """One administrative act, such as `placement.started`: who did what to which case and why."""

    kind = models.CharField(_("handling"), max_length=60)
    why = models.TextField(_("begrundelse"), blank=True)

    objects = AppendOnly.as_manager()

    class Privacy:
        personal = {"why", "case_number"}
        plain = {"id", "at", "by", "subject_type", "subject_id", "kind"}

    class Meta:
        indexes = [
            models.Index(fields=["case_number", "-at"], name="event_of_case"),
            models.Index(fields=["by", "-at"], name="event_by_person"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_number}".strip()


class Access(Trail):
    """One look at a page: who, which page, which case, and by what right."""

    page = models.CharField(_("side"), max_length=80)
    relation = models.CharField(_("adgangsgrundlag"), max_length=40, blank=True)
    detail = models.CharField(_("søgt efter"), max_length=200, blank=True)

    objects = AppendOnly.as_manager()

    class Privacy:
        personal = {"case_number", "detail"}
        plain = {"id", "at", "by", "subject_type", "subject_id", "page", "relation"}

    class Meta:
        indexes = [
            models.Index(fields=["case_number", "-at"], name="access_of_case"),
            models.Index(fields=["by", "-at"], name="access_by_person"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.page} {self.case_number}".strip()
