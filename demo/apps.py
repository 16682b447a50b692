"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A municipality told as stories."""

    name = "demo"
