"""`manage.py load_catalogue`: the offers the model came with, added where missing; or another municipality's file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from herning.accounts.models import User
from herning.rules import RuleBroken
from interventions.actions import import_catalogue, load_catalogue, receive_catalogue
from interventions.actions.exchange import reading_of

CATALOGUE = Path(__file__).parents[2] / "catalogue.yaml"


class Command(BaseCommand):
    """Load `interventions/catalogue.yaml`, or a file that was exported; a second time adds nothing."""

    help = "Add the offers of interventions/catalogue.yaml that are missing, or carry out an exported FILE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A file as the catalogue's own page exports it."""
        parser.add_argument(
            "file", nargs="?", type=Path, help="an exported catalogue, as YAML or as a ZIP of CSV files"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, and say how many offers were added, or how many rows a file changed."""
        if options["file"]:
            self.stdout.write(f"{self._imported(options['file'])} rows imported")
            return
        catalogue = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
        added = load_catalogue(catalogue=catalogue, by=User.objects.system())
        self.stdout.write(f"{added} offers added")

    def _imported(self, file: Path) -> int:
        by, today = User.objects.system(), timezone.localdate()
        try:
            received = receive_catalogue(name=file.name, content=file.read_bytes(), by=by)
            read = reading_of(received, on=today)
            for fault in read.faults:
                self.stderr.write(f"{fault.table}:{fault.line} {fault.column} {fault.text}")
            return import_catalogue(received=received, seen=read.fingerprint, today=today, by=by)
        except (OSError, RuleBroken) as refused:
            raise CommandError(str(refused)) from None
