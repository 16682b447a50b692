"""Each role's own way around: every page in the bar, at both widths, with real rows on it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import Case
from herning.web.models import Draft
from reviews.models import Review
from tests.factories.cases import CaseFactory, ChildFactory, ConcernFactory
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.placements import PlacementFactory

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TEXT = "Sofie ringede selv og fortalte, at hun har været i skole hele ugen."


@pytest.fixture
def stories(ida, lone, claudisvej):
    """A child in help with a review overdue, one to refer, a concern, and a referral that awaits its answer."""
    today = timezone.localdate()
    sofie = CaseFactory(caseworker=ida, child=ChildFactory(name="Sofie Mark"), number="2026-80001")
    help_now = InterventionFactory(
        case=sofie, department=claudisvej, offer=OfferFactory(name="MST"), starts_on=today - timedelta(days=60)
    )
    CapacityFactory(offer=help_now.offer, department=claudisvej, places_total=4)
    Review.objects.create(case=sofie, due_on=today - timedelta(days=14), law_due_on=today + timedelta(days=30))
    emil = CaseFactory(caseworker=ida, child=ChildFactory(name="Emil Krogh"), number="2026-80002")
    ReferralFactory(case=emil, department=claudisvej, offer=help_now.offer)
    ReferralFactory(case=emil, department=claudisvej, offer=OfferFactory(step=4), status="awaiting")
    ConcernFactory(team=ida.team, registered_by=ida, received_at=timezone.now() - timedelta(hours=3))
    PlacementFactory(case=CaseFactory(caseworker=ida), legal_basis="board")
    return sofie


@pytest.mark.parametrize("who", ["ida", "lone", "per", "pia", "rie", "sanne", "alf"])
def test_every_page_in_the_bar_is_in_order(request, people, stories, who):
    person = people(request.getfixturevalue(who))
    bar = person.page.locator("header nav a")
    addresses = [link.get_attribute("href") for link in bar.all()]

    for address in dict.fromkeys(addresses):
        person.go(address)
        # The first thing on the page that leads further.
        links = person.page.locator("main a[href^='/']:visible").all()
        onward = [link.get_attribute("href") for link in links]
        for further in [address for address in dict.fromkeys(onward) if "?" not in address][:6]:
            person.go(further)
    assert addresses != []


def test_what_is_typed_is_still_there_after_the_browser_was_closed(people, ida, stories):
    person = people(ida)
    person.go("/sager/2026-80001/journal/ny/")
    person.fill(heading="Telefon med Sofie", text=TEXT)
    expect(person.page.locator("[data-draft-status]")).to_contain_text(re.compile("Gemt"), timeout=10_000)
    person.leave()

    again = people(ida)
    again.follow(re.compile("Sofie|Telefon|journal", re.I), within="main")
    again.go("/sager/2026-80001/journal/ny/")
    expect(again.page.locator("main [name=text]")).to_have_value(TEXT)
    again.fill(kind="contact")
    again.press("Skriv i journalen")
    again.reads(TEXT)
    assert Draft.objects.count() == 0


def test_a_double_click_writes_one_note(people, ida, stories):
    person = people(ida)
    person.go("/sager/2026-80001/journal/ny/")
    person.fill(kind="contact", heading="Telefon med Sofie", text=TEXT)
    person.page.get_by_role("button", name="Skriv i journalen").dblclick()
    person.page.wait_for_url("**/journal/")

    assert Case.objects.get(number="2026-80001").journal.count() == 1


def test_a_review_in_which_nothing_changed_takes_few_keys(people, ida, stories):
    """At most 25 presses beside the words themselves; without sub-goals it is far fewer."""
    person = people(ida)
    person.go("/")
    presses = 1
    person.follow(re.compile("Hold opfølgning"), within="main")
    keyboard = person.page.keyboard
    keyboard.type("Det går fint.")
    for field, words in [("parents_view", "Vi er glade."), ("reason", "Ingen ændring.")]:
        while person.page.evaluate("document.activeElement.name") != field:
            keyboard.press("Tab")
            presses += 1
            if person.page.evaluate("document.activeElement.name") == "decision":
                keyboard.press("Space")
                presses += 1
        keyboard.type(words)
    while person.page.evaluate("document.activeElement.type") != "submit":
        keyboard.press("Tab")
        presses += 1
    keyboard.press("Enter")
    presses += 1
    person.page.wait_for_url(re.compile(r"/sager/2026-80001/$"))
    person.look()

    assert Review.objects.held().get().decision == "stay"
    assert presses <= 25, presses
