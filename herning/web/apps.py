"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, forms, drafts and components."""

    name = "herning.web"
    label = "web"

    def ready(self) -> None:
        """Register the system checks, and what is said on each connection."""
        from herning.web import checks, planning  # noqa: F401, PLC0415  (they register themselves once apps are ready)
