"""Count what offers have led to."""

from datetime import date

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from interventions.models import Ladder
from reviews import outcomes


@action(Permission.COUNT_OUTCOMES)
def count_outcomes(*, on: date, by: User) -> int:
    """Count each offer's results anew, so that choosing reads one row per offer; the same day twice gives the same."""
    counted = outcomes.count(on=on)
    record("outcomes.counted", Ladder.objects.get(), by=by)
    return counted
