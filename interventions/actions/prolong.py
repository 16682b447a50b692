"""Help lasts longer than planned, with a reason."""

from datetime import date

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from interventions import exit_rules
from interventions.actions.locking import locked_case
from interventions.models import Intervention


@action(Permission.PROLONG_INTERVENTION)
def prolong_intervention(
    *, intervention: Intervention, planned_end_on: date, reason: str, today: date, by: User
) -> Intervention:
    """Give help a later planned end; the earlier one stays in the row's history, the reason in the event."""
    must_reach(intervention.case, by)
    locked_case(intervention.case)
    fresh = Intervention.objects.select_for_update(of=("self",)).select_related("case").get(pk=intervention.pk)
    exit_rules.must_run(fresh.ends_on)
    reason = exit_rules.must_be_prolonged(
        planned_end_on, before=fresh.planned_end_on, starts_on=fresh.starts_on, today=today, reason=reason
    )
    fresh.planned_end_on = planned_end_on
    fresh.save(update_fields=["planned_end_on"])
    record("intervention.prolonged", fresh, by=by, why=reason)
    return fresh
