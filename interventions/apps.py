"""The interventions app."""

from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    """The ladder, its offers, and the help that is given."""

    name = "interventions"
