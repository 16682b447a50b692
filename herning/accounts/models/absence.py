"""Holiday and illness: who takes over meanwhile."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from herning.accounts.permissions import Role
from herning.audit.history import keeps_history


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Which absences."""

    def visible_to(self, user: Any) -> "AbsenceQuerySet":
        """One's own and those one covers; a team leader the team's."""
        own = Q(user=user) | Q(cover=user)
        return self.filter(own | Q(user__team_id=user.team_id) if user.role == Role.TEAM_LEADER else own)

    def within(self, since: date, until: date) -> "AbsenceQuerySet":
        """Those that share a day with a period."""
        return self.filter(since__lte=until, until__gte=since, is_cancelled=False)

    def on(self, day: date) -> "AbsenceQuerySet":
        """Those whose days hold a day, both counted."""
        return self.filter(since__lte=day, until__gte=day, is_cancelled=False)


@keeps_history()
class Absence(models.Model):
    """That one person is away from a day to a day, and who covers: messages reach both, cases open to the cover."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences", verbose_name=_("person")
    )
    cover = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="covers", verbose_name=_("afløser")
    )
    since = models.DateField(_("fra"))
    until = models.DateField(_("til og med"))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_cancelled = models.BooleanField(_("aflyst"), default=False)

    objects = AbsenceQuerySet.as_manager()

    class Privacy:
        personal = {"user", "since", "until"}
        plain = {"id", "cover", "registered_by", "is_cancelled"}

    class Meta:
        indexes = [models.Index(fields=["cover", "since", "until"], name="absence_of_cover")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(user=F("cover")), name="nobody_covers_for_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.since}–{self.until}"

    @property
    def case_number(self) -> str:
        """An absence belongs to no case."""
        return ""
