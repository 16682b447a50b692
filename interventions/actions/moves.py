"""Tell the moves on the ladder again from the help that was given."""

from cases.models import Case
from herning.accounts.models import User
from interventions import rules
from interventions.enums import MoveCause
from interventions.models import Intervention, StepMove


def retell_moves(case: Case, *, reason: str, cause: MoveCause, intervention: Intervention, by: User) -> None:
    """Make the case's moves what its interventions give: rows that no longer hold go (history keeps them), others come.

    Called inside an act that holds the case's row locked.
    """
    given = case.interventions.values_list("step_id", "starts_on", "ends_on")
    wanted = rules.moves(rules.Period(*period) for period in given)
    told = {rules.Move(row.on, row.from_step_id, row.to_step_id): row.pk for row in StepMove.objects.filter(case=case)}
    StepMove.objects.filter(pk__in=[pk for move, pk in told.items() if move not in set(wanted)]).delete()
    StepMove.objects.bulk_create(
        StepMove(
            case=case,
            on=move.on,
            from_step_id=move.from_step,
            to_step_id=move.to_step,
            cause=cause,
            reason=reason,
            skipped=0 if move.to_step is None else len(rules.steps_skipped(move.from_step, move.to_step)),
            intervention=intervention,
            decided_by=by,
        )
        for move in wanted
        if move not in told
    )
