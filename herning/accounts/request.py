"""A request as the views know it: a person of ours, and whether it came from a part of a page."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from herning.accounts.models import User


class Request(HttpRequest):
    """A signed-in person's request."""

    user: User
    htmx: HtmxDetails
    # What was searched or asked for, as the access log keeps it.
    searched_for: str
