"""What the access log calls the pages: a parent or a child can be handed it, so it speaks Danish and not our code."""

from django.urls import get_resolver

from dashboards.words import PAGES


def loader_of(view):
    """What `@page` was told to load before the view, if anything."""
    return getattr(view, "load", None)


def pages_about_somebody(resolver, above=""):
    """The names of the pages that load one child, case, review or note before they show it."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from pages_about_somebody(pattern, pattern.namespace or above)
        elif loader_of(pattern.callback):
            yield f"{above}:{pattern.name}"


def test_every_page_about_a_child_has_a_name_in_the_access_log():
    found = [name for name in pages_about_somebody(get_resolver()) if name.split(":")[0] in {"cases", "reviews"}]

    assert [name for name in found if name not in PAGES] == []
    assert "reviews:close_sub_goal" in found
