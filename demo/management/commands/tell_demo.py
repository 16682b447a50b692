"""`manage.py tell_demo`: fill an empty database with an invented municipality."""

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.models import Case
from demo.planner import OPEN_CASES, SEED, stories
from demo.telling import Interrupted, begin_anew, hurry, is_unfinished, marked_unfinished, tell
from interventions.models import Offer


class Command(BaseCommand):
    """Tell the stories, unless there are cases already; the same seed and day give the same stories."""

    help = "Fill an empty database with an invented municipality."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The seed, the size, and the refused wish to tell on top of real cases."""
        parser.add_argument("--seed", type=int, default=SEED, help="which municipality to invent")
        size = settings.DEMO_CASES or OPEN_CASES
        parser.add_argument("--cases", type=int, default=size, help="about how many open cases")
        parser.add_argument(
            "--processes", type=int, default=min(os.cpu_count() or 1, 2), help="how many processes tell at once"
        )
        parser.add_argument(
            "--start-over", action="store_true", help="empty a database in which an earlier telling was interrupted"
        )
        parser.add_argument("--force", action="store_true", help="refused: invented children never join real ones")

    def handle(
        self, *_args: Any, seed: int, cases: int, processes: int, force: bool, start_over: bool, **_options: Any
    ) -> None:
        """Tell, and say how long it took."""
        if force:
            raise CommandError("Refused: invented children are never added to a database with cases. Empty it first.")
        if is_unfinished():
            if not start_over:
                raise CommandError("An earlier telling was interrupted half-way. Empty the database (make clean-data).")
            self._say("An earlier telling was interrupted half-way. All of it is invented; it is told anew.")
            begin_anew()
        if Case.objects.exists():
            self._say("There are cases already; nothing was told.")
            return
        if not Offer.objects.exists():
            raise CommandError("There is no catalogue. Run `manage.py load_catalogue` first.")
        began = time.monotonic()
        today = timezone.localdate()
        hurry()
        try:
            with marked_unfinished():
                told = stories(seed, today, open_cases=cases)
                tell(told, today=today, processes=processes, say=self._say)
        except Interrupted:
            raise CommandError("The telling failed; the reason stands above. Empty the database first.") from None
        self._say(f"{Case.objects.open().count()} open cases told in {time.monotonic() - began:.0f} s")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
