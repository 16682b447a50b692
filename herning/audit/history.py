"""Every row's history, written by database triggers: what the row was before each change, also by raw SQL."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.db import models


def keeps_history(*, exclude: tuple[str, ...] = ()) -> Callable[[type[models.Model]], type[models.Model]]:
    """Keep what a row was before each change and each removal.

    The row itself is the newest version, so nothing is written a second time when a row is first stored.
    Generated columns are named in `exclude`: they follow from the others.
    """

    def decorate(model: type[models.Model]) -> type[models.Model]:
        options: dict[str, Any] = {"exclude": list(exclude)} if exclude else {}
        tracked: type[models.Model] = pghistory.track(
            pghistory.UpdateEvent("changed", row="OLD"),
            pghistory.DeleteEvent("removed", row="OLD"),
            model_name=f"{model.__name__}History",
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="+"),
            context_field=pghistory.ContextJSONField(),
            append_only=True,
            **options,
        )(model)
        return tracked

    return decorate
