"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Children, families, concerns and cases."""

    name = "cases"
