"""What was changed in the catalogue, field by field, written beside the event in the same transaction."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from herning.accounts.models import User
from herning.web.days import long_date
from interventions.models import Capacity, CatalogueChange

# Not what anybody decides: keys, counters and what the database fills in.
UNTOLD = frozenset({"id", "version", "sort_name"})
LONGEST_NAME = 200
Texts = Mapping[str, str]


def told(row: models.Model) -> dict[str, str]:
    """A thing's fields as Danish texts, as a reader of the list of changes meets them."""
    with translation.override("da"):
        return {
            field.name: _text(getattr(row, field.name), row, field)
            for field in row._meta.concrete_fields
            if field.name not in UNTOLD
        }


def tell_change(subject: models.Model, before: Texts, after: Texts, *, by: User) -> None:
    """Write down what differs; nothing when nothing does. Called inside an act that records its own event."""
    names = dict.fromkeys([*before, *after])
    diff = [
        {"field": name, "before": before.get(name, ""), "after": after.get(name, "")}
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]
    if not diff:
        return
    with translation.override("da"):
        name = str(subject)[:LONGEST_NAME]
    CatalogueChange.objects.create(
        by=by, subject_type=subject._meta.model_name or "", subject_id=str(subject.pk), subject_name=name, diff=diff
    )


def places_words(capacity: Capacity) -> str:
    """A department's places, as the list of changes tells them."""
    with translation.override("da"):
        total = _("ingen grænse") if capacity.places_total is None else str(capacity.places_total)
        return f"{capacity.department}: {total}"


def _text(value: Any, row: models.Model, field: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, date):
        return long_date(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
