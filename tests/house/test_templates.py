"""No template lies unused, and no page asks the browser to run what the content security policy refuses."""

import re

import pytest

from tests.house.sources import ROOT, python_files

TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.*") if path.is_file())
# Read by the framework and the libraries under names of their own.
BY_LIBRARIES = ("account/", "allauth/", "bootstrap5/", "usersessions/", "mfa/", "django/", "socialaccount/")
BY_STATUS = re.compile(r"\d{3}(_csrf)?\.html")
ONLY = re.compile(r" only %}$")
# The frame's own parts, which are about the request and the person.
FRAME = {"base.html"}
QUOTED = re.compile(r"""["']([\w/.-]+\.(?:html|txt|svg))["']""")


def named():
    """Every template that a template or a module names."""
    sources = [ROOT / "templates" / path for path in TEMPLATES] + [ROOT / path for path in python_files()]
    return {name for source in sources for name in QUOTED.findall(source.read_text())}


def test_every_template_is_used():
    used = named()
    unused = [
        str(path)
        for path in TEMPLATES
        if str(path) not in used and not str(path).startswith(BY_LIBRARIES) and not BY_STATUS.fullmatch(str(path))
    ]

    assert unused == []


def test_every_named_template_exists():
    ours = re.compile(r"^(cases|interventions|reviews|dashboards|accounts|web|components)/")
    missing = [name for name in named() if ours.match(name) and not (ROOT / "templates" / name).is_file()]

    assert missing == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_template_holds_inline_script_or_style(path):
    text = (ROOT / "templates" / path).read_text()

    assert re.findall(r"<style\b|\sstyle=|\son[a-z]+=\"|javascript:", text) == []
    assert [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag and "json" not in tag] == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if str(path) not in FRAME], ids=str)
def test_a_component_is_included_with_only(path):
    text = (ROOT / "templates" / path).read_text()

    assert [tag for tag in re.findall(r"{% include \"components/[^%]*%}", text) if not ONLY.search(tag)] == []
