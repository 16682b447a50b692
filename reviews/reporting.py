"""Which courses a provider still has to report on."""

from datetime import date

from django.db.models import Q

from herning.accounts.models import User
from interventions.models import Intervention
from interventions.models.intervention import InterventionQuerySet
from reviews.rules import REPORT_ASKED, REPORT_WITHIN


def to_report(user: User, *, on: date) -> InterventionQuerySet:
    """A provider's own help without an end report, given now or ended within four weeks."""
    reportable = Intervention.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on - REPORT_WITHIN), end_report=None)
    return reportable.filter(department_id__in=user.department_ids)


def report_due(user: User, *, on: date) -> InterventionQuerySet:
    """Those that have ended, or end as planned within a week."""
    ending = Q(ends_on__isnull=False) | Q(planned_end_on__lte=on + REPORT_ASKED)
    return to_report(user, on=on).filter(ending)
