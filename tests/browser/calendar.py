"""Six weeks pass: every date of casework is moved back, so that the running house meets the day the story is about."""

from datetime import timedelta

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import DateField, DateTimeField, F

from herning.audit.models import AppendOnly

STORIES = ("cases", "interventions", "reviews")


def pass_days(days: int) -> None:
    """Move every date and time of the stories' rows `days` back, all at once, so that their order holds."""
    span = timedelta(days=days)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in [model for app in STORIES for model in apps.get_app_config(app).get_models()]:
            if model.__name__.endswith("History"):
                continue
            dated = [
                field.name
                for field in model._meta.concrete_fields
                if isinstance(field, DateField | DateTimeField) and not isinstance(field, models.GeneratedField)
            ]
            # What was weighed or changed once is never rewritten, not even by a story.
            if dated and not isinstance(model._default_manager.get_queryset(), AppendOnly):
                model._default_manager.update(**{name: F(name) - span for name in dated})
