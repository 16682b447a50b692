"""Small parts every page uses: step badges, deadlines, dates in words, drawings of the ladder."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from herning.rules import LADDER_STEPS
from herning.web import days, sparkline, staircase

register = template.Library()

CPR_MASK = "••••"


@register.simple_tag
def step_badge(step: int | None, offset: int = 0) -> SafeString:
    """A staircase of six bars filled up to the step, with the step's number, and the same as text."""
    return _step_badge(step, offset, get_language())


@lru_cache(maxsize=64)
def _step_badge(step: int | None, offset: int, _language: str | None) -> SafeString:
    """Kept, because a list shows the same seven badges on every row."""
    bars = staircase.stairs([{}] * len(LADDER_STEPS), staircase.BADGE)
    number = None if step is None else step + offset
    drawn = render_to_string("components/step_badge.html", {"bars": bars, "step": step, "number": number})
    return SafeString(drawn.strip())


@register.simple_tag
def deadline(due_on: date | None, today: date, soon: int = 3, beside_date: bool = False) -> SafeString:
    """A pill that says how near a deadline is; hours when both are moments, days otherwise; never the date twice."""
    if due_on is None:
        return format_html('<span class="deadline is-none">{}</span>', _("ingen frist"))
    due = days.deadline(due_on, today, soon)
    text = (
        days.how_far(days.local_day(due_on), days.local_day(today)) if beside_date and due.state == "far" else due.text
    )
    return format_html(
        '<time class="deadline is-{}" datetime="{}" title="{}">{}</time>', due.state, due.iso, due.full, text
    )


@register.filter
def deadline_state(due_on: date | None, today: date) -> str:
    """ "late", "soon" or "far", for a class beside words that say the same."""
    return days.deadline(due_on, today).state if due_on else ""


@register.filter
def danish_date(day: date | None) -> str:
    """ "tor 3. dec. 2026"."""
    return days.long_date(days.local_day(day)) if day else ""


@register.filter
def short_date(day: date | None) -> str:
    """ "3. dec."."""
    return days.short_date(days.local_day(day)) if day else ""


@register.filter
def how_far(day: date | None, today: date) -> str:
    """ "om 12 dage", "for 2 dage siden"."""
    return days.how_far(days.local_day(day), days.local_day(today)) if day else ""


@register.filter
def clock(moment: date | None) -> str:
    """ "14.02", and nothing for a day without a time."""
    return days.clock(moment) if isinstance(moment, datetime) else ""


@register.filter
def masked_cpr(cpr: str | None) -> str:
    """ "120312-••••": the birth date may be seen in a list, the rest of the number may not."""
    return f"{cpr[:6]}-{CPR_MASK}" if cpr else ""


@register.filter
def step_number(step: int | None, offset: int = 0) -> str:
    """The number this municipality calls the step by; Ballerup counts from 1."""
    return "" if step is None else str(step + offset)


@register.filter
def signed(number: int | None) -> str:
    """ "+5", "−11", "0", and a dash when there is no figure."""
    if number is None:
        return "–"
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


@register.simple_tag
def stairs(treads: Sequence[Mapping[str, Any]], size: str) -> list[staircase.Stair]:
    """Where the six treads stand in the large or the small staircase."""
    return staircase.stairs(treads, staircase.LARGE if size == "large" else staircase.SMALL)


@register.filter
def least_intrusive(treads: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The lowest tread with an offer that fits."""
    return staircase.least_intrusive(treads)


@register.simple_tag
def spark(scores: Sequence[int | None]) -> sparkline.Sparkline:
    """The coordinates of a goal's scores, oldest first."""
    return sparkline.lay_out(scores)


@register.filter
def add_number(first: float, second: float) -> float:
    """A place a little beside another one in a drawing; Django's own `add` takes whole numbers only."""
    return round(first + second, 1)
