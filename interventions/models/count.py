"""How many cases there are: kept by PostgreSQL as cases and moves change, so that nobody counts ten thousand."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import District, Team
from herning.accounts.permissions import Role
from interventions.models.ladder import Step


class CaseCountQuerySet(models.QuerySet["CaseCount"]):
    """Which counts."""

    def visible_to(self, user: Any) -> "CaseCountQuerySet":
        """Those of the team for its leader, all for a manager; nobody else sees figures."""
        match user.role:
            case Role.TEAM_LEADER:
                return self.filter(team_id=user.team_id)
            case Role.MANAGER:
                return self
            case _:
                return self.none()


class CaseCount(models.Model):
    """How many cases a caseworker has on a step after every move that is known, those that lie ahead too.

    Written by triggers alone, in the transaction that changes a case or a move (migration 0004), so it never lags
    behind; it follows from other rows and keeps no history. A null step is no step; a row may hold nought.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="+", db_index=False, verbose_name=_("team"))
    district = models.ForeignKey(
        District, models.PROTECT, related_name="+", db_index=False, verbose_name=_("distrikt")
    )  # fmt: skip
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name=_("rådgiver")
    )
    is_open = models.BooleanField(_("åben"))
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("trin"))
    cases = models.IntegerField(_("sager"))

    objects = CaseCountQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "team", "district", "caseworker", "is_open", "step", "cases"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "district", "caseworker", "is_open", "step"],
                nulls_distinct=False,
                name="one_count_of_each_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cases}"

    @property
    def case_number(self) -> str:
        """A count belongs to no case."""
        return ""
