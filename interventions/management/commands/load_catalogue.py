"""`manage.py load_catalogue`: the offers the model came with, added where they are missing."""

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from herning.accounts.models import User
from interventions.actions import load_catalogue

CATALOGUE = Path(__file__).parents[2] / "catalogue.yaml"


class Command(BaseCommand):
    """Load `interventions/catalogue.yaml`; a second time adds nothing."""

    help = "Add the offers of interventions/catalogue.yaml that are missing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, and say how many offers were added."""
        catalogue = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
        added = load_catalogue(catalogue=catalogue, by=User.objects.system())
        self.stdout.write(f"{added} offers added")
