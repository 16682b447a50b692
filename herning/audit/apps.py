"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Acts and looks, append-only."""

    name = "herning.audit"
    label = "audit"
