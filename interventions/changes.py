"""What was changed in the catalogue, as a reader meets it: each field by its name in the reader's own language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from interventions.models import CatalogueChange

#: What belongs to an offer and is no field of it.
NAMES: dict[str, Any] = {
    "price": _("pris"),
    "places": _("pladser"),
    "planned_places": _("planlagte pladser"),
    "admission": _("indskrivning"),
}
KINDS: dict[str, Any] = {
    "offer": _("Tilbud"),
    "step": _("Trin"),
    "ladder": _("Trappen"),
    "targetgroup": _("Målgruppe"),
    "department": _("Afdeling"),
    "provider": _("Udfører"),
    "districtdistance": _("Afstand"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: when, by whom, of what, and each field as it was and as it became."""

    at: datetime
    by: str
    kind: str
    name: str
    url: str
    fields: list[tuple[str, str, str]]


def changed(rows: list[CatalogueChange], *, offers: dict[str, str]) -> list[Changed]:
    """The rows of a page; `offers` leads from an offer's id to its code."""
    return [_changed(row, offers.get(row.subject_id, "") if row.subject_type == "offer" else "") for row in rows]


def _changed(row: CatalogueChange, code: str) -> Changed:
    fields = [(_name(row.subject_type, one["field"]), one["before"], one["after"]) for one in row.diff]
    url = reverse("interventions:offer", args=[code]) if code else ""
    kind = str(KINDS.get(row.subject_type, row.subject_type))
    return Changed(row.at, str(row.by), kind, row.subject_name, url, fields)


def _name(subject_type: str, field: str) -> str:
    if field in NAMES:
        return str(NAMES[field])
    for app in ("interventions", "accounts"):
        for model in (subject_type, "stepedition"):
            try:
                return str(getattr(apps.get_model(app, model)._meta.get_field(field), "verbose_name", field))
            except (LookupError, FieldDoesNotExist):
                continue
    return field
