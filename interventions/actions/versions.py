"""Two people editing the same row: the second is told what the first changed, and nothing is overwritten."""

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from herning.rules import RuleBroken

Row = TypeVar("Row", bound=models.Model)


def locked_version(model: type[Row], pk: Any, *, seen_version: int) -> Row:
    """The row, locked, when it is still the version that was seen; raises `RuleBroken` that names what changed."""
    row: Any = model._default_manager.select_for_update(of=("self",)).get(pk=pk)
    if row.version != seen_version:
        raise RuleBroken(
            _(
                "En anden har rettet dette imens (%(fields)s). Det, du har skrevet, står her endnu. "
                "Se efter, og gem igen."
            )
            % {"fields": ", ".join(_changed_since(row, seen_version)) or _("uden synlig forskel")}
        )
    found: Row = row
    return found


def store(row: Any, changes: dict[str, Any]) -> None:
    """Set the fields and store them as the row's next version."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changes, "version"])


def _changed_since(row: Any, seen_version: int) -> list[str]:
    """The names of the fields that differ from the version that was seen."""
    seen = row.history.filter(version=seen_version).order_by("-pgh_id").first()
    if seen is None:
        return []
    return [
        str(field.verbose_name)
        for field in row._meta.concrete_fields
        if field.name != "version"
        and hasattr(seen, field.attname)
        and getattr(seen, field.attname) != getattr(row, field.attname)
    ]
