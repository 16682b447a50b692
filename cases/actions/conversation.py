"""The child is spoken with, or exceptionally not (Barnets lov § 5)."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_write_in
from cases.models import Case, ChildConversation
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken


@action(Permission.SPEAK_WITH_CHILD)
def hold_conversation(
    *, case: Case, on: date, words: str, place: str = "", companion: str = "", by: User
) -> ChildConversation:
    """Keep what the child said, in the child's own words."""
    must_write_in(case, by)
    if case.child.born_on is None or on < case.child.born_on:
        raise RuleBroken(_("Barnet er ikke født. Skriv i stedet, hvordan barnets situation er belyst."), field="on")
    conversation = ChildConversation.objects.create(
        case=case,
        on=on,
        words=must_say(words, field="words", ask=_("Skriv, hvad barnet sagde, med barnets egne ord.")),
        place=place.strip(),
        companion=companion.strip(),
        written_by=by,
    )
    record("conversation.held", conversation, by=by)
    return conversation


@action(Permission.SPEAK_WITH_CHILD)
def waive_conversation(*, case: Case, on: date, reason: str, by: User) -> ChildConversation:
    """Say why the child exceptionally was not spoken with, and how its view was found instead."""
    must_write_in(case, by)
    why = must_say(
        reason, field="reason", ask=_("Skriv, hvorfor samtalen ikke er holdt, og hvordan synspunktet er fundet.")
    )
    conversation = ChildConversation.objects.create(case=case, on=on, is_held=False, waiver_reason=why, written_by=by)
    record("conversation.waived", conversation, by=by, why=why)
    return conversation
