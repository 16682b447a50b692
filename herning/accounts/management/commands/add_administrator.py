"""`manage.py add_administrator NAME EMAIL`: the first person of a new installation; the rest are made on screen."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from herning.accounts.actions import create_user
from herning.accounts.models import User
from herning.accounts.permissions import Role
from herning.rules import RuleBroken


class Command(BaseCommand):
    """Add an administrator, asking for the password; an empty one leaves it to the link on the sign-in page."""

    help = "Add an administrator; the password is asked for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is."""
        parser.add_argument("name")
        parser.add_argument("email")

    def handle(self, *_args: Any, name: str, email: str, **_options: Any) -> None:
        """Ask for the password and add the person; raises `CommandError` with the rule that was broken."""
        password = getpass("Password (12 characters or more): ")
        try:
            create_user(email=email, name=name, role=Role.ADMINISTRATOR, password=password, by=User.objects.system())
        except RuleBroken as broken:
            raise CommandError(str(broken)) from None
        self.stdout.write(f"{name} can sign in with {email}.")
