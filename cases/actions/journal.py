"""Notes are written in the journal and amended there (notatpligt, offentlighedsloven § 13)."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_write_in
from cases.models import Case, JournalNote
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_say
from herning.rules import RuleBroken


@action(Permission.WRITE_JOURNAL)
def write_note(
    *, case: Case, kind: str, on: date, heading: str, text: str, by: User, amends: JournalNote | None = None
) -> JournalNote:
    """Write a note; a correction is a new note that points to the one it corrects, which stays as it was."""
    must_write_in(case, by)
    if amends is not None and amends.case_id != case.pk:
        raise RuleBroken(_("Notatet, der rettes, står i en anden sag."))
    note = JournalNote.objects.create(
        case=case,
        kind=kind,
        on=on,
        heading=must_say(heading, field="heading", ask=_("Giv notatet en overskrift.")),
        text=must_say(text, field="text", ask=_("Skriv notatet.")),
        amends=amends,
        written_by=by,
    )
    record("note.amended" if amends else "note.written", note, by=by)
    return note
