"""Where the browser of the tests is: the Chromium on PATH, else Playwright's own download, else Debian's package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
DOWNLOAD_SECONDS = 600
# A container lacks the sandbox's privileges, and a closed network refuses what Chromium asks by itself.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
MISSING = (
    "There is no Chromium for the browser tests, and it could be neither downloaded nor installed. Put `chromium` on "
    "PATH (Debian: apt-get install chromium) or run `.venv/bin/python -m playwright install chromium`."
)


def on_path() -> str | None:
    """The Chromium that the machine already has."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def downloaded() -> str | None:
    """The Chromium that Playwright has downloaded before."""
    with sync_playwright() as playwright:
        program = playwright.chromium.executable_path
    return program if Path(program).exists() else None


def path() -> str:
    """The program to launch; RuntimeError says what to do when there is none."""
    found = on_path() or downloaded()
    if found is None:
        raise RuntimeError(MISSING)
    return found


def attempt(*command: str) -> bool:
    """Run one way of getting a Chromium; a way that fails or hangs is no reason to stop looking."""
    sys.stderr.write(f"Getting Chromium: {' '.join(command)}\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, check=False, timeout=DOWNLOAD_SECONDS, env=environment, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def install() -> str:
    """Find a Chromium, getting one if there is none."""
    if found := on_path() or downloaded():
        return found
    attempt(sys.executable, "-m", "playwright", "install", "chromium")
    if os.geteuid() == 0 and not downloaded() and shutil.which("apt-get"):
        # The list of packages may be old or empty; a mirror that fails to refresh may still serve the package.
        attempt("apt-get", "update", "-qq")
        attempt("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    return path()


if __name__ == "__main__":
    try:
        sys.stdout.write(f"Chromium: {install()}\n")
    except RuntimeError as missing:
        sys.exit(str(missing))
