"""The loaders of people, teams, memberships and parked tasks for the administrator, and of absences."""

from django.shortcuts import get_object_or_404

from herning.accounts.models import Absence, Membership, Team, User
from herning.accounts.permissions import Role
from herning.accounts.request import Request
from herning.web.models import ParkedTask


def person_for(_request: Request, *, pk: int) -> User:
    """A person who can sign in or could; the system itself is nobody's to change."""
    return get_object_or_404(User.objects.get_queryset().people().select_related("team"), pk=pk)


def team_for(_request: Request, *, pk: int) -> Team:
    """A team with its district."""
    return get_object_or_404(Team.objects.select_related("district"), pk=pk)


def membership_for(_request: Request, *, pk: int) -> Membership:
    """A membership with its person and department."""
    return get_object_or_404(Membership.objects.select_related("user", "department__provider"), pk=pk)


def parked_task_for(_request: Request, *, pk: int) -> ParkedTask:
    """A task that failed for good, settled or not."""
    return get_object_or_404(ParkedTask.objects.select_related("settled_by"), pk=pk)


def absence_for(request: Request, *, pk: int) -> Absence:
    """An absence that is not over, of the person or, for a leader, of the team; a cover may not take it back."""
    found = Absence.objects.visible_to(request.user).filter(is_cancelled=False)
    if request.user.role != Role.TEAM_LEADER:
        found = found.filter(user=request.user)
    return get_object_or_404(found.select_related("user", "cover"), pk=pk)
