"""What of a ranked list a screen can hold: step by step, the lowest that fits open, nothing in hand out of sight."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from herning.rules import LADDER_STEPS
from interventions.choosing import Choice
from interventions.models import ForeignPlace, Step

# What one screen can hold of the step that stands open, those that fit before those that do not, and what a step that
# is shut tells of; the rest is a press of a button away.
SHOWN_OF_AN_OPEN_STEP, SHOWN_OF_A_SHUT_STEP = 6, 2


@dataclass(frozen=True, slots=True)
class AtHand:
    """What the person is in the middle of: offers picked or compared, the step to look for, reasons already typed."""

    offers: set[str]
    wanted_step: int | None
    whole_step: str
    why_not: dict[int, str]

    def holds(self, choice: Choice) -> bool:
        """Whether the offer is picked or compared, at whichever of its departments."""
        return str(choice.offer.pk) in self.offers

    def opens(self, step: Step, choices: list[Choice]) -> bool:
        """Whether the step is to stand open for what is in hand there."""
        return step.pk == self.wanted_step or self.wants_whole(step) or any(map(self.holds, choices))

    def wants_whole(self, step: Step) -> bool:
        """Whether everything on the step was asked for."""
        return self.whole_step == str(step.pk)


def by_step(
    steps: list[Step], choices: list[Choice], elsewhere: dict[int, list[ForeignPlace]], *, offset: int, at_hand: AtHand
) -> list[dict[str, Any]]:
    """The steps that offer something: those that fit, below them those that do not, and the neighbours' places.

    The lowest step that fits stands open, and so does one where something is picked or compared.
    """
    listed_on = {step: list(listed) for step, listed in groupby(choices, key=lambda choice: choice.offer.step_id)}
    groups, is_lowest = [], True
    for step in steps:
        listed, foreign = listed_on.get(step.pk, []), elsewhere.get(step.pk, [])
        if not listed and not foreign:
            continue
        fits_here = any(choice.fits for choice in listed)
        is_open = (fits_here and is_lowest) or at_hand.opens(step, listed)
        shown = _shown(listed, is_open=is_open, is_whole=at_hand.wants_whole(step), at_hand=at_hand)
        groups.append({"step": step, "number": step.pk + offset, "is_open": is_open, "foreign": foreign, **shown})
        is_lowest = is_lowest and not fits_here
    return groups


def _shown(listed: list[Choice], *, is_open: bool, is_whole: bool, at_hand: AtHand) -> dict[str, Any]:
    """One step's offers as far as they are shown, and how many there are."""
    fitting = [choice for choice in listed if choice.fits]
    others = [choice for choice in listed if not choice.fits]
    most = len(listed) if is_whole else SHOWN_OF_AN_OPEN_STEP if is_open else SHOWN_OF_A_SHUT_STEP
    most_others = len(listed) if is_whole else max(0, most - len(fitting)) if is_open else 0
    return {
        "count": len(fitting),
        "others_count": len(others),
        "fitting": _lines(fitting, most, at_hand),
        "others": _lines(others, most_others, at_hand),
        "left": max(0, len(fitting) - most) + max(0, len(others) - most_others),
    }


def _lines(choices: list[Choice], most: int, at_hand: AtHand) -> list[dict[str, Any]]:
    """The first of them, and those in hand wherever they stand: they must not get lost."""
    kept = choices[:most] + [choice for choice in choices[most:] if at_hand.holds(choice)]
    return [
        {
            "choice": choice,
            "why_not": at_hand.why_not.get(choice.offer.pk, ""),
            "may_be_reasoned": _may_be_reasoned(choice),
        }
        for choice in kept
    ]


def _may_be_reasoned(choice: Choice) -> bool:
    """Whether passing it over for a higher step asks for a reason."""
    return choice.fits and any(not desk.is_full for desk in choice.desks) and choice.offer.step_id < LADDER_STEPS[-1]
