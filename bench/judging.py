"""A measured line, whether it holds, and the table and file that tell it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

FLOOR_LIMIT = 5.0
GROWTH_LIMIT = 1.3
SWEEP_LIMIT = 2.0


@dataclass(frozen=True)
class Measured:
    """What was timed at how many cases; `ratio` is the median against `floor_ms` and must not pass `limit`."""

    work: str
    cases: int
    queries: int
    median_ms: float
    p95_ms: float
    floor_ms: float
    ratio: float
    limit: float
    holds: bool


def judge(
    work: str, *, cases: int, queries: int, seconds: Sequence[float], floor: float, limit: float, also: bool = True
) -> Measured:
    """Compare the times of a work with its floor in seconds; it holds when the ratio does, and what else was asked."""
    middle = median(seconds)
    ratio = round(middle / floor, 2)
    return Measured(
        work=work,
        cases=cases,
        queries=queries,
        median_ms=round(middle * 1000, 2),
        p95_ms=round(p95(seconds) * 1000, 2),
        floor_ms=round(floor * 1000, 2),
        ratio=ratio,
        limit=limit,
        holds=ratio <= limit and also,
    )


def grown(
    small: Measured, large: Measured, *, small_seconds: Sequence[float], large_seconds: Sequence[float]
) -> Measured:
    """The larger municipality against the smaller, which stands in as its floor; the queries must be as many."""
    return judge(
        f"{large.work}: {large.cases:,} against {small.cases:,}",
        cases=large.cases,
        queries=large.queries,
        seconds=large_seconds,
        floor=median(small_seconds),
        limit=GROWTH_LIMIT,
        also=small.queries == large.queries,
    )


def p95(seconds: Sequence[float]) -> float:
    """The time that 95 of a hundred runs keep within."""
    return quantiles(seconds, n=20, method="inclusive")[-1]


def table(lines: Sequence[Measured]) -> str:
    """The lines as a Markdown table, to be read here and put into the README."""
    head = ["Work", "Cases", "Queries", "Median ms", "p95 ms", "Floor ms", "Ratio", "Limit", "Holds"]
    rows = [head] + [
        [str(value) if not isinstance(value, bool) else ("yes" if value else "NO") for value in asdict(line).values()]
        for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    drawn = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([drawn[0], rule, *drawn[1:]])


def write(lines: Sequence[Measured], path: Path) -> None:
    """Keep the lines as a list of objects."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(line) for line in lines], indent=1, ensure_ascii=False) + "\n")
