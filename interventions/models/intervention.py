"""An intervention (indsats): the help a child is given, from a day to a day."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.case import CaseQuerySet
from herning.accounts.models import Department
from herning.audit.history import keeps_history
from interventions.enums import EndReason, ReferralStatus
from interventions.exit_rules import EXIT_AHEAD, NAMED_EXIT_FROM
from interventions.models.ladder import Step
from interventions.models.offer import Offer
from interventions.models.referral import UNDER_WAY, Referral

# A draft is a thought; the others have been decided.
DECIDED = [status for status in UNDER_WAY if status != ReferralStatus.DRAFT]
# A time-limited offer ends after its longest course where no planned end was written.
EXITS_ON = Coalesce(
    "planned_end_on",
    models.Case(
        models.When(
            offer__is_time_limited=True,
            then=ExpressionWrapper(F("starts_on") + F("offer__max_weeks") * 7, output_field=models.DateField()),
        ),
        output_field=models.DateField(),
    ),
)


class InterventionQuerySet(models.QuerySet["Intervention"]):
    """Which interventions."""

    def visible_to(self, user: Any) -> "InterventionQuerySet":
        """Those of visible cases; to a provider those of an own department while the help is given."""
        if user.is_provider:
            return self.filter(department_id__in=user.department_ids, ends_on=None)
        return self.filter(case__in=Case.objects.visible_to(user))

    def active(self, *, on: date) -> "InterventionQuerySet":
        """Those whose days hold a day; the first day counts, the day of the end no longer does."""
        return self.not_over(on=on).filter(starts_on__lte=on)

    def not_over(self, *, on: date) -> "InterventionQuerySet":
        """Those that run on a day, and those agreed to begin after it."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on))

    def in_closing_offers(self, *, on: date) -> "InterventionQuerySet":
        """Active ones whose offer has a day it closes, each with `has_onward`: whether its next offer is open then."""
        leaves_on = Greatest(F("offer__closes_on"), Value(on, output_field=models.DateField()))
        is_open_then = (Q(next_offer__opens_on=None) | Q(next_offer__opens_on__lte=leaves_on)) & (
            Q(next_offer__closes_on=None) | Q(next_offer__closes_on__gt=leaves_on)
        )
        onward = models.Case(
            models.When(is_open_then, next_offer__isnull=False, then=True),
            default=False,
            output_field=models.BooleanField(),
        )
        return self.active(on=on).filter(offer__closes_on__isnull=False).annotate(has_onward=onward)

    def with_exit(self) -> "InterventionQuerySet":
        """Each with `exits_on`, the day it is planned to end, and `is_exit_ready`.

        Ready is help whose next, lower step is decided: a referral to a lower step is under way (a draft is not);
        or lower help, from the planned next step up, runs by then and outlasts it; or the exit is to step 0, which
        asks for no referral: from step 2 up with the open offer named that takes over.
        """
        lower = Referral.objects.filter(case=OuterRef("case"), step__lt=OuterRef("step"), status__in=DECIDED)
        caught = Intervention.objects.filter(
            Q(planned_end_on=None) | Q(planned_end_on__gt=OuterRef("exits_on")),
            case=OuterRef("case"), starts_on__lte=OuterRef("exits_on"), ends_on=None,
            step__lt=OuterRef("step"), step__gte=OuterRef("next_step"),
        )  # fmt: skip
        named = Q(next_offer__isnull=False) & (
            Q(next_offer__closes_on=None) | Q(next_offer__closes_on__gt=F("exits_on"))
        )
        to_all = Q(next_step=0) & (Q(step__lt=NAMED_EXIT_FROM) | named)
        ready = models.Case(
            models.When(to_all | Exists(lower) | Exists(caught), then=True),
            default=False, output_field=models.BooleanField(),
        )  # fmt: skip
        return self.annotate(exits_on=EXITS_ON).annotate(is_exit_ready=ready)

    def exit_unready(self, *, on: date) -> "InterventionQuerySet":
        """Help above step 0 that ends within eight weeks, or should have ended, and whose next step is not ready."""
        found: InterventionQuerySet = self._near(on).filter(is_exit_ready=False)
        return found

    def overrun(self, *, on: date) -> "InterventionQuerySet":
        """Help above step 0 that nobody has ended though its planned end is past, each with `exits_on`."""
        # What is asked of the written day alone lets PostgreSQL begin in its index.
        is_written_past = Q(planned_end_on__lt=on) | Q(planned_end_on=None)
        running = self.filter(is_written_past, ends_on=None, starts_on__lte=on, step__gte=1)
        return running.annotate(exits_on=EXITS_ON).filter(exits_on__lt=on)

    def exit_warned(self, *, on: date) -> "InterventionQuerySet":
        """Both of these, for the lists of one person: what ends without a next step, and what should have ended."""
        found: InterventionQuerySet = self._near(on).filter(Q(is_exit_ready=False) | Q(exits_on__lt=on))
        return found

    def _near(self, on: date) -> Any:
        known: Any = self.active(on=on).filter(step__gte=1).with_exit()
        return known.filter(exits_on__lte=on + EXIT_AHEAD)


