"""The session ends while somebody writes: the text stays, and is saved and sent after signing in in another tab."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import JournalNote
from herning.web.models import Draft
from tests.browser.person import PASSWORD
from tests.factories.cases import CaseFactory, ChildFactory

pytestmark = pytest.mark.browser
WORDS = "Moderen ringede og fortalte, at Noah er glad for den nye skole."


def the_session_ends(person):
    """As after twelve hours, or when the browser was told to sign out elsewhere."""
    person.context.clear_cookies(name="sessionid")


def ida_signs_in_in_another_tab(person):
    """By the link that stands beside the form."""
    with person.context.expect_page() as opened:
        person.page.get_by_role("link", name="Log ind i en ny fane").click()
    tab = opened.value
    tab.locator("input[name=login]").fill(person.user.email)
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_url(f"{person.house}/")
    tab.close()


def test_what_is_written_after_the_session_ended_is_kept_and_sent(people, ida):
    case = CaseFactory(caseworker=ida, child=ChildFactory(name="Noah Prøvesen"), number="2026-70001")
    at_work = people(ida)
    at_work.go(f"/sager/{case.number}/journal/ny/")
    status = at_work.page.locator("[data-draft-status]")
    at_work.fill(kind="contact", on=timezone.localdate().isoformat(), heading="Opkald")
    expect(status).to_have_text(re.compile("Gemt"))

    the_session_ends(at_work)
    at_work.fill(text=WORDS)
    expect(status).to_have_text("Du er logget ud. Log ind i en ny fane – teksten bliver her.")
    at_work.look_anew()
    ida_signs_in_in_another_tab(at_work)
    expect(status).to_have_text(re.compile("Gemt"), timeout=10_000)
    assert [draft.data["text"] for draft in Draft.objects.all()] == [WORDS]

    the_session_ends(at_work)
    at_work.page.locator("main form button[type=submit]").click()
    expect(status).to_contain_text("Den sendes, når du er logget ind.")
    assert JournalNote.objects.count() == 0
    ida_signs_in_in_another_tab(at_work)
    at_work.page.wait_for_url(re.compile(r"/journal/$"))

    assert [note.text for note in JournalNote.objects.all()] == [WORDS]
    assert Draft.objects.count() == 0
