"""The municipality's ladder and catalogue as tables, in an order that never changes by itself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from herning.accounts.models import Department, Provider
from interventions.exchange.columns import BY_NAME, TABLES
from interventions.models import (
    AdmissionItem,
    Capacity,
    Ladder,
    Offer,
    OfferPrice,
    PlannedPlaces,
    Step,
    StepEdition,
    TargetGroup,
)

#: Columns that stand under another name in the database.
SOURCES: dict[str, dict[str, str]] = {
    "editions": {"step": "step_id"},
    "departments": {"provider": "provider__code", "district": "district__name"},
    "offers": {"step": "step_id"},
    "prices": {"offer": "offer__code"},
    "places": {"offer": "offer__code", "department": "department__code"},
    "planned_places": {"offer": "capacity__offer__code", "department": "capacity__department__code"},
    "admission": {"offer": "offer__code"},
}
Tables = dict[str, list[dict[str, Any]]]


def tables(*, on: date) -> Tables:
    """Everything another municipality could start from; of the steps' editions and of planned places those to come.

    Foster families stay at home, also without their names: they are people, approved by another authority for children
    of this municipality, and a network family for one child (Barnets lov § 43); without all that nothing is left.
    """
    planned = PlannedPlaces.objects.filter(applied_on=None, from_on__gt=on, capacity__closes_on=None)
    rows: dict[str, QuerySet[Any]] = {
        "ladder": Ladder.objects.order_by("pk"),
        "steps": Step.objects.order_by("pk"),
        "editions": StepEdition.objects.to_come(on=on).order_by("step", "valid_from"),
        "target_groups": TargetGroup.objects.order_by("order", "pk"),
        "providers": Provider.objects.order_by("code"),
        "departments": Department.objects.order_by("code"),
        "offers": Offer.objects.order_by("step", "number", "code"),
        "prices": OfferPrice.objects.order_by("offer__code", "valid_from"),
        "places": Capacity.objects.filter(foster_family=None).order_by(
            "offer__code", "department__code", "opens_on"
        ),
        "planned_places": planned.filter(capacity__foster_family=None).order_by(
            "capacity__offer__code", "capacity__department__code", "from_on"
        ),
        "admission": AdmissionItem.objects.order_by("offer__code", "order", "text", "pk"),
    }  # fmt: skip
    return {table.name: list(_rows(table.name, rows[table.name])) for table in TABLES}


def _rows(name: str, rows: QuerySet[Any]) -> Iterable[dict[str, Any]]:
    sources = SOURCES.get(name, {})
    columns = [column.name for column in BY_NAME[name].columns]
    for values in rows.values_list(*(sources.get(column, column) for column in columns)):
        # A missing district is an empty text in a file.
        yield {
            column: "" if value is None and BY_NAME[name].named[column].default == "" else value
            for column, value in zip(columns, values, strict=True)
        }
