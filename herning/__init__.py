"""Case management for children's services by the Herning model."""

from herning.celery import app as celery_app

# Without it a web process sends its tasks through an application that knows no broker.
__all__ = ["celery_app"]
