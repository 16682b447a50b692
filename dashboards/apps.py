"""The dashboards app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Start pages, the child's overview and the managers' ladder."""

    name = "dashboards"

    def ready(self) -> None:
        """Listen to people who leave."""
        from dashboards import receivers  # noqa: F401, PLC0415  (receivers connect themselves once the models are loaded)
