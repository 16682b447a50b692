"""The web app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from herning.web.planning import plan_briefly


class WebConfig(AppConfig):
    """Pages, forms, drafts and components."""

    name = "herning.web"
    label = "web"

    def ready(self) -> None:
        """Register the system checks, and what is said on each connection."""
        from herning.web import checks  # noqa: F401, PLC0415  (checks register themselves once the apps are ready)

        connection_created.connect(plan_briefly)
