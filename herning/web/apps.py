"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, forms, drafts and components."""

    name = "herning.web"
    label = "web"

    def ready(self) -> None:
        """Register the system checks."""
        from herning.web import checks  # noqa: F401, PLC0415  (checks register themselves once the apps are ready)
