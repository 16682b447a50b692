"""The steps' own colours as a stylesheet; a page knows its version without asking the database."""

from hashlib import sha256

from django.core.cache import cache

from interventions import catalogue_rules
from interventions.models import Step

# Kept until the colours change; a page that finds no version links without one and is served fresh.
VERSION = "step-colours"
#: The house's own, which the stylesheet of tokens already holds in both schemes.
OWN = ("#8fd3b6", "#4fb3a5", "#2a8fa0", "#2f6a9a", "#45468c", "#5b2a75")


def stylesheet() -> str:
    """The rules for each step whose colour is the municipality's own; none while all are the house's."""
    steps = dict(Step.objects.values_list("pk", "colour"))
    changed = [(number, colour.lower()) for number, colour in sorted(steps.items()) if colour.lower() != OWN[number]]
    if not changed:
        return "/* The steps have the colours of the house. */\n"
    light = "\n".join(_rules(number, colour) for number, colour in changed)
    dark = "\n".join(_rules(number, catalogue_rules.lifted(colour)) for number, colour in changed)
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def _rules(number: int, colour: str) -> str:
    ground, ink = catalogue_rules.ground_for_words(colour)
    return (
        f":root {{ --step-{number}: {colour}; }}\n"
        f".step-ground-{number} {{ fill: {ground}; }}\n"
        f".step-ink-{number} {{ fill: {ink}; }}\n"
        f".step-surface-{number} {{ background: {ground}; color: {ink}; }}"
    )


def version_of(text: str) -> str:
    """A short name for exactly this text."""
    return sha256(text.encode()).hexdigest()[:12]


def known_version() -> str:
    """The version that pages link to; empty until the stylesheet has been served since the last change."""
    try:
        return str(cache.get(VERSION) or "")
    except Exception:  # the page that says the cache is down includes the link too
        return ""


def remember(version: str) -> None:
    """Let pages link to the version that was just served."""
    cache.set(VERSION, version, None)


def forget() -> None:
    """The colours may have changed: pages link without a version until the stylesheet is served again."""
    cache.delete(VERSION)
