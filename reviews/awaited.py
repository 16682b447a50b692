"""What the clocks run on: the rows in which something is still to be done."""

from typing import Any

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from cases.models import ChildInvestigation, Concern
from interventions.enums import LegalBasis
from interventions.models import Intervention, Placement, SupervisionVisit
from interventions.rules import BOARD_BASES
from reviews import rules
from reviews.enums import PlanKind
from reviews.models import Plan, Review


def reviews() -> "QuerySet[Any, Any]":
    return Review.objects.planned()


def reviews_by_law() -> "QuerySet[Any, Any]":
    return Review.objects.planned().filter(law_due_on__isnull=False)


def investigations() -> "QuerySet[Any, Any]":
    return ChildInvestigation.objects.filter(finished_on=None)


def without_plan() -> "QuerySet[Any, Any]":
    in_force = Plan.objects.filter(case=OuterRef("intervention__case"), replaced_on=None)
    return Placement.objects.filter(~Exists(in_force), ends_on=None)


def agreed_without_plan() -> "QuerySet[Any, Any]":
    return without_plan().exclude(legal_basis__in=BOARD_BASES)


def coerced_without_plan() -> "QuerySet[Any, Any]":
    return without_plan().filter(legal_basis__in=BOARD_BASES)


def provisional() -> "QuerySet[Any, Any]":
    return Placement.objects.before_the_board().filter(legal_basis="provisional", ends_on=None)


def to_mend() -> "QuerySet[Any, Any]":
    return Placement.objects.to_mend()


def without_consent() -> "QuerySet[Any, Any]":
    return Placement.objects.without_consent()


def not_investigated() -> "QuerySet[Any, Any]":
    """Concerns of a child in danger that have led to no investigation; the first of each case."""
    earlier = Concern.objects.to_investigate().filter(case=OuterRef("case"), pk__lt=OuterRef("pk"))
    return Concern.objects.to_investigate().filter(~Exists(earlier))


def visits() -> "QuerySet[Any, Any]":
    return SupervisionVisit.objects.planned()


def not_assessed() -> "QuerySet[Any, Any]":
    return Concern.objects.undecided().not_assessed().filter(child__cases__closed_on=None)


def not_acknowledged() -> "QuerySet[Any, Any]":
    return Concern.objects.not_acknowledged().filter(child__cases__closed_on=None)


def help_to_end() -> "QuerySet[Any, Any]":
    decided = Review.objects.to_end().filter(case=OuterRef("case")).values("held_on")[:1]
    return Intervention.objects.filter(ends_on=None).annotate(decided_on=Subquery(decided)).exclude(decided_on=None)


def to_close() -> "QuerySet[Any, Any]":
    helped = Intervention.objects.filter(case=OuterRef("case"), ends_on=None)
    return Review.objects.to_end().filter(~Exists(helped))


def months_after(day: str, months: int) -> Func:
    """A stored day so many months on; the month's last day when that month is shorter."""
    return Func(F(day), template=f"(%(expressions)s + interval '{months} months')::date", output_field=DateField())


def with_a_childs_plan() -> "QuerySet[Any, Any]":
    """Young people placed whose plan in force is not the youth's; when it is to be is `youth_plan_on` (§ 108)."""
    childs = Plan.objects.filter(case=OuterRef("intervention__case"), replaced_on=None, kind=PlanKind.CHILD)
    due = Greatest(
        months_after("child__born_on", 12 * rules.YOUTH_PLAN_AGE), months_after("starts_on", rules.LAW_MONTHS)
    )
    placed = Placement.objects.filter(Exists(childs), ends_on=None, child__born_on__isnull=False)
    return placed.annotate(youth_plan_on=due)


def helped_past_childhood() -> "QuerySet[Any, Any]":
    """Help begun before the young person is 18 that nobody has planned to end by then; one of each case.

    Help begun from that day on was granted as youth support (§§ 114–120), and so is a placement that rests on it now.
    """
    running = Intervention.objects.filter(ends_on=None, step__gte=1, case__child__born_on__isnull=False).annotate(
        of_age_on=months_after("case__child__born_on", 12 * rules.ADULT_AGE)
    )
    undecided = running.filter(
        Q(planned_end_on=None) | Q(planned_end_on__gt=F("of_age_on")), starts_on__lt=F("of_age_on")
    )
    undecided = undecided.exclude(placement__legal_basis=LegalBasis.YOUTH)
    earlier = undecided.filter(case=OuterRef("case"), pk__lt=OuterRef("pk"))
    return undecided.filter(~Exists(earlier))
