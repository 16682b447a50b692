"""The main job, end to end: a child comes from a concern to a review, six weeks on, that moves it down a step."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from herning.accounts.permissions import Role
from interventions.models import StepMove
from reviews.models import Review
from tests.browser.calendar import pass_days
from tests.factories.accounts import DepartmentFactory, MembershipFactory, UserFactory
from tests.factories.interventions import CapacityFactory, OfferFactory

pytestmark = pytest.mark.browser
LONG_WAIT_MS = 20_000


def minute(moment):
    """A moment as the browser's own field wants it."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def residential(claudisvej):
    """Claudisvej takes in young people: step 5, a placement in law, two places."""
    offer = OfferFactory(
        name="Claudisvej", code="claudisvej", step=5, method="residential_treatment", is_legal_placement=True,
        min_age=12, max_age=18,
    )  # fmt: skip
    return CapacityFactory(offer=offer, department=claudisvej, places_total=2)


@pytest.fixture
def at_home(db):
    """The youth team helps at home: step 2."""
    offer = OfferFactory(name="Ungeteam", code="ungeteam", step=2, method="support_person", min_age=12, max_age=22)
    return CapacityFactory(offer=offer, department=DepartmentFactory(name="Ungeteamet", code="ungeteam"))


@pytest.fixture
def uma(at_home):
    """A worker of the youth team."""
    user = UserFactory(name="Uma Lind", email="uma@example.dk", role=Role.PROVIDER_WORKER)
    MembershipFactory(user=user, department=at_home.department)
    return user


def a_concern_becomes_a_case(ida):
    """Steps 1 and 2: search before create, the two clocks, the case."""
    now = timezone.now() - timedelta(minutes=5)
    ida.go("/")
    ida.follow("Find eller opret barn")
    ida.fill(words="Sofie Testesen")
    ida.press("Søg")
    ida.reads("Ingen børn passer")
    ida.press(re.compile("opret nyt barn"))
    ida.fill(name="Sofie Marie Testesen", born_on="2012-03-12", is_address_protected=True, address="Hemmelig Vej 7")
    ida.press("Registrér barnet")
    ida.reads("Ny underretning om Sofie Marie Testesen")
    ida.fill(
        received_at=minute(now - timedelta(hours=2)), reporter_kind="school", reporter_name="Lærer Jens",
        text="Sofie kommer ikke i skole og sover ude.",
    )  # fmt: skip
    ida.press("Registrér underretningen")
    ida.follow("Vurdér, om barnet er i fare")
    ida.fill(is_in_danger="no", assessment="Der er voksne omkring hende i aften.", assessed_at=minute(now))
    ida.press("Gem vurderingen")
    ida.follow("Kvittér")
    ida.press("Registrér kvitteringen")
    ida.follow("Tag stilling")
    ida.fill(outcome="opened", reason="Der er brug for at undersøge det nærmere.")
    ida.press("Gem afgørelsen")
    ida.reads("spor på trappen")


def the_child_is_known(ida, number):
    """Step 2: custody, conversation, journal, investigation and consent."""
    ida.go(f"/sager/{number}/familie/voksen/")
    ida.fill(name="Karen Testesen", kind="mother", has_custody=True)
    ida.press("Tilføj til familien")
    ida.reads("Karen Testesen")
    ida.go(f"/sager/{number}/samtale/")
    ida.fill(is_held="yes", words="Jeg vil gerne væk hjemmefra et stykke tid.")
    ida.press("Gem samtalen")
    ida.go(f"/sager/{number}/journal/ny/")
    ida.fill(kind="contact", heading="Telefon med skolen", text="Skolen ser hende to dage om ugen.")
    ida.press("Skriv i journalen")
    ida.reads("Telefon med skolen")
    ida.go(f"/sager/{number}/undersoegelse/")
    ida.fill(why="Skolefravær og uro hjemme.")
    ida.press("Begynd undersøgelsen")
    ida.go(f"/sager/{number}/undersoegelse/")
    ida.fill(child_and_family="Sofie, mor og moster.", conclusion="Støtte efter § 46 er nødvendig.")
    ida.press("Afslut undersøgelsen")
    ida.go(f"/sager/{number}/samtykke/")
    ida.fill(kind="placement")
    ida.page.locator("[name=holder]").select_option(label="Karen Testesen")
    ida.press("Registrér samtykket")
    ida.reads("Karen Testesen")


def a_plan_is_agreed(ida, number):
    """Step 3: one goal for the child, one for the parents, each with a sub-goal."""
    ida.go(f"/sager/{number}/plan/ny/")
    ida.fill(kind="child", purpose="En hverdag med skole og ro.")
    ida.press("Aftal planen")
    for whose, domain, goal, sub_goal in [
        ("child", "school", "Sofie går i skole", "I skole mindst fire dage om ugen"),
        ("parents", "family", "Mor siger til og fra", "Mor siger til og fra i telefonen med ro"),
    ]:
        ida.go(f"/sager/{number}/plan/maal/")
        ida.fill(whose=whose, domain=domain, text=goal)
        ida.press("Sæt målet")
        ida.open(ida.page.locator("main").get_by_role("link", name=re.compile("delmål", re.I)).last)
        ida.fill(text=sub_goal, measure="Skolens protokol")
        ida.press("Sæt delmålet")
        ida.reads(sub_goal)


def help_is_referred_to(ida, number, capacity, *, why):
    """Step 4: the offers that fit, the least intrusive first, and why not a lower step."""
    if "/visitation/" not in ida.page.url:
        ida.go(f"/sager/{number}/visitation/")
        ida.fill(need="Ro, skole og voksne hele døgnet.")
    step = ida.page.locator(f"#trin-{capacity.offer.step_id}")
    if step.get_attribute("open") is None:
        step.locator("summary").first.click()
    ida.page.get_by_role("radio", name=re.compile(capacity.offer.name)).check()
    ida.fill(why_not_lower=why)
    ida.press("Visitér")


