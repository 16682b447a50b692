"""The plan with its goals and sub-goals."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from herning.audit.history import keeps_history
from reviews.enums import Domain, PlanKind, Whose


class PlanQuerySet(models.QuerySet["Plan"]):
    """Which plans."""

    def in_force(self) -> "PlanQuerySet":
        """Those no other plan has replaced: one of each case."""
        return self.filter(replaced_on=None)


@keeps_history()
class Plan(models.Model):
    """The authority's plan (barnets plan § 91, ungeplan § 108); a new plan replaces the one in force."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="plans", verbose_name=_("sag"))
    kind = models.CharField(_("art"), max_length=10, choices=PlanKind.choices)
    purpose = models.TextField(_("formål"))
    agreed_on = models.DateField(_("aftalt"))
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replaced_on = models.DateField(_("afløst"), null=True, blank=True)

    # By what right it was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = PlanQuerySet.as_manager()

    class Privacy:
        personal = {"case", "purpose"}
        plain = {"id", "kind", "agreed_on", "agreed_by", "replaced_on"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(replaced_on=None), name="one_plan_in_force_per_case")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def case_number(self) -> str:
        """The case it is for."""
        return self.case.number


class GoalQuerySet(models.QuerySet["Goal"]):
    """Which goals."""

    def visible_to(self, user: Any) -> "GoalQuerySet":
        """Those of visible cases."""
        return self.filter(plan__case__in=Case.objects.visible_to(user))


@keeps_history()
class Goal(models.Model):
    """A goal for the child or for the parents, in one of the model's domains."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals", verbose_name=_("plan"))
    whose = models.CharField(_("hvis mål"), max_length=10, choices=Whose.choices)
    domain = models.CharField(_("område"), max_length=20, choices=Domain.choices)
    text = models.CharField(_("mål"), max_length=300)
    set_on = models.DateField(_("sat"))
    reached_on = models.DateField(_("nået eller opgivet"), null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    class Privacy:
        personal = {"plan", "text"}
        plain = {"id", "whose", "domain", "set_on", "reached_on"}

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        """The case whose plan it stands in."""
        return self.plan.case_number


class SubGoalQuerySet(models.QuerySet["SubGoal"]):
    """Which sub-goals."""

    def visible_to(self, user: Any) -> "SubGoalQuerySet":
        """Those of visible cases."""
        return self.filter(goal__plan__case__in=Case.objects.visible_to(user))

    def in_force(self, case: Any) -> "SubGoalQuerySet":
        """Those worked towards now, in the order they were set."""
        return self.filter(goal__plan__case=case, goal__plan__replaced_on=None, closed_on=None).order_by(
            "goal_id", "pk"
        )


@keeps_history()
class SubGoal(models.Model):
    """A measurable sub-goal, scored at each follow-up from -2 (much worse) to +2 (much better than expected)."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="sub_goals", verbose_name=_("mål"))
    text = models.CharField(_("delmål"), max_length=300)
    measure = models.CharField(_("hvordan ses det"), max_length=300, blank=True)
    set_on = models.DateField(_("sat"))
    closed_on = models.DateField(_("lukket"), null=True, blank=True)

    objects = SubGoalQuerySet.as_manager()

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    class Privacy:
        personal = {"goal", "text", "measure"}
        plain = {"id", "set_on", "closed_on"}

    def __str__(self) -> str:
        return self.text

    @property
    def case_number(self) -> str:
        """The case whose plan it stands in."""
        return self.goal.case_number

    def is_in_force(self, *, on: date) -> bool:
        """Whether it is worked towards on a day."""
        return self.set_on <= on and (self.closed_on is None or self.closed_on > on)
