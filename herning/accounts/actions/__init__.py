"""What an administrator does about people, teams and departments."""

from herning.accounts.actions.memberships import add_membership, end_membership
from herning.accounts.actions.parked import park_task, put_task_away, run_task_again
from herning.accounts.actions.people import change_user, create_user, offer_password
from herning.accounts.actions.teams import add_team, change_team

__all__ = [
    "add_membership",
    "add_team",
    "change_team",
    "change_user",
    "create_user",
    "end_membership",
    "offer_password",
    "park_task",
    "put_task_away",
    "run_task_again",
]
