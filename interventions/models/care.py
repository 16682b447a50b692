"""What goes with a placement while it lasts and when it ends: contact, supervision, breakdown, return."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Relative
from herning.audit.history import keeps_history
from interventions.enums import ContactBasis
from interventions.models.placement import Placement


class ContactQuerySet(models.QuerySet["Contact"]):
    """Which arrangements of contact."""

    def visible_to(self, user: Any) -> "ContactQuerySet":
        """Those of visible cases."""
        return self.filter(placement__intervention__case__in=Case.objects.visible_to(user))

    def in_force(self) -> "ContactQuerySet":
        """Those that have not ended."""
        return self.filter(until=None)


@keeps_history()
class Contact(models.Model):
    """Contact (samvær) with one person during a placement (Barnets lov §§ 103–105).

    Less than once a month, supervised or cut off, it is for the Board to decide (§ 105).
    """

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="contacts", verbose_name=_("anbringelse"))
    relative = models.ForeignKey(
        Relative, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("med hvem i netværket")
    )
    with_whom = models.CharField(_("med hvem"), max_length=160)
    rhythm = models.CharField(_("hvor tit og hvordan"), max_length=300)
    basis = models.CharField(_("besluttet som"), max_length=20, choices=ContactBasis.choices)
    is_less_than_monthly = models.BooleanField(_("sjældnere end en gang om måneden"), default=False)
    is_supervised = models.BooleanField(_("overvåget"), default=False)
    childs_wish = models.TextField(_("barnets ønske"), blank=True)
    from_on = models.DateField(_("fra"))
    until = models.DateField(_("til"), null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = ContactQuerySet.as_manager()

    class Privacy:
        personal = {"placement", "relative", "with_whom", "rhythm", "childs_wish"}
        plain = {"id", "basis", "is_less_than_monthly", "is_supervised", "from_on", "until", "agreed_by"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="board") | Q(is_less_than_monthly=False, is_supervised=False),
                name="limited_contact_is_the_boards",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("from_on")), name="contact_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.with_whom}: {self.rhythm}"

    @property
    def case_number(self) -> str:
        """The case of the placement."""
        return self.placement.case_number


class SupervisionVisitQuerySet(models.QuerySet["SupervisionVisit"]):
    """Which supervision visits."""

    def visible_to(self, user: Any) -> "SupervisionVisitQuerySet":
        """Those of visible cases."""
        return self.filter(placement__intervention__case__in=Case.objects.visible_to(user))

    def planned(self) -> "SupervisionVisitQuerySet":
        """Those still to be made, while the placement lasts."""
        return self.filter(held_on=None, cancelled_on=None)

    def overdue(self, *, on: date) -> "SupervisionVisitQuerySet":
        """Those to be made before a day and not made."""
        return self.planned().filter(due_on__lt=on)


@keeps_history()
class SupervisionVisit(models.Model):
    """A supervision visit (personrettet tilsyn, Barnets lov § 156): at least two a year, with a talk with the child."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="visits", verbose_name=_("anbringelse"))
    due_on = models.DateField(_("senest"))
    held_on = models.DateField(_("holdt"), null=True, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_announced = models.BooleanField(_("anmeldt"), default=True)
    has_spoken_with_child = models.BooleanField(_("talt med barnet"), null=True, blank=True)
    was_without_staff = models.BooleanField(_("uden personale til stede"), null=True, blank=True)
    child_words = models.TextField(_("barnets ord"), blank=True)
    no_talk_reason = models.TextField(_("hvorfor ikke talt med barnet"), blank=True)
    findings = models.TextField(_("hvad så du"), blank=True)
    follow_up = models.TextField(_("hvad skal der gøres"), blank=True)
    cancelled_on = models.DateField(_("bortfaldet"), null=True, blank=True)

    objects = SupervisionVisitQuerySet.as_manager()

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    class Privacy:
        personal = {"placement", "child_words", "no_talk_reason", "findings", "follow_up"}
        plain = {
            "id", "due_on", "held_on", "held_by", "is_announced", "has_spoken_with_child", "was_without_staff",
            "cancelled_on",
        }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(held_on=None, cancelled_on=None), name="planned_supervision_by_day"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["placement"], condition=Q(held_on=None, cancelled_on=None),
                name="one_planned_supervision_per_placement",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, held_by__isnull=True, has_spoken_with_child__isnull=True, findings="")
                | (
                    Q(held_on__isnull=False, held_by__isnull=False, has_spoken_with_child__isnull=False)
                    & ~Q(findings="")
                    & (Q(has_spoken_with_child=True) & ~Q(child_words="")
                       | Q(has_spoken_with_child=False) & ~Q(no_talk_reason=""))
                ),
                name="held_supervision_says_who_what_and_the_childs_words",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"tilsyn {self.held_on or self.due_on}"

    @property
    def case_number(self) -> str:
        """The case of the placement."""
        return self.placement.case_number


