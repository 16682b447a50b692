"""The whole measurement: two municipalities, five pages, the sweep, and the list of offers to choose from."""

import sys
import time
from pathlib import Path

from django.utils import timezone

from bench.choosing import measure_choosing
from bench.databases import databases, settle, use
from bench.judging import Measured, table, write
from bench.loader import load
from bench.pages import PAGES, measure_page
from bench.sweep import WORKER_MB, measure_city, measure_sweep
from herning.prepare import collect_static

CITY = 100_000


def run(cases: tuple[int, ...], path: Path) -> tuple[list[Measured], str]:
    """Load, measure and write; gives the lines and their table."""
    collect_static()
    lines = _pages_and_sweep(cases) + choosing() + city()
    write(lines, path)
    return lines, table(lines)


def run_choosing() -> tuple[list[Measured], str]:
    """Measure the list of offers alone; nothing is written."""
    collect_static()
    lines = choosing()
    return lines, table(lines)


def run_city() -> tuple[list[Measured], str]:
    """Measure the sweep over a city alone; nothing is written."""
    lines = city()
    return lines, table(lines)


def city(cases: int = CITY) -> list[Measured]:
    """The sweep over ten times as many cases as the largest municipality measured has, and the memory it takes."""
    with databases(f"bench_{cases}"):
        use(f"bench_{cases}")
        begun = time.perf_counter()
        line = measure_city(cases)
        tell(f"{line.work} of at most {WORKER_MB} MB: {line.median_ms} ms, {line.queries} queries")
        tell(f"loaded and measured in {time.perf_counter() - begun:.0f} s")
    return [line]


def choosing() -> list[Measured]:
    """The list of offers to choose from, small and large."""
    lines = measure_choosing()
    for line in lines:
        tell(f"{line.work}: {line.median_ms} ms, {line.queries} queries")
    return lines


def _pages_and_sweep(cases: tuple[int, ...]) -> list[Measured]:
    sizes = {count: f"bench_{count}" for count in cases}
    lines: list[Measured] = []
    with databases(*sizes.values()):
        for count, name in sizes.items():
            use(name)
            begun = time.perf_counter()
            load(cases=count, today=timezone.localdate())
            settle()
            tell(f"{count:,} open cases loaded in {time.perf_counter() - begun:.0f} s")
        for page in PAGES:
            lines += measure_page(page, sizes)
            tell(f"{page.work}: {lines[-2].median_ms} ms, {lines[-2].queries} queries")
        largest = max(sizes)
        use(sizes[largest])
        lines.append(measure_sweep(largest))
    return lines


def tell(text: str) -> None:
    """Say how far it has come."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
