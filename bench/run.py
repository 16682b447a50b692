"""The whole measurement: two municipalities, five pages, the sweep."""

import sys
import time
from pathlib import Path

from django.utils import timezone

from bench.databases import databases, settle, use
from bench.judging import Measured, table, write
from bench.loader import load
from bench.pages import PAGES, measure_page
from bench.sweep import measure_sweep
from herning.prepare import collect_static


def run(cases: tuple[int, ...], path: Path) -> tuple[list[Measured], str]:
    """Load, measure and write; gives the lines and their table."""
    collect_static()
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
    write(lines, path)
    return lines, table(lines)


def tell(text: str) -> None:
    """Say how far it has come."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