def supervised_since(placement: Placement) -> date:
    """The day the half year runs from: the latest visit of the unbroken stay, at whichever place, or its first day."""
    since = placement.stays_since
    held = SupervisionVisit.objects.filter(
        Q(placement__placed_since=since) | Q(placement__placed_since=None, placement__starts_on=since),
        placement__child=placement.child_id,
        held_on__isnull=False,
    )
    return held.order_by("-held_on").values_list("held_on", flat=True).first() or since


class BreakdownQuerySet(models.QuerySet["Breakdown"]):
    """Which breakdowns."""

    def visible_to(self, user: Any) -> "BreakdownQuerySet":
        """Those of visible cases."""
        return self.filter(placement__intervention__case__in=Case.objects.visible_to(user))

    def without_learning(self, *, by: date) -> "BreakdownQuerySet":
        """Those that were by a day and nothing is written of what they taught."""
        return self.filter(learnt_on=None, on__lte=by)


@keeps_history()
class Breakdown(models.Model):
    """That a placement broke down: an event of its own, and what was learnt from it."""

    placement = models.OneToOneField(Placement, models.PROTECT, related_name="breakdown", verbose_name=_("anbringelse"))
    on = models.DateField(_("dato"))
    what_happened = models.TextField(_("hvad skete der"))
    childs_view = models.TextField(_("barnets egen forklaring"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("skrevet"), auto_now_add=True)
    learning = models.TextField(_("hvad har vi lært"), blank=True)
    learnt_on = models.DateField(_("læring skrevet"), null=True, blank=True)
    learnt_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = BreakdownQuerySet.as_manager()

    class Privacy:
        personal = {"placement", "what_happened", "childs_view", "learning"}
        plain = {"id", "on", "recorded_by", "recorded_at", "learnt_on", "learnt_by"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what_happened=""), name="breakdown_says_what_happened"),
            models.CheckConstraint(
                condition=Q(learning="", learnt_on__isnull=True, learnt_by__isnull=True)
                | (~Q(learning="") & Q(learnt_on__isnull=False, learnt_by__isnull=False)),
                name="learning_says_when_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"sammenbrud {self.on}"

    @property
    def case_number(self) -> str:
        """The case of the placement."""
        return self.placement.case_number


class ReturnQuerySet(models.QuerySet["Return"]):
    """Which returns home."""

    def visible_to(self, user: Any) -> "ReturnQuerySet":
        """Those of visible cases."""
        return self.filter(placement__intervention__case__in=Case.objects.visible_to(user))

    def near(self, *, by: date) -> "ReturnQuerySet":
        """Those of running placements whose period ends by a day, and the child is not home."""
        return self.filter(returned_on=None, placement__ends_on=None, period_until__lte=by)


@keeps_history()
class Return(models.Model):
    """Return home (hjemgivelse, Barnets lov § 100): decided with a period of at most six months and a revised plan."""

    placement = models.OneToOneField(
        Placement, models.PROTECT, related_name="homecoming", verbose_name=_("anbringelse")
    )
    decided_on = models.DateField(_("besluttet"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    period_until = models.DateField(_("hjemgivelsesperiode til"))
    statement = models.TextField(_("anbringelsesstedets udtalelse"))
    plan_revised_on = models.DateField(_("planen revideret"))
    support_at_home = models.TextField(_("støtte i hjemmet bagefter"))
    returned_on = models.DateField(_("hjemme"), null=True, blank=True)

    # By what right the case was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = ReturnQuerySet.as_manager()

    class Privacy:
        personal = {"placement", "statement", "support_at_home"}
        plain = {"id", "decided_on", "decided_by", "period_until", "plan_revised_on", "returned_on"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(period_until__gte=F("decided_on")), name="return_period_in_order"),
            models.CheckConstraint(
                condition=~Q(statement="") & ~Q(support_at_home=""), name="return_has_statement_and_support"
            ),
        ]

    def __str__(self) -> str:
        return f"hjemgivelse {self.decided_on}"

    @property
    def case_number(self) -> str:
        """The case of the placement."""
        return self.placement.case_number
