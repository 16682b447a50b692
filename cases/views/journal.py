"""The journal of a case."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import rules
from cases.access import case_for, note_for, open_case_for
from cases.actions import write_note
from cases.forms.casework import NoteForm
from cases.header import header
from cases.models import Case, JournalNote
from cases.views.acting import act
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from herning.web.paging import keyset

NOTES_A_PAGE = 30


@page(Permission.SEE_CASE, load=case_for)
def journal(request: Request, case: Case) -> HttpResponse:
    """Notes as they were written, newest first, each with its corrections; beside them what else was recorded."""
    notes = case.journal.select_related("written_by", "amends")
    found = keyset(
        notes, by="on", within=notes, asked=request.GET, size=NOTES_A_PAGE, newest_first=True,
    )  # fmt: skip
    concerns = case.concerns.with_investigated().defer("text", "assessment").order_by("-received_at", "-pk")
    shown = {
        "case": case,
        "header": header(request, case, tab="cases:journal"),
        "notes": found.rows,
        "amended": set(case.journal.filter(amends__in=found.rows).values_list("amends_id", flat=True)),
        "conversations": case.conversations.select_related("written_by").order_by("-on", "-pk")[:5],
        "consents": case.consents.select_related("holder").order_by("-given_on", "-pk"),
        "investigations": case.investigations.order_by("-begun_on", "-pk"),
        "concerns": concerns,
        "investigate_by": _investigate_by(case, concerns),
        "grants": case.grants.valid().select_related("user").order_by("-opened_at", "-pk"),
        "today": timezone.localdate(),
        "may_see_concern": request.user.may(Permission.SEE_CONCERN),
        "may_assign": case.is_open and request.user.may(Permission.ASSIGN_CASE),
        "may_write": case.is_open and request.user.may(Permission.WRITE_JOURNAL),
        **found.beside(request.GET),
    }
    return show(request, "cases/journal.html", shown)


def _investigate_by(case: Case, concerns: Iterable[Any]) -> date | None:
    """The last day to have investigated what a concern in danger told of, while nobody has begun (§ 20)."""
    left = [concern.received_on for concern in concerns if concern.is_in_danger and not concern.is_investigated]
    return rules.investigation_due(min(left)) if left and case.is_open else None


@page(Permission.WRITE_JOURNAL, load=open_case_for)
def write_note_page(request: Request, case: Case) -> HttpResponse:
    """Write a note."""
    return _written(request, case, amends=None)


@page(Permission.WRITE_JOURNAL, load=note_for)
def amend_note(request: Request, note: JournalNote) -> HttpResponse:
    """Correct a note by a new one that points to it; the old one stays as it was."""
    return _written(request, note.case, amends=note)


def _written(request: Request, case: Case, *, amends: JournalNote | None) -> HttpResponse:
    initial = {"kind": amends.kind, "on": amends.on, "heading": amends.heading[:160]} if amends else None
    about = f"{case.number}.{amends.pk}" if amends else case.number
    form = NoteForm.at(request, about=about, initial=initial)
    back = reverse("cases:journal", args=[case.number])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            write_note(case=case, amends=amends, by=request.user, **form.answers)
            messages.success(request, _("Notatet står i journalen."))
            return redirect(back)
    heading = _("Ret et notat") if amends else _("Nyt notat")
    lead = _("Det gamle notat bliver stående; rettelsen står ved siden af det.") if amends else ""
    return act(
        request, form, heading=heading, lead=lead, back=back, case=case, tab="cases:journal",
        quote=amends.text if amends else "",
    )  # fmt: skip
