"""Open cases in which nothing is under way: no help, no referral and no investigation; the next step is to be taken."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, Max, OuterRef, Q, Subquery

from cases.models import ChildInvestigation, Concern
from cases.models.case import CaseQuerySet
from interventions.models import Intervention, Referral


def stalled(cases: CaseQuerySet, *, on: date) -> CaseQuerySet:
    """The open cases that wait for their next step, each with `danger_at`."""
    return _with_danger(cases.open().filter(_nothing_under_way(on)))


def with_standstill(cases: CaseQuerySet, *, on: date) -> CaseQuerySet:
    """Each case with `is_stalled`, whether it is one of these if it is open, and `danger_at`."""
    is_stalled = ExpressionWrapper(_nothing_under_way(on), output_field=BooleanField())
    return _with_danger(cases.annotate(is_stalled=is_stalled))


def _nothing_under_way(on: date) -> Q:
    """Help that is agreed to begin later is under way, and so is a referral that is only drafted."""
    helped = Intervention.objects.not_over(on=on).filter(case=OuterRef("pk"))
    referred = Referral.objects.under_way().filter(case=OuterRef("pk"))
    investigated = ChildInvestigation.objects.filter(finished_on=None, case=OuterRef("pk"))
    return Q(~Exists(helped), ~Exists(referred), ~Exists(investigated))


def _with_danger(cases: CaseQuerySet) -> CaseQuerySet:
    """Each with `danger_at`: when a concern was last assessed as danger, none when help has begun since."""
    helped_since: Any = Intervention.objects.filter(case=OuterRef("case"), starts_on__gte=OuterRef("assessed_at__date"))
    in_danger = Concern.objects.filter(~Exists(helped_since), case=OuterRef("pk"), is_in_danger=True)
    latest = in_danger.order_by().values("case").annotate(latest=Max("assessed_at")).values("latest")
    return cases.annotate(danger_at=Subquery(latest))
