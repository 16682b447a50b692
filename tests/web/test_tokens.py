import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
LIGHT_PART, DARK_PART = CSS.split("@media (prefers-color-scheme: dark)")


def colours(part):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", part))


LIGHT = colours(LIGHT_PART)
SCHEMES = {"light": LIGHT, "dark": {**LIGHT, **colours(DARK_PART)}}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


WORDS = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "accent", "late", "soon", "good") for ground in ("ground", "card")],
    ("ink-soft", "sunken"),
    ("ink-soft", "raised"),
    ("accent", "accent-soft"),
    ("accent-strong", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("late-ink", "late-ground"),
    ("soon-ink", "soon-ground"),
    ("far-ink", "far-ground"),
    *[("ink", f"{state}-ground") for state in ("late", "soon", "good")],
    *[("step-ink-low", f"step-{step}") for step in (0, 1)],
    *[("step-ink-high", ground) for ground in ("step-2-under-words", "step-3", "step-4", "step-5")],
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read_on_their_ground(scheme, ink, ground):
    assert contrast(SCHEMES[scheme][ink], SCHEMES[scheme][ground]) >= 4.5  # WCAG 2.1, 1.4.3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("line", "ground"), [("line-strong", "card"), ("focus", "card"), ("focus", "ground")])
def test_edges_of_fields_and_focus_can_be_seen(scheme, line, ground):
    assert contrast(SCHEMES[scheme][line], SCHEMES[scheme][ground]) >= 3  # WCAG 2.1, 1.4.11


@pytest.mark.parametrize("scheme", SCHEMES)
def test_steps_run_from_light_to_dark_so_that_order_survives_without_colour(scheme):
    shades = [luminance(SCHEMES[scheme][f"step-{step}"]) for step in range(6)]

    assert shades == sorted(shades, reverse=True)


def test_dark_steps_stand_out_from_a_dark_card():
    dark = SCHEMES["dark"]

    assert [contrast(dark[f"step-{step}"], dark["card"]) >= 3 for step in range(6)] == [True] * 6
