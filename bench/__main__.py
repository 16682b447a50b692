"""`python -m bench`: load 1,000 and 10,000 open cases, measure, print the table, write var/bench.json.

The sweep is measured over 100,000 cases too. Ends with status 1 when a limit is missed.
"""

import argparse
import os
import platform
import sys
import time
from pathlib import Path

import django
from django.conf import settings

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "herning.settings")
    settings.ROOT_URLCONF = "bench.urls"
    django.setup()

from bench.run import run, run_choosing, run_city

SIZES = (1_000, 10_000)


def main() -> int:
    """Measure everything and say whether it holds."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cases", type=int, nargs=2, default=SIZES, metavar=("FEW", "MANY"))
    parser.add_argument("--only", choices=["choosing", "sweep"], help="measure one part alone and write no file")
    asked = parser.parse_args()
    if asked.only == "choosing":
        lines, text = run_choosing()
    elif asked.only == "sweep":
        lines, text = run_city()
    else:
        lines, text = run(tuple(asked.cases), Path(settings.BASE_DIR) / "var" / "bench.json")
    sys.stdout.write(f"\n{text}\n\n{machine()}\n")
    return 0 if all(line.holds for line in lines) else 1


def machine() -> str:
    """What it was measured on."""
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, {time.strftime('%Y-%m-%d')}"
    )


if __name__ == "__main__":
    sys.exit(main())
