"""What is done about people, teams, departments, absences and the system's own tasks."""

from herning.accounts.actions.absences import cancel_absence, register_absence
from herning.accounts.actions.language import choose_language
from herning.accounts.actions.memberships import add_membership, end_membership
from herning.accounts.actions.parked import park_task, put_task_away, run_task_again
from herning.accounts.actions.people import change_user, create_user, offer_password
from herning.accounts.actions.teams import add_team, change_team

__all__ = [
    "add_membership",
    "add_team",
    "cancel_absence",
    "change_team",
    "change_user",
    "choose_language",
    "create_user",
    "end_membership",
    "offer_password",
    "park_task",
    "put_task_away",
    "register_absence",
    "run_task_again",
]
