"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, teams, departments, roles and sign-in."""

    name = "herning.accounts"
    label = "accounts"
