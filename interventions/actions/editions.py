"""What was decided for a step from a day on comes into force on that day; safe to run twice, and late."""

from datetime import date

from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, leaves_no_event, record
from interventions.actions.ladder import apply_edition, differing
from interventions.models import Step, StepEdition


def put_in_force(*, on: date, by: User) -> list[Step]:
    """Let each step say what was decided for it from the latest day that has come; gives the steps that changed."""
    changed = []
    for edition in StepEdition.objects.in_force(on=on).select_related("step"):
        if differing(edition.step, edition):
            put_edition_in_force(edition=edition, by=by)
            changed.append(edition.step)
    return changed


@action(Permission.CHANGE_CATALOGUE)
def put_edition_in_force(*, edition: StepEdition, by: User) -> None:
    """Let a step say what an edition says whose day has come."""
    if apply_edition(edition):
        record("step.put_in_force", edition.step, by=by, why=f"{edition.valid_from}")
    else:
        leaves_no_event()  # somebody else did it between the finding and the lock
