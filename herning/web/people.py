"""Who sends a request, on a floor that knows people only by their id."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def person_id(request: HttpRequest) -> int:
    """The id of the signed-in person; raises `PermissionDenied` for a visitor, whom sign-in has stopped before."""
    pk = request.user.pk
    if pk is None:
        raise PermissionDenied
    return int(pk)
