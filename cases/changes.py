"""What has changed in a child since somebody opened it to edit, in words for the second editor."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import Child
from herning.accounts.models import User

# The fields an editor sees, in the order of the form.
SHOWN = ("name", "cpr", "born_on", "expected_on", "address", "is_address_protected", "school", "language")


def changes_since(child: Child, seen_version: int) -> str:
    """Each field that differs from the version seen, with its new value and who changed it last."""
    past = list(child.history.filter(version__gte=seen_version).order_by("version"))  # type: ignore[attr-defined]  # pghistory adds it
    if not past or past[0].version != seen_version:
        return _("Oplysningerne er ændret, siden du åbnede siden. Se dem igennem, før du gemmer.")
    changed = [
        f"{_label(name)}: {_in_words(name, getattr(child, name))}"
        for name in SHOWN
        if getattr(past[0], name) != getattr(child, name)
    ]
    return _(
        "%(who)s har ændret oplysningerne, siden du åbnede siden. Nu gælder – %(changes)s. "
        "Det, du har skrevet, står her endnu: ret det til, og gem igen."
    ) % {"who": _editor(past[-1]), "changes": " · ".join(changed) or _("det samme som før")}


def _label(name: str) -> str:
    return str(Child._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # each is a column of the row


def _editor(row: Any) -> str:
    by = (row.pgh_context or {}).get("by")
    name = User.objects.filter(pk=by).values_list("name", flat=True).first() if by else None
    return name or _("En anden")


def _in_words(name: str, value: Any) -> str:
    if name == "cpr":
        return f"{value[:6]}-••••" if value else _("intet")
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if hasattr(value, "strftime"):
        return date_format(value, "j. N Y")
    return f"“{value}”" if value else _("intet")
