"""What must hold about the neighbours whose feeds are read (no database, no clock)."""

from django.utils.translation import gettext as _

from herning.entries import must_say
from herning.rules import RuleBroken
from interventions.enums import FeedFault
from interventions.feed import key_id, public_key


def must_be_another(code: str, *, own: str) -> None:
    """A municipality is not its own neighbour; raises `RuleBroken` beside the field."""
    if code == own:
        raise RuleBroken(_("Det er jeres egen kommune. Vælg en anden."), field="code")


def must_be_key(text: str) -> str:
    """A public key as the neighbour's page shows it, 32 bytes in base64; raises `RuleBroken` beside the field."""
    try:
        public_key(text)
    except ValueError:
        raise RuleBroken(
            _("Det er ikke en offentlig nøgle. Kopiér den fra kommunens egen side; den er på 44 tegn."),
            field="public_key",
        ) from None
    return text.strip()


def must_be_agreed(agreement: str) -> str:
    """A place is agreed with the municipality before it is borrowed; raises `RuleBroken` beside the field."""
    return must_say(agreement, field="agreement", ask=_("Skriv, hvem du har aftalt pladsen med, og hvad I har aftalt."))


def short_key(text: str) -> str:
    """A key's short name, to compare over the telephone."""
    return key_id(text)


def fault_of(error: str) -> tuple[str, str]:
    """What a neighbour's last reading failed with: its kind in words and the explanation; empty when it succeeded."""
    code, _mark, explanation = error.partition(": ")
    return (str(FeedFault(code).label), explanation) if code in FeedFault.values else ("", error)
