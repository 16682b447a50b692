"""A child's track: the steps of the ladder over time, laid out as coordinates for a drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from herning.rules import LADDER_STEPS
from herning.web.days import month, month_and_year
from herning.web.track_parts import (
    Bar,
    Drawing,
    Drop,
    Level,
    Mark,
    Period,
    Planned,
    ReviewMark,
    Rings,
    Rise,
    Row,
    Tick,
    Track,
)

#: A track shorter than two review rhythms would stretch a few days over the whole drawing.
SHORTEST_SPAN = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Turns days and steps into places."""

    name: Literal["wide", "narrow"]
    width: int
    height: int
    left: float
    right: float
    most_ticks: int
    first: date
    last: date
    offset: int

    def x(self, day: date) -> float:
        span = (self.last - self.first).days
        return round(self.left + (day - self.first).days / span * (self.width - self.left - self.right), 1)

    def y(self, step: int) -> float:
        top, bottom = 38, 44
        return round(self.height - bottom - step * (self.height - top - bottom) / (len(LADDER_STEPS) - 1), 1)


def lay_out(
    periods: Sequence[tuple[date, date | None, int, str]],
    reviews: Sequence[tuple[date, str, bool]],
    today: date,
    planned: tuple[date, int | None, str] | None = None,
    offset: int = 0,
) -> Track:
    """Lay out a child's way on the ladder; periods do not overlap, `offset` is the ladder's number for step 0."""
    steps = sorted(Period(*period) for period in periods)
    marks = sorted(ReviewMark(*review) for review in reviews)
    plan = Planned(*planned) if planned else None
    first, last = _span(steps, marks, plan, today)
    canvases = (
        _Canvas("wide", 800, 270, 62, 20, 8, first, last, offset),
        _Canvas("narrow", 340, 250, 22, 12, 4, first, last, offset),
    )
    return Track(
        drawings=tuple(_draw(canvas, steps, marks, plan, today) for canvas in canvases),
        rows=tuple(_rows(steps, marks, plan, today, offset)),
        is_empty=not steps,
    )


def _span(periods: list[Period], reviews: list[ReviewMark], planned: Planned | None, today: date) -> tuple[date, date]:
    days = [today, *(period.starts_on for period in periods), *(review.on for review in reviews)]
    days += [period.ends_on for period in periods if period.ends_on]
    if planned:
        days.append(planned.on)
    first, last = min(days), max(days)
    if last - first < SHORTEST_SPAN:
        first -= SHORTEST_SPAN / 6
        last = max(last, first + SHORTEST_SPAN)
    return first, last + (last - first) * (0.1 if planned else 0.04)


def _draw(
    canvas: _Canvas, periods: list[Period], reviews: list[ReviewMark], planned: Planned | None, today: date
) -> Drawing:
    current = _period_on(periods, today)
    today_x = canvas.x(today)
    marks = tuple(_marks(canvas, periods, reviews))
    return Drawing(
        name=canvas.name,
        width=canvas.width,
        height=canvas.height,
        left=canvas.left,
        right=canvas.width - canvas.right,
        axis_y=canvas.height - 14,
        levels=tuple(Level(step, step + canvas.offset, canvas.y(step)) for step in LADDER_STEPS),
        bars=tuple(_bars(canvas, periods, planned, today)),
        rises=tuple(_rises(canvas, periods)),
        rings=tuple(_rings(marks)),
        is_crowded=any(after.x - before.x < 11 for before, after in pairwise(marks)),
        today_x=today_x,
        today_y=canvas.y(current.step) if current else None,
        today_anchor="end" if today_x > canvas.width - canvas.right - 20 else "middle",
        drop=_drop(canvas, periods, planned),
        ticks=tuple(_ticks(canvas)),
    )


def _bars(canvas: _Canvas, periods: list[Period], planned: Planned | None, today: date) -> Iterator[Bar]:
    for period in periods:
        y, known_end = canvas.y(period.step), period.ends_on or today
        if period.starts_on > today:
            end = canvas.x(period.ends_on or canvas.last)
            yield Bar("coming", period.step, canvas.x(period.starts_on), end, y, period.label)
            continue
        past_end = min(known_end, today)
        yield Bar("past", period.step, canvas.x(period.starts_on), canvas.x(past_end), y, period.label)
        expected_end = period.ends_on or (planned.on if planned else today)
        if expected_end > today:
            yield Bar("expected", period.step, canvas.x(today), canvas.x(expected_end), y, period.label)


