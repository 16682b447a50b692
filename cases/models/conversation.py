"""A conversation with the child (børnesamtale, Barnets lov § 5)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from herning.audit.history import keeps_history


class ChildConversationQuerySet(models.QuerySet["ChildConversation"]):
    """Which conversations."""

    def spoken_with_since(self, case: Case, day: date) -> bool:
        """Whether the child's view was found on or after a day: by a conversation, or its reasoned waiver (§ 5)."""
        return self.filter(case=case, on__gte=day).exists()


@keeps_history()
class ChildConversation(models.Model):
    """A conversation held, or the exceptional waiver with its reason and how the child's view was found instead."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="conversations", verbose_name=_("sag"))
    on = models.DateField(_("dato"))
    is_held = models.BooleanField(_("samtalen er holdt"), default=True)
    words = models.TextField(_("barnets egne ord"), blank=True)
    place = models.CharField(_("hvor"), max_length=120, blank=True)
    companion = models.CharField(_("bisidder"), max_length=120, blank=True)
    waiver_reason = models.TextField(_("hvorfor ikke, og hvordan synspunktet er fundet"), blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ChildConversationQuerySet.as_manager()

    class Privacy:
        personal = {"case", "words", "place", "companion", "waiver_reason"}
        plain = {"id", "on", "is_held", "written_by"}

    class Meta:
        indexes = [models.Index(fields=["case", "-on"], name="conversation_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(is_held=True, waiver_reason="") & ~Q(words=""))
                | (Q(is_held=False, words="") & ~Q(waiver_reason="")),
                name="conversation_has_words_or_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"samtale {self.on}"

    @property
    def case_number(self) -> str:
        """The case it was held in."""
        return self.case.number
