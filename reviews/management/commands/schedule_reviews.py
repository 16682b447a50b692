"""`manage.py schedule_reviews`: the sweep by hand."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from herning.accounts.models import User
from reviews.actions import schedule


class Command(BaseCommand):
    """Plan a review for every case that should have one and has none."""

    help = "Plan a review for every case that should have one and has none; safe to run at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--on 2026-11-21` sweeps as of another day."""
        parser.add_argument("--on", type=date.fromisoformat, default=None)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the sweep and say how many reviews it planned."""
        planned = schedule(on=options["on"] or timezone.localdate(), by=User.objects.system())
        self.stdout.write(f"{planned}")