def _rises(canvas: _Canvas, periods: list[Period]) -> Iterator[Rise]:
    for before, after in pairwise(periods):
        if before.step == after.step:
            continue
        left = canvas.x(before.ends_on) if before.ends_on else canvas.x(after.starts_on)
        skipped = _skipped(before.step, after.step, canvas.offset) if canvas.name == "wide" else ""
        yield Rise(left, canvas.x(after.starts_on), canvas.y(before.step), canvas.y(after.step), skipped)


def _skipped(before: int, after: int, offset: int) -> str:
    """Steps may be skipped, never without a reason (S3), so the drawing points them out."""
    skipped = [step + offset for step in range(before + 1, after)]
    if not skipped:
        return ""
    numbers = f"{skipped[0]}–{skipped[-1]}" if len(skipped) > 1 else str(skipped[0])
    return _("Trin %(numbers)s sprunget over") % {"numbers": numbers}


def _marks(canvas: _Canvas, periods: list[Period], reviews: list[ReviewMark]) -> Iterator[Mark]:
    for review in reviews:
        period = _period_on(periods, review.on)
        if period:
            yield Mark(canvas.x(review.on), canvas.y(period.step), period.step, review.held)


def _rings(marks: tuple[Mark, ...]) -> Iterator[Rings]:
    """Points of no length with round ends are drawn as dots."""
    for step, held in sorted({(mark.step, mark.held) for mark in marks}):
        alike = (mark for mark in marks if (mark.step, mark.held) == (step, held))
        yield Rings(step, held, " ".join(f"M{mark.x} {mark.y}h0" for mark in alike))


def _drop(canvas: _Canvas, periods: list[Period], planned: Planned | None) -> Drop | None:
    if planned is None or not periods:
        return None
    last = _period_on(periods, planned.on) or periods[-1]
    x, y1 = canvas.x(planned.on), canvas.y(last.step)
    y2 = None if planned.to_step is None else canvas.y(planned.to_step)
    # Under the line, where nothing of the past can stand; over it on step 0, where the months stand below.
    label_y = (y1 if y2 is None else y2) + (-12 if planned.to_step == 0 else 22)
    return Drop(
        x=x,
        x2=round(canvas.width - canvas.right, 1),
        y1=y1,
        y2=y2,
        step=last.step if planned.to_step is None else planned.to_step,
        label=planned.label,
        label_x=x - 10 if planned.to_step == 0 else round(canvas.width - canvas.right, 1),
        label_y=round(label_y, 1),
    )


def _period_on(periods: list[Period], day: date) -> Period | None:
    covering = [
        period for period in periods if period.starts_on <= day and (not period.ends_on or day <= period.ends_on)
    ]
    return covering[-1] if covering else None


def _ticks(canvas: _Canvas) -> Iterator[Tick]:
    """The firsts of months, as far apart as the drawing can carry, the year on the first one and on each January."""
    firsts = list(_firsts_of_months(canvas.first, canvas.last))
    every = next((gap for gap in (1, 2, 3, 6, 12, 24, 60) if len(firsts) / gap <= canvas.most_ticks), 120)
    shown = [day for day in firsts if (day.year * 12 + day.month - 1) % every == 0]
    for before, day in zip([None, *shown], shown, strict=False):
        has_year = before is None or before.year != day.year
        label = str(day.year) if every >= 12 else month_and_year(day) if has_year else month(day)
        yield Tick(canvas.x(day), label)


def _firsts_of_months(first: date, last: date) -> Iterator[date]:
    for index in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(index // 12, index % 12 + 1, 1)
        if first <= day <= last:
            yield day


def _rows(
    periods: list[Period], reviews: list[ReviewMark], planned: Planned | None, today: date, offset: int
) -> list[Row]:
    rows = [
        Row("step", period.starts_on, period.ends_on, period.step + offset, period.label, period.starts_on <= today)
        for period in periods
    ]
    rows += [Row("review", review.on, None, None, review.label, review.held) for review in reviews]
    if planned:
        number = None if planned.to_step is None else planned.to_step + offset
        rows.append(Row("planned", planned.on, None, number, planned.label, False))
    return sorted(rows, key=lambda row: (row.on, row.kind != "step"))
