"""Where the six treads stand when the ladder is drawn as a staircase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from herning.rules import LADDER_STEPS


@dataclass(frozen=True, slots=True)
class Stair:
    """One drawn tread: its box, where its words begin, and the tread it stands for."""

    step: int
    tread: Mapping[str, Any]
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The centre of the tread, for numbers that stand over it."""
        return self.x + self.width / 2

    @property
    def right(self) -> float:
        """The edge towards the next step up."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of one staircase: canvas, space between treads, lowest tread and rise of each step."""

    width: int
    height: int
    gap: float
    foot: float
    lowest: float
    rise: float


LARGE = Shape(width=1240, height=400, gap=8, foot=0, lowest=66, rise=50)
SMALL = Shape(width=288, height=150, gap=4, foot=22, lowest=14, rise=18)
BADGE = Shape(width=40, height=20, gap=2, foot=0, lowest=5, rise=3)


def stairs(treads: Sequence[Mapping[str, Any]], shape: Shape) -> list[Stair]:
    """Lay the treads side by side, each one rise higher than the one before it."""
    width = (shape.width - shape.gap * (len(LADDER_STEPS) - 1)) / len(LADDER_STEPS)
    return [_stair(step, tread, shape, width) for step, tread in zip(LADDER_STEPS, treads, strict=True)]


def _stair(step: int, tread: Mapping[str, Any], shape: Shape, width: float) -> Stair:
    height = shape.lowest + step * shape.rise
    return Stair(
        step=step,
        tread=tread,
        x=round(step * (width + shape.gap), 1),
        y=round(shape.height - shape.foot - height, 1),
        width=round(width, 1),
        height=round(height, 1),
    )


def least_intrusive(treads: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The lowest step on which some offer fits the child; it is offered first (S3)."""
    return next((tread for tread in treads if tread["count"]), None)
