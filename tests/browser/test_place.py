"""A place is found with reasons, waited for in line, and lived in by the law's checklist."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from interventions.models import ConsideredOffer, Place, Referral
from tests.factories.accounts import DepartmentFactory
from tests.factories.cases import CaseFactory, ChildConversationFactory, ChildFactory
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory, PlaceFactory
from tests.factories.reviews import GoalFactory, PlanFactory, SubGoalFactory

pytestmark = pytest.mark.browser
NUMBER = "2026-80007"


@pytest.fixture
def sofie(ida):
    """Sofie is fourteen, was spoken with yesterday, and her plan works on school."""
    today = timezone.localdate()
    child = ChildFactory(name="Sofie Mark", born_on=today - timedelta(days=14 * 366))
    case = CaseFactory(caseworker=ida, child=child, number=NUMBER, opened_on=today - timedelta(days=90))
    ChildConversationFactory(case=case, on=today - timedelta(days=1))
    SubGoalFactory(goal=GoalFactory(plan=PlanFactory(case=case), domain="school"))
    return case


@pytest.fixture
def contact_person(db):
    """Help at home with room enough: step 2."""
    offer = OfferFactory(name="Kontaktperson", code="kontaktperson", step=2, method="support_person")
    return CapacityFactory(offer=offer, department=DepartmentFactory(name="Ungeteamet", code="ungeteam"))


@pytest.fixture
def south(ida, claudisvej):
    """The home where Sofie's school stays the same: step 4, its only place taken by Emil."""
    offer = OfferFactory(
        name="Bofællesskab Syd", code="syd", step=4, method="residential_home", is_legal_placement=True, min_age=12
    )
    capacity = CapacityFactory(offer=offer, department=claudisvej, places_total=1)
    emil = CaseFactory(caseworker=ida, child=ChildFactory(name="Emil Krogh"))
    stay = InterventionFactory(case=emil, offer=offer, department=claudisvej)
    PlaceFactory(capacity=capacity, referral=stay.referral, number=1)
    return capacity


@pytest.fixture
def north(db):
    """A home with a school of its own: step 4, with room."""
    offer = OfferFactory(
        name="Bofællesskab Nord", code="nord", step=4, method="residential_home", is_legal_placement=True, min_age=12,
        has_own_school=True,
    )  # fmt: skip
    return CapacityFactory(offer=offer, department=DepartmentFactory(name="Nord", code="nord"), places_total=3)


def the_offers_are_weighed(person, lower, south, north):
    """Need first, then two side by side; the lower one that is not chosen is answered for, and a full one is chosen."""
    person.go(f"/sager/{NUMBER}/visitation/")
    person.press("Visitér")
    person.reads("ting at rette")
    person.fill(need="Ro, og at hun bliver i sin skole.", wants_school_kept=True)
    person.press("Vis de tilbud, der passer")
    expect(person.page.locator(".error-summary")).to_have_count(0)
    against = person.page.locator("#trin-4 .is-against", has_text="Barnet skifter til tilbuddets egen skole")
    expect(against).to_have_count(1)
    person.page.locator("#trin-4 > summary").click()
    for capacity in (south, north):
        person.page.locator(f"#compare-{capacity.offer_id}-{capacity.department_id}").check()
    person.press("Sammenlign op til tre side om side")
    expect(person.page.locator("#valg th[scope=col]")).to_have_text([re.compile("Nord"), re.compile("Syd")])
    expect(person.page.locator("#sammenlign h2")).to_be_focused()
    no_name_runs_over_another(person)
    person.look_anew()
    person.page.locator("#trin-2 .choice-why summary").first.click()
    person.fill(**{f"why_not_{lower.offer_id}": "Hun er hjemme alene om natten."})
    person.page.locator(f"#offer-{south.offer_id}-{south.department_id}").check()
    person.fill(why_not_lower="Hjemmet kan ikke rumme hende.")
    person.press("Visitér")
    person.reads("Afventer teamleder")


def no_name_runs_over_another(person):
    """Side by side on a desk, one below the other on a phone; each name stays within its own column."""
    for width, are_stacked in ((1400, False), (390, True)):
        person.page.set_viewport_size({"width": width, "height": 900})
        names = person.page.locator("#sammenlign th[scope=col]")
        assert names.evaluate_all("all => all.filter(name => name.scrollWidth > name.clientWidth + 1).length") == 0
        first, second = names.nth(0).bounding_box(), names.nth(1).bounding_box()
        assert (first["x"] == second["x"], first["y"] + first["height"] <= second["y"]) == (are_stacked, are_stacked)


def the_leader_reads_the_same_list(person):
    """What was weighed and why, before it is approved."""
    person.open(person.page.locator("main a[href$='/godkend/']").first)
    person.reads("Hun er hjemme alene om natten.")
    person.fill(decision="approve")
    person.press("Send afgørelsen")


def she_waits_and_is_offered_the_place(person, south):
    """The home is full: she stands in line until Emil moves out."""
    person.go("/")
    person.open(person.page.locator("main a[href*='/udfoerer/visitationer/']").first)
    person.fill(decision="wait", answer="Den ene plads er taget til på fredag.")
    person.press("Send svaret")
    Place.objects.filter(capacity=south).update(until=timezone.localdate())
    person.go(f"/udfoerer/venteliste/{south.pk}/")
    person.reads("Sofie Mark")
    person.follow("Tilbyd en plads til den næste")
    person.press("Tilbyd pladsen")
    person.reads("tilbudt")


def the_place_is_taken(person):
    """It stands on her caseworker's day."""
    person.go("/")
    person.open(person.page.locator("main a[href*='/pladstilbud/']").first)
    person.fill(decision="take")
    person.press("Send svaret")
    expect(person.page.locator("body")).to_contain_text("Pladsen er jeres")


def test_a_place_is_chosen_waited_for_and_lived_in(people, ida, lone, per, sofie, contact_person, south, north):
    caseworker = people(ida)
    the_offers_are_weighed(caseworker, contact_person, south, north)
    the_leader_reads_the_same_list(people(lone))
    she_waits_and_is_offered_the_place(people(per), south)
    the_place_is_taken(caseworker)

    referral = Referral.objects.get(case=sofie)
    weighed = ConsideredOffer.objects.filter(referral=referral).order_by("rank").values_list("offer__name", "why_not")
    assert list(weighed) == [
        ("Kontaktperson", "Hun er hjemme alene om natten."), ("Bofællesskab Nord", ""), ("Bofællesskab Syd", ""),
    ]  # fmt: skip
