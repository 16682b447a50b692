"""Each role's own way around: every page in the bar, at both widths, with real rows on it."""

import re
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import Case
from herning.web.models import Draft
from reviews.models import Agreement, Review, SubGoalScore
from tests.factories.cases import CaseFactory, ChildFactory, ConcernFactory
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.placements import PlacementFactory
from tests.factories.reviews import GoalFactory, PlanFactory, ReviewFactory, SubGoalFactory

pytestmark = pytest.mark.browser
# Of the holding page: the key that is pressed with Alt, and the field it leads to.
ACCESS_KEYS = {"b": "child_words", "f": "parents_view", "a": "agree_0_what", "n": "reason"}
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
    PlacementFactory(case=CaseFactory(caseworker=ida), legal_basis="provisional")
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


def test_the_manager_goes_from_the_staircase_to_the_key_figures_and_takes_them_out(people, rie, stories):
    person = people(rie)
    person.go("/trappen/")
    person.follow(re.compile("^Nøgletal"), within="main")
    person.fill(maaneder="12")
    person.press("Vis")
    person.reads("Seneste 12 mdr.")
    with person.page.expect_download() as taken:
        person.page.get_by_role("link", name="Hent som regneark (CSV)").click()

    assert taken.value.suggested_filename == f"noegletal-{timezone.localdate()}.csv"
    person.follow("under 5", within="main")
    person.reads("opslaget er logget")


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


@pytest.fixture
def followed_up(ida, stories):
    """Sofie's case with four sub-goals, scored at the last review, where something was promised."""
    goal = GoalFactory(plan=PlanFactory(case=stories))
    last = ReviewFactory(
        case=stories, held=True, held_on=timezone.localdate() - timedelta(days=42), next_due_on=timezone.localdate(),
    )  # fmt: skip
    for sub_goal in SubGoalFactory.create_batch(4, goal=goal):
        SubGoalScore.objects.create(sub_goal=sub_goal, review=last, on=last.held_on, score=1)
    Agreement.objects.create(review=last, text="ringer til skolen", who="Mor", by_on=last.held_on + timedelta(days=7))
    return last


def test_a_review_in_which_nothing_changed_takes_few_keys(people, ida, followed_up, capsys):
    """At most 25 key presses and clicks beside the words themselves, with four sub-goals; then minutes and pages."""
    person = people(ida)
    person.go("/")
    keyboard, counted = person.page.keyboard, ["click: Hold opfølgning"]
    person.follow(re.compile("Hold opfølgning"), within="main")

    def press(*keys):
        for key in keys:
            keyboard.press(key)
            counted.append(key)

    def go_to(name):
        while person.page.evaluate("document.activeElement.name") != name:
            press("Tab")

    announced = person.page.locator(".keys kbd").all_text_contents()
    assert announced == ["1", "5", "Ctrl", "Enter", "Alt", *(key.upper() for key in ["u", *ACCESS_KEYS])]
    for key, name in ACCESS_KEYS.items():
        keyboard.press(f"Alt+{key}")
        assert person.page.evaluate("document.activeElement.name") == name
    # Access keys are quicker still; the count is for somebody who knows the one for “unchanged” and the Tab key alone.
    press("Alt+u")
    expect(person.page.locator("[name=reason]")).to_have_value(re.compile("Uændret siden"))
    go_to("child_words")
    keyboard.type("Det går fint.")
    press("Tab", "4")
    assert person.page.locator("input[name=child_scale]:checked").input_value() == "4"
    go_to("parents_view")
    keyboard.type("Vi er glade.")
    go_to("agree_0_what")
    keyboard.type("skriver ugeplan")
    press("Tab")
    keyboard.type("Mor")
    expect(person.page.locator("[data-draft-status]")).to_contain_text(re.compile("Gemt"), timeout=10_000)
    press("Control+Enter")
    person.page.wait_for_url(re.compile(r"/sager/2026-80001/$"))
    person.look()

    held = Review.objects.held().get(held_on=timezone.localdate())
    assert (held.decision, held.child_scale, list(held.scores.values_list("score", flat=True))) == ("stay", 4, [1] * 4)
    assert list(held.promises.values_list("who", "text")) == [("Mor", "skriver ugeplan")]
    with capsys.disabled():
        sys.stdout.write(f"\nA review in which nothing changed: {len(counted)} presses and clicks.\n")
    assert len(counted) <= 25, counted
    for page in ("", "referat/", "barnet/"):
        person.go(f"/opfoelgninger/{held.pk}/{page}")
        person.reads("skriver ugeplan")
