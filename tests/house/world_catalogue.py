"""What an administrator keeps about ladder and catalogue, one of each."""

from datetime import timedelta

from django.utils import timezone

from interventions.models import CatalogueImport, StepEdition, TargetGroup
from tests.factories.accounts import DistrictFactory


def catalogue_things(*, by, department):
    """A step's words for later, a target group, two districts, and a catalogue that came in as a file."""
    return {
        "edition": StepEdition.objects.create(
            step_id=3, valid_from=timezone.localdate() + timedelta(days=30), name="Slægt", short_name="Slægt",
            name_en="Kin", colour="#2F6A9A", review_weeks=6,
        ),
        "placed_department": department,
        "target_group": TargetGroup.objects.get(pk="adfaerd"),
        "north": DistrictFactory(name="Nordøst"),
        "south": DistrictFactory(name="Sydvest"),
        "imported": CatalogueImport.objects.create(
            by=by, name="naboen.yaml", format="yaml",
            text="format: indsatstrappe-1\ntarget_groups:\n- code: ny\n  name: Ny gruppe\n",
        ),
    }  # fmt: skip
