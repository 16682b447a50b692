"""The reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Plans, follow-up notes, the six-week review and its reminders."""

    name = "reviews"

    def ready(self) -> None:
        """Listen to help that starts and ends."""
        from reviews import receivers  # noqa: F401, PLC0415  (receivers connect themselves once the models are loaded)
