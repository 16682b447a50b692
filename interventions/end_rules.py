"""What may end an out-of-home placement: it is decided as a return, a change or a breakdown, not only written as one.

No database, no clock.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from herning.rules import RuleBroken
from interventions.enums import EndReason

MOVES = frozenset({EndReason.MOVED_DOWN, EndReason.MOVED_UP, EndReason.MOVED_ACROSS})
# What happens to a child or its case whatever the municipality decides.
UNASKED = frozenset({EndReason.DIED, EndReason.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class Ending:
    """What is on record of a placement that is about to end."""

    has_broken_down: bool = False
    has_changed: bool = False
    is_return_decided: bool = False
    is_home: bool = False
    is_of_age: bool = False
    is_consent_withdrawn: bool = False
    is_refused_by_board: bool = False


def explains(ending: Ending, reason: str) -> bool:
    """Whether what is on record explains that a placement ends for a reason (Barnets lov § 100)."""
    if reason == EndReason.BREAKDOWN:
        return ending.has_broken_down
    if reason == EndReason.WITHDRAWN_CONSENT:
        return ending.is_consent_withdrawn
    if reason in UNASKED or ending.is_home or ending.is_of_age:
        return True
    return ending.has_changed if reason in MOVES else reason == EndReason.OTHER and ending.is_refused_by_board


def reasons(ending: Ending) -> list[EndReason]:
    """What the page that ends a placement offers."""
    return [reason for reason in EndReason if explains(ending, reason)]


def must_explain(ending: Ending, reason: str) -> None:
    """A placement ends for what is on record; raises `RuleBroken` that says where the other ends are decided."""
    if explains(ending, reason):
        return
    match reason:
        case EndReason.BREAKDOWN:
            why = _(
                "En anbringelse, der bryder sammen, skrives på anbringelsens egen side under “Registrér sammenbrud”."
            )
        case EndReason.WITHDRAWN_CONSENT:
            why = _("Intet samtykke til anbringelsen er trukket tilbage. Registrér det først i sagens journal.")
        case _ if ending.is_return_decided:
            why = _("Hjemgivelsen er besluttet. Vælg “Barnet er hjemme” på anbringelsens egen side.")
        case _:
            why = _(
                "En anbringelse slutter med en hjemgivelse, et skift eller et sammenbrud. Vælg “Beslut hjemgivelse” "
                "på anbringelsens egen side (§ 100)."
            )
    raise RuleBroken(why, field="reason")
