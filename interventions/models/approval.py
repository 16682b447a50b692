"""Who may approve what: by step and price, delegated by the municipality's own setting."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import Team
from herning.accounts.permissions import Role
from herning.audit.history import keeps_history


@keeps_history()
class ApprovalLimit(models.Model):
    """How far a role's own word goes: up to a step and a weekly price; beyond it the next role is asked.

    A caseworker's limit says what needs no approval; steps 3 to 5 always do (product rule).
    """

    role = models.CharField(
        _("rolle"), max_length=20, primary_key=True,
        choices=[(role.value, role.label) for role in (Role.CASEWORKER, Role.TEAM_LEADER, Role.MANAGER)],
    )  # fmt: skip
    highest_step = models.PositiveSmallIntegerField(_("højeste trin"))
    highest_weekly_price = models.PositiveIntegerField(_("højeste pris pr. uge, kr."), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        personal: set[str] = set()
        plain = {"role", "highest_step", "highest_weekly_price", "version"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(highest_step__lte=5), name="approval_within_the_ladder"),
            models.CheckConstraint(
                condition=~Q(role="caseworker") | Q(highest_step__lt=3), name="upper_steps_always_need_approval"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.highest_step}"

    @property
    def case_number(self) -> str:
        """A limit belongs to no case."""
        return ""


class ApprovalDelegationQuerySet(models.QuerySet["ApprovalDelegation"]):
    """Which delegations."""

    def in_force(self, *, on: date) -> "ApprovalDelegationQuerySet":
        """Those whose days hold a day, both counted."""
        return self.filter(since__lte=on, until__gte=on, is_withdrawn=False)

    def visible_to(self, user: Any) -> "ApprovalDelegationQuerySet":
        """A leader's own team's; to others those given to them."""
        return self.filter(team=user.team_id) if user.role == Role.TEAM_LEADER else self.filter(to=user)


@keeps_history()
class ApprovalDelegation(models.Model):
    """That a caseworker approves in the team leader's place for some days; still never an own referral."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="delegations", verbose_name=_("team"))
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations", verbose_name=_("til"))
    since = models.DateField(_("fra"))
    until = models.DateField(_("til og med"))
    reason = models.CharField(_("hvorfor"), max_length=200)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("af"))
    is_withdrawn = models.BooleanField(_("trukket tilbage"), default=False)

    objects = ApprovalDelegationQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "team", "to", "since", "until", "reason", "given_by", "is_withdrawn"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(to=F("given_by")), name="nobody_delegates_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.to} {self.since}–{self.until}"

    @property
    def case_number(self) -> str:
        """A delegation belongs to no case."""
        return ""
