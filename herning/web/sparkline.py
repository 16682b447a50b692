"""The line of a goal's scores since the start, −2 (much worse) to +2 (much better)."""

from collections.abc import Sequence
from dataclasses import dataclass

LOWEST, HIGHEST = -2, 2


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Coordinates for one small line; `points` is empty when nothing has been scored yet."""

    width: int
    height: int
    points: str
    zero_y: float
    last_x: float | None
    last_y: float | None
    scores: tuple[int | None, ...]

    @property
    def latest(self) -> int | None:
        """The newest score there is, or none."""
        return next((score for score in reversed(self.scores) if score is not None), None)

    @property
    def first(self) -> int | None:
        """The oldest score there is, or none."""
        return next((score for score in self.scores if score is not None), None)


def lay_out(scores: Sequence[int | None], width: int = 104, height: int = 32) -> Sparkline:
    """Place scores from left to right, oldest first; a follow-up without a score leaves its place empty."""
    margin = 4
    room = width - 2 * margin
    gap = room / (len(scores) - 1) if len(scores) > 1 else 0.0
    placed = [(round(margin + index * gap, 1), _height_of(score, height, margin)) for index, score in _scored(scores)]
    return Sparkline(
        width=width,
        height=height,
        points=" ".join(f"{x},{y}" for x, y in placed),
        zero_y=_height_of(0, height, margin),
        last_x=placed[-1][0] if placed else None,
        last_y=placed[-1][1] if placed else None,
        scores=tuple(scores),
    )


def _scored(scores: Sequence[int | None]) -> list[tuple[int, int]]:
    return [(index, score) for index, score in enumerate(scores) if score is not None]


def _height_of(score: int, height: int, margin: int) -> float:
    held = min(max(score, LOWEST), HIGHEST)
    return round(margin + (HIGHEST - held) * (height - 2 * margin) / (HIGHEST - LOWEST), 1)
