"""The names of where a child gets help, left out on paper where the place is secret."""

from typing import Any

from django import template
from django.utils.html import format_html

from interventions.secrecy import hidden_words, is_secret_place, without_names

register = template.Library()


@register.simple_tag
def offer_of(given: Any) -> str:
    """The offer of help or of a referral."""
    return _told(given, str(given.offer))


@register.simple_tag
def department_of(given: Any) -> str:
    """The department of help or of a referral; a second name of what is secret is left out alone."""
    if is_secret_place(given):
        return format_html('<span class="no-print">{}</span>', given.department or "–")
    return str(given.department or "–")


@register.filter
def is_secret(given: Any) -> bool:
    """Whether the place is secret, for what has to be left out whole."""
    return is_secret_place(given)


@register.filter
def left_out(text: str, names: Any) -> str:
    """A text as it may be handed out: without the names given; none leave it as it is."""
    return without_names(text, names or ())


def _told(given: Any, name: str) -> str:
    if not is_secret_place(given):
        return name
    return format_html('<span class="no-print">{}</span><span class="only-print">{}</span>', name, hidden_words())
