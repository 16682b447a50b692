"""The dashboards app."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Start pages, the child's overview and the managers' ladder."""

    name = "dashboards"
