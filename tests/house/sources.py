"""The project's own files, and its Python parsed."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("herning", "cases", "interventions", "reviews", "dashboards", "demo")
APPS = ("herning/audit", "herning/web", "herning/accounts", "cases", "interventions", "reviews", "dashboards", "demo")


@cache
def python_files(*packages):
    """Every module of the named packages but migrations, as paths from the root; all packages when none is named."""
    found = (path for package in packages or PACKAGES for path in (ROOT / package).rglob("*.py"))
    return sorted(path.relative_to(ROOT) for path in found if "migrations" not in path.parts)


@cache
def tree(path):
    """A module's syntax tree."""
    return ast.parse((ROOT / path).read_text())


@cache
def kept_files():
    """What the project keeps: everything that version control does not ignore, as paths from the root."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for path in map(Path, listed.stdout.split("\0")[:-1]) if (ROOT / path).is_file()]


def lines_of(path):
    """A file's lines."""
    return (ROOT / path).read_text().splitlines()
