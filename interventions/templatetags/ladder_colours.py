"""The link to the steps' own colours, which every page has."""

from django import template

from interventions import colours

register = template.Library()


@register.simple_tag
def colours_version() -> str:
    """What is added to the stylesheet's address, so that a browser keeps it until the colours change."""
    version = colours.known_version()
    return f"?v={version}" if version else ""
