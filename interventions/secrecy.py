"""Where a child lives may be secret: then its place is named to the authority on the screen, never on paper or in rows.

Secret is a placement whose address the Board or the municipality keeps secret, and every placement of a child with a
protected address, from the day it is asked for: what names the department would give the address away.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Case, CharField, F, Q, Value, When
from django.utils.translation import gettext as _

from interventions.enums import ReferralStatus
from interventions.models import Referral


def hidden_words() -> str:
    """What stands instead of the place."""
    return _("hemmeligt anbringelsessted")


def is_secret_place(given: Any) -> bool:
    """Whether help, or a referral, is at a secret place or on the way to one.

    Fetch `offer` and `case__child` with a referral, and `placement__child` with help.
    """
    if isinstance(given, Referral):
        if given.status != ReferralStatus.STARTED:
            return given.offer is not None and given.offer.is_legal_placement and given.case.child.is_address_protected
        given = getattr(given, "intervention", None)
    placement = getattr(given, "placement", None)
    return placement is not None and placement.is_secret


def told_offer(given: Any) -> str:
    """The offer as a row of a list may name it."""
    return hidden_words() if is_secret_place(given) else str(given.offer)


def without_names(text: str, names: Iterable[str]) -> str:
    """What somebody has written, with the names that must not leave the house replaced, however they are spaced."""
    told = sorted(filter(None, names), key=len, reverse=True)
    if not told:
        return text
    sought = "|".join(r"\s+".join(map(re.escape, name.split())) for name in told)
    return re.sub(sought, f"[{hidden_words()}]", text, flags=re.IGNORECASE)


def _secret(help_at: str, asked_at: str | None = None) -> Q:
    secret = Q(**{f"{help_at}placement__is_address_secret": True}) | Q(
        **{f"{help_at}placement__isnull": False, f"{help_at}placement__child__is_address_protected": True}
    )
    if asked_at is None:
        return secret
    asked = {f"{asked_at}offer__is_legal_placement": True, f"{asked_at}case__child__is_address_protected": True}
    return secret | Q(**asked)


def at_secret_place(help_at: str = "") -> Case:
    """The same of rows that lead to help by a path."""
    return Case(When(_secret(help_at), then=True), default=False, output_field=BooleanField())


def told_name(name: str = "offer__name", *, help_at: str = "", asked_at: str | None = None) -> Case:
    """A column with the name by that path, or the words that stand instead of it; `asked_at` leads to a referral."""
    hidden = When(_secret(help_at, asked_at), then=Value(hidden_words()))
    return Case(hidden, default=F(name), output_field=CharField())
