"""Sign-in: accounts are made by the administrator, so the door for making one's own is closed."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """The sign-in library's adapter for an organisation whose people are known beforehand."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account on their own."""
        return False
