"""`manage.py tell_demo`: fill an empty database with an invented municipality."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from cases.models import Case
from demo.planner import OPEN_CASES, SEED, stories
from demo.telling import tell
from interventions.models import Offer


class Command(BaseCommand):
    """Tell the stories, unless there are cases already; the same seed and day give the same stories."""

    help = "Fill an empty database with an invented municipality."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The seed, the size, and the refused wish to tell on top of real cases."""
        parser.add_argument("--seed", type=int, default=SEED, help="which municipality to invent")
        parser.add_argument("--cases", type=int, default=OPEN_CASES, help="about how many open cases")
        parser.add_argument("--force", action="store_true", help="refused: invented children never join real ones")

    def handle(self, *_args: Any, seed: int, cases: int, force: bool, **_options: Any) -> None:
        """Tell, and say how long it took."""
        if force:
            raise CommandError("Refused: invented children are never added to a database with cases. Empty it first.")
        if Case.objects.exists():
            self.stdout.write("There are cases already; nothing was told.")
            return
        if not Offer.objects.exists():
            raise CommandError("There is no catalogue. Run `manage.py load_catalogue` first.")
        began = time.monotonic()
        with connection.cursor() as cursor:
            # Rows that a power cut could lose can be told again; each of 20,000 commits waiting for the disk cannot.
            cursor.execute("SET synchronous_commit = off")
        today = timezone.localdate()
        tell(stories(seed, today, open_cases=cases), today=today, say=self._say)
        self._say(f"{Case.objects.open().count()} open cases told in {time.monotonic() - began:.0f} s")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
