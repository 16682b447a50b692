"""Addresses."""

from typing import Any

app_name = "reviews"
urlpatterns: list[Any] = []
