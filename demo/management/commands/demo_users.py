"""`manage.py demo_users`: one sign-in for each role of the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.municipality import DOMAIN, PASSWORD
from herning.accounts.models import User
from herning.accounts.permissions import Role

SHOWN = (
    Role.CASEWORKER, Role.TEAM_LEADER, Role.PROVIDER_WORKER, Role.PROVIDER_LEADER, Role.MANAGER, Role.SECRETARY,
    Role.ADMINISTRATOR,
)  # fmt: skip


class Command(BaseCommand):
    """Print who can sign in; only in a demonstration, where the password is no secret."""

    help = "Print one sign-in for each role of the demonstration."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """One line for each role."""
        if not settings.DEMO:
            raise CommandError("This is no demonstration (DEMO is not set).")
        self.stdout.write(f"Sign in with one of these; the password is {PASSWORD}")
        for role in SHOWN:
            user = _first(role)
            if user is not None:
                self.stdout.write(f"  {role.value:<16} {user.email:<40} {user.name}")


def _first(role: Role) -> User | None:
    """The first of the role, and for providers one in a department that has many children."""
    people = User.objects.with_role(role).filter(email__endswith=DOMAIN)
    if role in {Role.PROVIDER_WORKER, Role.PROVIDER_LEADER}:
        return people.filter(memberships__department__code="claudisvej", memberships__until=None).order_by("pk").first()
    return people.order_by("pk").first()
