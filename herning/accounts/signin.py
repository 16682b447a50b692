"""Sign-in: accounts are made by the administrator, so the door for making one's own is closed."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils import translation

from herning.accounts.models import User
from herning.accounts.models.user import UserQuerySet

logger = logging.getLogger(__name__)

# Called with people; gives them with what every page shows of a higher floor, as the number of unread messages.
WITH_EACH_PERSON: list[Callable[[UserQuerySet], UserQuerySet]] = []


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """The sign-in library's adapter for an organisation whose people are known beforehand."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account on their own."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the link; at the open door a dead mail server is told to the log, as the answer names nobody."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, UnicodeError) as refused:
            if self.request.user.is_authenticated:
                raise
            logger.warning("a link for a password was not sent: %s", type(refused).__name__)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """The link to choose a password, in the person's language and not in that of whoever asked for it."""
        with translation.override(user.mail_language):
            super().send_password_reset_mail(user, email, context)


class OwnKey(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """The sign-in library's way to know a person, with what higher floors add to each person in the same query."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session."""
        people = User.objects.get_queryset()
        for added in WITH_EACH_PERSON:
            people = added(people)
        person = people.filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
