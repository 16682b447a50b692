"""The journal: notes are amended, never edited."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.enums import NoteKind
from cases.models.case import Case
from herning.audit.history import keeps_history


@keeps_history()
class JournalNote(models.Model):
    """A note in a case (notatpligt, offentlighedsloven § 13); a correction is a new note that points to the old."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="journal", verbose_name=_("sag"))
    kind = models.CharField(_("art"), max_length=20, choices=NoteKind.choices)
    on = models.DateField(_("dato"))
    heading = models.CharField(_("overskrift"), max_length=160)
    text = models.TextField(_("notat"))
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("retter")
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("skrevet"), auto_now_add=True)

    class Privacy:
        personal = {"case", "heading", "text"}
        plain = {"id", "kind", "on", "amends", "written_by", "written_at"}

    class Meta:
        indexes = [models.Index(fields=["case", "-on", "-id"], name="journal_of_case")]

    def __str__(self) -> str:
        return self.heading

    @property
    def case_number(self) -> str:
        """The case it stands in."""
        return self.case.number
