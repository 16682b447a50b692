"""The language somebody reads in."""

from django.utils.translation import gettext as _

from herning.accounts.models import Language, User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken


@action(Permission.SIGN_IN)
def choose_language(*, language: str, by: User) -> User:
    """Choose one's own language for screens and mails; none follows the browser, and mails are then the house's."""
    if language and language not in Language.values:
        raise RuleBroken(_("Vælg et af sprogene på listen."), field="language")
    User.objects.filter(pk=by.pk).update(language=language)
    by.language = language
    record("user.language_chosen", by, by=by)
    return by