@keeps_history()
class Intervention(models.Model):
    """A granted help; its exit plan and next, lower step are named before it starts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="interventions", verbose_name=_("sag"))
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="intervention", verbose_name=_("visitation"))
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="interventions", verbose_name=_("tilbud"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="interventions", verbose_name=_("afdeling"))
    step = models.ForeignKey(Step, models.PROTECT, related_name="interventions", verbose_name=_("trin"))
    starts_on = models.DateField(_("begynder"))
    planned_end_on = models.DateField(_("planlagt afsluttet"), null=True, blank=True)
    exit_plan = models.TextField(_("udslusningsplan"), blank=True)
    next_step = models.ForeignKey(
        Step, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("næste, lavere trin")
    )
    next_offer = models.ForeignKey(
        Offer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("næste tilbud")
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ends_on = models.DateField(_("afsluttet"), null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(_("hvorfor afsluttet"), max_length=20, choices=EndReason.choices, blank=True)
    end_text = models.TextField(_("afsluttende vurdering"), blank=True)

    # By what right it was reached; set by its loader, read by the access log.
    reached_by: str = ""

    objects = InterventionQuerySet.as_manager()

    class Privacy:
        personal = {"case", "exit_plan", "end_reason", "end_text"}
        plain = {
            "id", "referral", "offer", "department", "step", "starts_on", "planned_end_on", "next_step", "next_offer",
            "started_by", "ends_on", "ended_by",
        }  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["case", "starts_on"], include=["ends_on", "step"], name="intervention_of_case"),
            models.Index(fields=["department"], condition=Q(ends_on=None), name="intervention_of_department"),
            models.Index(fields=["step", "case"], condition=Q(ends_on=None), name="intervention_on_step"),
            models.Index(fields=["planned_end_on"], condition=Q(ends_on=None), name="intervention_by_planned_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="intervention_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(planned_end_on=None) | Q(planned_end_on__gt=F("starts_on")), name="planned_end_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, ended_by__isnull=True, end_reason="")
                | (Q(ends_on__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="ended_intervention_says_when_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(step=0) | (Q(next_step__lt=F("step")) & ~Q(exit_plan="")),
                name="exit_is_planned_before_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.offer)

    @property
    def case_number(self) -> str:
        """The case the help is given in."""
        return self.case.number


def with_step(cases: CaseQuerySet, *, on: date) -> CaseQuerySet:
    """Each case with `current_step`: the highest step among its interventions active on a day, null without any."""
    active = Intervention.objects.active(on=on).filter(case=OuterRef("pk")).order_by().values("case")
    return cases.annotate(current_step=Subquery(active.annotate(highest=Max("step")).values("highest")))


def last_decision_on(case: Case, *, on: date, but: int = 0) -> date:
    """The day of the last decision in a case: its opening, or the latest help begun by a day, `but` one."""
    begun = Intervention.objects.filter(case=case, starts_on__lte=on).exclude(pk=but).order_by("-starts_on", "-pk")
    return max(case.opened_on, begun.values_list("starts_on", flat=True).first() or case.opened_on)
