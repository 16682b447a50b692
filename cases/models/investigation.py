"""The child investigation (børnefaglig undersøgelse, Barnets lov § 20)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.models.case import Case
from herning.audit.history import keeps_history


@keeps_history()
class ChildInvestigation(models.Model):
    """An investigation; its four months run from when the municipality became aware, not from when it was begun."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="investigations", verbose_name=_("sag"))
    aware_on = models.DateField(_("kommunen blev opmærksom"))
    begun_on = models.DateField(_("begyndt"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.TextField(_("hvorfor en undersøgelse"))
    finished_on = models.DateField(_("afsluttet"), null=True, blank=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    child_and_family = models.TextField(_("barnet, familien og netværket (§ 22)"), blank=True)
    conclusion = models.TextField(_("begrundet stillingtagen (§§ 32, 46, 47)"), blank=True)

    class Privacy:
        personal = {"case", "why", "child_and_family", "conclusion"}
        plain = {"id", "aware_on", "begun_on", "begun_by", "finished_on", "finished_by"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(finished_on=None), name="one_unfinished_investigation_per_case"
            ),
            models.CheckConstraint(condition=Q(begun_on__gte=F("aware_on")), name="investigation_begun_after_aware"),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True, finished_by__isnull=True, conclusion="")
                | (Q(finished_on__gte=F("begun_on"), finished_by__isnull=False) & ~Q(conclusion="")),
                name="finished_investigation_concludes",
            ),
        ]

    def __str__(self) -> str:
        return f"undersøgelse {self.begun_on}"

    @property
    def case_number(self) -> str:
        """The case it belongs to."""
        return self.case.number

    @property
    def due_on(self) -> date:
        """The last day by law: four months after the municipality became aware (Barnets lov § 20)."""
        return rules.investigation_due(self.aware_on)


def became_aware_on(case: Case, *, on: date) -> date:
    """The day from which the four months of an investigation begun on a day run, unless another is told."""
    finished = ChildInvestigation.objects.filter(case=case).aggregate(last=Max("finished_on"))
    received = case.concerns.annotate(day=TruncDate("received_at")).filter(day__lte=on)
    concerns = received.values_list("day", flat=True)
    return rules.aware_since(concerns, aware_on=case.aware_on, finished_on=finished["last"])


def first_aware_on(case: Case) -> date:
    """The day the municipality first heard of what the case is about."""
    first = case.concerns.annotate(day=TruncDate("received_at")).order_by("day").values_list("day", flat=True).first()
    return min(first or case.aware_on, case.aware_on)