def the_provider_accepts(worker):
    """Step 5: the provider finds the referral on its start page and accepts."""
    worker.go("/")
    worker.open(worker.page.locator("main a[href*='/udfoerer/visitationer/']").first)
    worker.fill(decision="accept", expected_on=timezone.localdate().isoformat())
    worker.press("Send svaret")


def start_page_of(ida, number):
    """The page on which the accepted help is started."""
    ida.go(f"/sager/{number}/indsatser/")
    ida.open(ida.page.locator("main a[href*='/visitationer/']").first)
    ida.open(ida.page.locator("main a[href$='/start/']").first)


def test_a_child_comes_from_a_concern_to_a_review_that_moves_it_down(
    people, ida, lone, per, uma, rie, residential, at_home
):
    today = timezone.localdate()
    caseworker = people(ida)
    a_concern_becomes_a_case(caseworker)
    number = Case.objects.get().number
    the_child_is_known(caseworker, number)
    a_plan_is_agreed(caseworker, number)

    help_is_referred_to(caseworker, number, residential, why="Hjemmet kan ikke rumme hende, heller ikke med støtte.")
    caseworker.reads("Afventer teamleder")
    leader = people(lone)
    leader.open(leader.page.locator("main a[href$='/godkend/']").first)
    leader.reads("Hjemmet kan ikke rumme hende")
    leader.fill(decision="approve")
    leader.press("Send afgørelsen")

    provider = people(per)
    provider.reads_not("Hemmelig Vej")
    the_provider_accepts(provider)
    provider.reads_not("Hemmelig Vej")

    start_page_of(caseworker, number)
    caseworker.fill(
        starts_on=today.isoformat(), exit_plan="Hjem til mor med støtte fra Ungeteamet.", next_step="2",
        legal_basis="consent", purpose="Ro og skole, så hun kan komme hjem.", expected_months="6",
        contact="Mor hver søndag.", first_supervision_on=(today + timedelta(days=60)).isoformat(),
        planned_end_on=(today + timedelta(days=180)).isoformat(), is_companion_right_told=True,
        party_heard_on=today.isoformat(), is_support_person_offered=True,
    )  # fmt: skip
    caseworker.press("Start anbringelsen")

    # Step 7: the real worker plans the review within seconds.
    caseworker.go(f"/sager/{number}/")
    for _ in range(40):
        if Review.objects.planned().exists():
            break
        caseworker.page.wait_for_timeout(500)
    review = Review.objects.planned().get()
    assert today + timedelta(days=35) <= review.due_on <= today + timedelta(days=42)
    caseworker.go(f"/sager/{number}/")
    caseworker.reads("Claudisvej")

    pass_days(42)
    provider.go("/")
    provider.follow(re.compile("Skriv notat"))
    provider.fill(text="Sofie har været i skole fire dage om ugen.", attendance="Alle aftaler")
    for group in provider.page.locator("fieldset.scores").all():
        group.locator("input[value='1']").check(force=True)
    provider.fill(proposal="down", proposal_reason="Hun er klar til at komme hjem.")
    provider.press("Send notatet")
    provider.reads("fire dage om ugen")

    # Step 8: the review is held and says down.
    caseworker.go("/")
    caseworker.follow(re.compile("Hold opfølgning"), within="main")
    caseworker.reads("Sofie har været i skole fire dage om ugen.")
    caseworker.fill(child_words="Jeg vil gerne hjem nu.", parents_view="Mor glæder sig.")
    for group in caseworker.page.locator("fieldset.scores").all():
        group.locator("input[value='1']").check(force=True)
    caseworker.page.get_by_role("radio", name=re.compile("Ned til trin 2")).check()
    caseworker.fill(reason="Målene er nået, og hjemmet er klar.")
    caseworker.press("Hold opfølgningen")
    caseworker.reads("Opfølgningen besluttede")
    help_is_referred_to(caseworker, number, at_home, why="Der er stadig brug for støtte i hverdagen.")
    caseworker.reads("Sendt til udfører")
    the_provider_accepts(people(uma))

    caseworker.go(f"/sager/{number}/indsatser/")
    caseworker.open(caseworker.page.locator("main a[href$='/afslut/']").first)
    caseworker.open(caseworker.page.get_by_role("link", name="Beslut hjemgivelse"))
    caseworker.reads("Planen er revideret")
    caseworker.fill(statement="Hun er klar.", support_at_home="Ungeteamet tager over.")
    caseworker.press("Beslut hjemgivelsen")
    caseworker.open(caseworker.page.locator("main a[href$='/hjemme/']").first)
    caseworker.fill(text="Opholdet har gjort, hvad det skulle.")
    caseworker.press("Registrér hjemkomsten")
    start_page_of(caseworker, number)
    caseworker.fill(starts_on=today.isoformat(), exit_plan="Skolens kontaktlærer tager over.", next_step="1")
    caseworker.press("Start indsatsen")

    # Steps 9 and 10: the track is kept, and the manager meets it on the staircase.
    steps = list(StepMove.objects.order_by("on", "pk").values_list("from_step", "to_step"))
    assert steps[0] == (None, 5)
    assert steps[-1][1] == 2
    caseworker.go(f"/sager/{number}/")
    caseworker.reads("Ungeteam")
    manager = people(rie)
    manager.go("/trappen/")
    manager.open(manager.page.locator("main a[href*='trin=2']").first)
    manager.reads("Sofie")
    manager.go(f"/sager/{number}/")
    caseworker.go(f"/sager/{number}/adgang/")
    caseworker.reads("Rie Bang")
