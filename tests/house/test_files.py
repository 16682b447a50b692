"""What the files of the project may not be or hold."""

import re

import pytest

from tests.house.sources import ROOT, kept_files, python_files

LONGEST = 400
PYTHON = sorted(path for path in kept_files() if path.suffix == ".py" and "migrations" not in path.parts)
WRITTEN_BY_HAND = sorted(path for path in kept_files() if path.suffix in {".py", ".html", ".css", ".js"})
# Taken apart so that this file does not hold what it looks for.
ABSOLUTE = re.compile("|".join(f"/{folder}/" for folder in ("work", "home", "root", "Users")))
REGISTRIES = re.compile(
    "|".join(
        rf"\b{host}\b"
        for host in ("pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs", "registry" + r"\.yarnpkg")
    )
)


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_no_module_is_too_long_or_named_for_nothing(path):
    assert len((ROOT / path).read_text().splitlines()) <= LONGEST, "split it by noun"
    assert path.stem not in {"utils", "helpers", "misc", "common"}, "name it for what it holds"


def test_the_readme_shows_every_picture_and_no_other():
    shown = set(re.findall(r"docs/screenshots/([\w-]+\.png)", (ROOT / "README.md").read_text()))

    assert {path.name for path in (ROOT / "docs" / "screenshots").iterdir()} == shown


def test_no_file_names_a_registry_or_this_machine():
    found = []
    for path in kept_files():
        try:
            text = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue
        if REGISTRIES.search(text):
            found.append(f"{path}: the host of a package registry")
        # `/root/` stands in two tests as the folder that only root may enter.
        if path.suffix not in {".json", ".txt", ".md"} and path.parts[0] != "tests" and _names_a_machine(text, path):
            found.append(f"{path}: a path of one machine")

    assert found == []


def _names_a_machine(text, path):
    return str(ROOT) in text or (path.parts[0] not in {"Dockerfile"} and ABSOLUTE.search(text) is not None)


def test_every_module_says_what_it_holds():
    silent = [str(path) for path in python_files() if not (ROOT / path).read_text().lstrip().startswith(('"""', "#!"))]

    assert [path for path in silent if (ROOT / path).read_text().strip()] == []
