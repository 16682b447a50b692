"""What a drawn track consists of: what goes in, the shapes of the drawing, and the same in words."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple


class Period(NamedTuple):
    """A stretch of days on one step; open while it lasts."""

    starts_on: date
    ends_on: date | None
    step: int
    label: str


class ReviewMark(NamedTuple):
    """A review that was held, or one that is planned."""

    on: date
    label: str
    held: bool


class Planned(NamedTuple):
    """The planned end, and the step after it; no step means that the help ends."""

    on: date
    to_step: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Level:
    """One horizontal line of the drawing, labelled with the step's number."""

    step: int
    number: int
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Days on a step: past, expected until the planned end, or coming."""

    kind: Literal["past", "expected", "coming"]
    step: int
    x1: float
    x2: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Rise:
    """The move between two bars, with the steps it skipped on the way up."""

    x1: float
    x2: float
    y1: float
    y2: float
    skipped: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A review on the line."""

    x: float
    y: float
    step: int
    held: bool


@dataclass(frozen=True, slots=True)
class Rings:
    """The reviews of one step as one path of points: years of six-week reviews stay a light page."""

    step: int
    held: bool
    path: str


@dataclass(frozen=True, slots=True)
class Drop:
    """The planned move: down to a lower step, or an end."""

    x: float
    x2: float
    y1: float
    y2: float | None
    step: int
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A month on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One size of the track; a page carries a wide one and a narrow one and shows the one that fits."""

    name: Literal["wide", "narrow"]
    width: int
    height: int
    left: float
    right: float
    axis_y: float
    levels: tuple[Level, ...]
    bars: tuple[Bar, ...]
    rises: tuple[Rise, ...]
    rings: tuple[Rings, ...]
    is_crowded: bool
    today_x: float
    today_y: float | None
    today_anchor: Literal["middle", "end"]
    drop: Drop | None
    ticks: tuple[Tick, ...]

    @property
    def grid(self) -> str:
        """The lines of all steps as one path."""
        return " ".join(f"M{self.left} {level.y}H{self.right}" for level in self.levels)


@dataclass(frozen=True, slots=True)
class Row:
    """The same in words, for the table beside the drawing."""

    kind: Literal["step", "review", "planned"]
    on: date
    ends_on: date | None
    number: int | None
    label: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Track:
    """Everything `components/track.html` needs."""

    drawings: tuple[Drawing, ...]
    rows: tuple[Row, ...]
    is_empty: bool
