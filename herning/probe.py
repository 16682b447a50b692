"""What a container's health check runs: the image holds neither curl nor wget."""

import argparse
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

TIMEOUT_SECONDS = 4
# Celery beat writes its schedule at least every 180 seconds (`beat_sync_every` left at its default).
FRESH_SECONDS = 400


def answers(path: str) -> bool:
    """Whether the web process in this container answers 200 there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:8000{path}", timeout=TIMEOUT_SECONDS) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def is_fresh(path: Path) -> bool:
    """Whether the file was written lately."""
    try:
        return time.time() - path.stat().st_mtime < FRESH_SECONDS
    except OSError:
        return False


def main() -> int:
    """`python -m herning.probe /readyz`, or `--fresh FILE`: 0 when well."""
    parser = argparse.ArgumentParser(prog="python -m herning.probe", description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="ask whether a file was written lately")
    parser.add_argument("what")
    asked = parser.parse_args()
    return 0 if (is_fresh(Path(asked.what)) if asked.fresh else answers(asked.what)) else 1


if __name__ == "__main__":
    sys.exit(main())
