"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, teams, departments, roles and sign-in."""

    name = "herning.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to tasks that fail for good."""
        from herning.accounts import receivers  # noqa: F401, PLC0415  (receivers connect themselves)
