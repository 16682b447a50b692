"""Addresses."""

from typing import Any

app_name = "interventions"
urlpatterns: list[Any] = []
