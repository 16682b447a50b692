"""The page an offer is chosen on: the need ranks, three stand side by side, families are one choice, lines are kept."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from interventions.choosing import fitting_offers, need_of
from interventions.models import ConsideredOffer, ForeignPlace, Neighbour, Referral, TargetGroup
from tests.factories.cases import CaseFactory, ChildFactory
from tests.factories.interventions import (
    CapacityFactory,
    FosterFamilyFactory,
    OfferFactory,
    PlaceFactory,
)
from tests.factories.placements import PlacementFactory

JUNE_8, JUNE_20 = date(2026, 6, 8), date(2026, 6, 20)
APPROVING_QUERIES = 19


@pytest.fixture
def url(case):
    """The page of Ida's case."""
    return reverse("interventions:refer", args=[case.number])


def value(capacity):
    """What the page sends for a department."""
    return f"{capacity.offer_id}-{capacity.department_id}"


def answers(capacity, **also):
    """A referral that can be sent."""
    return {"need": "Ro om hverdagen", "offer": value(capacity), "why_not_lower": "Prøvet", **also}


@pytest.fixture
def families(claudisvej):
    """A foster offer with families that differ in what the case's ten-year-old needs."""
    offer = OfferFactory(step=4, method="foster_care", name="Plejefamilier")

    def give(name, places=2, **also):
        family = FosterFamilyFactory(name=name, department=claudisvej, **also)
        return CapacityFactory(offer=offer, department=claudisvej, foster_family=family, places_total=places)

    return give


def test_looking_at_another_list_keeps_what_was_typed_and_writes_nothing(signed_in, ida, case, given, url):
    given(step=1, name="Gruppen", target_groups=["skole"])
    given(step=1, name="Trivselsforløb", target_groups=["trivsel"])
    typed = {"need": "Kommer ikke i skole", "target_group": "skole", "wants_school_kept": "on", "look": "update"}

    page = signed_in(ida).post(url, typed)

    (group,) = page.context["groups"]
    assert page.status_code == 200
    assert [line["choice"].offer.name for line in group["fitting"]] == ["Gruppen"]
    assert [line["choice"].offer.name for line in group["others"]] == ["Trivselsforløb"]
    assert "Kommer ikke i skole</textarea>" in page.content.decode()
    assert "Barnet kan blive i sin skole" in page.content.decode()
    assert list(Referral.objects.all()) == []


@pytest.mark.parametrize("odd", ["findes-ikke", "\x00", "x" * 500])
def test_an_odd_need_is_left_out_of_the_list(signed_in, ida, case, given, url, odd):
    given(step=1)

    page = signed_in(ida).post(url, {"target_group": odd, "method": odd, "look": "update"})

    assert (page.status_code, page.context["groups"][0]["count"]) == (200, 1)


def test_no_more_than_three_stand_side_by_side(signed_in, ida, case, given, url):
    offers = [given(step=1, name=f"Tilbud {number}") for number in range(4)]

    page = signed_in(ida).post(url, {"compare": [value(one) for one in offers], "look": "compare"})

    assert [one["choice"].offer.pk for one in page.context["compare"]] == [one.offer.pk for one in offers[:3]]
    assert "De tre første er vist" in page.content.decode()


def test_a_long_step_shows_its_first_and_the_rest_when_asked(signed_in, ida, case, given, url):
    last = [given(step=1, number=number) for number in range(1, 9)][-1]
    client = signed_in(ida)

    short = client.post(url, {"offer": value(last), "look": "update"}).context["groups"][0]
    whole = client.post(url, {"look": "all:1"}).context["groups"][0]

    assert (len(short["fitting"]), short["fitting"][-1]["choice"].offer.pk, short["left"]) == (7, last.offer.pk, 2)
    assert (len(whole["fitting"]), whole["left"], whole["is_open"]) == (8, 0, True)


def test_the_list_alone_comes_back_when_the_page_asks_for_another(signed_in, ida, case, given, url):
    given(step=1, name="Familieklasse")

    part = signed_in(ida).post(url, {"look": "update"}, headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div class="choose-list" id="valg">')
    assert "Familieklasse" in part
    assert "<html" not in part


def test_a_step_that_is_shut_tells_of_its_first_two_and_how_many_do_not_fit(signed_in, ida, case, given, url):
    given(step=1)
    for number in range(4):
        given(step=3, number=number)
    given(step=3, min_age=15), given(step=3, min_age=16)
    client = signed_in(ida)

    shut = client.get(url)
    opened = client.post(url, {"look": "all:3"}).context["groups"][1]

    group = shut.context["groups"][1]
    assert (group["is_open"], len(group["fitting"]), group["others"], group["left"]) == (False, 2, [], 4)
    assert "2 tilbud passer ikke" in shut.content.decode()
    assert (opened["is_open"], len(opened["fitting"]), len(opened["others"]), opened["left"]) == (True, 4, 2, 0)


def test_what_was_weighed_is_kept_with_its_reasons(signed_in, ida, case, given, url):
    lower, full = (
        given(step=1, name="Gruppen", places=2, min_age=6, max_age=12),
        given(step=2, name="Forløbet", places=0),
    )
    given(step=1, name="For store", min_age=15)
    chosen, other = given(step=4, name="Plejen", places=1), given(step=4, name="Anden pleje", places=1)
    given(step=5, name="Døgn")
    sent = answers(chosen, compare=[value(other)], target_group="trivsel", wants_siblings_together="on")

    signed_in(ida).post(url, sent | {f"why_not_{lower.offer_id}": "Prøvet i foråret"})

    made = Referral.objects.get()
    rows = ConsideredOffer.objects.filter(referral=made).order_by("rank")
    assert [(row.offer.name, row.is_chosen, row.is_compared, row.is_fitting) for row in rows] == [
        ("Gruppen", False, False, True), ("Forløbet", False, False, True), ("Anden pleje", False, True, True),
        ("Plejen", True, False, True),
    ]  # fmt: skip
    kept = {row.offer.name: row for row in rows}
    assert kept["Gruppen"].reasons_for == ["Alderen passer (6–12 år)", "Ledig plads nu"]
    assert (kept["Gruppen"].why_not, kept["Gruppen"].free, kept["Gruppen"].places) == ("Prøvet i foråret", 2, 2)
    assert kept["Forløbet"].reasons_against == ["Fyldt, og ingen plads har en planlagt slutdato"]
    assert (made.target_group_id, made.wants_siblings_together, made.wants_school_kept) == ("trivsel", True, False)
    page = signed_in(ida).get(reverse("interventions:referral", args=[made.pk])).content.decode()
    assert ("Fravalgt" in page, "Prøvet i foråret" in page) == (True, True)
    assert full.offer.name in page


def test_a_returned_referral_that_is_made_again_gets_a_new_round(signed_in, ida, lone, case, given, url):
    chosen, better = given(step=4), given(step=3)
    client = signed_in(ida)
    client.post(url, answers(chosen))
    made = Referral.objects.get()
    approve = reverse("interventions:approve", args=[made.pk])
    signed_in(lone).post(approve, {"decision": "return", "reason": "Hvad med netværket?"})

    client.post(f"{url}?udkast={made.pk}", answers(better))

    rounds = ConsideredOffer.objects.filter(referral=made, is_chosen=True).order_by("round")
    assert [(row.round, row.offer) for row in rounds] == [(1, chosen.offer), (2, better.offer)]


def test_the_approver_sees_the_same_list_and_what_has_changed(signed_in, ida, lone, case, given, url):
    lower, chosen = given(step=1, name="Gruppen", places=1), given(step=4, name="Plejen", places=1)
    signed_in(ida).post(url, answers(chosen))
    PlaceFactory(capacity=lower)

    made = Referral.objects.get(case=case)
    page = signed_in(lone).get(reverse("interventions:approve", args=[made.pk]))

    told = [(line.row.offer.name, line.row.is_chosen, line.changes) for line in page.context["lines"]]
    assert told == [("Plejen", True, []), ("Gruppen", False, ["Nu er alle pladser optaget"])]


def test_families_are_one_choice_with_the_best_few(case, families):
    families("Familien Ak", takes_siblings=True, approved_places=3)
    families("Familien Bro", approved_places=1)
    families("Familien Carl", min_age=0, max_age=6)
    families("Familien Dam", approved_until=date(2026, 6, 7))
    families("Familien Ege", is_active=False)
    families("Familien Fog", target_groups=["tidlig-omsorg"])
    PlaceFactory(capacity=families("Familien Glad", places=1))
    need = need_of(case, on=JUNE_8, target_group=TargetGroup.objects.get(pk="trivsel"), wants_siblings_together=True)

    (choice,) = fitting_offers(case, on=JUNE_8, need=need)

    found = choice.best.families
    assert (found.count, found.fitting, [family.name for family in found.best]) == (
        7, 2, ["Familien Ak", "Familien Bro"],
    )  # fmt: skip
    assert choice.best.free == 4
    assert choice.reasons_for == ["Her er familier, der tager søskende sammen", "Ledig plads nu"]


def test_a_family_is_picked_and_one_that_cannot_is_refused(signed_in, ida, case, families, url):
    fits, gone = families("Familien Ak"), families("Familien Dam", approved_until=date(2026, 6, 7))
    client = signed_in(ida)

    refused = client.post(url, answers(gone, offer=f"{value(gone)}-{gone.foster_family_id}"))
    without = client.post(url, answers(gone))
    unknown = client.post(url, answers(gone, offer=f"{value(gone)}-999999"))
    assert [(one.status_code, list(one.context["form"].errors)) for one in (refused, without, unknown)] == [
        (422, ["offer"])
    ] * 3

    assert client.post(url, answers(fits, offer=f"{value(fits)}-{fits.foster_family_id}")).status_code == 302
    assert Referral.objects.get().foster_family == fits.foster_family


def test_places_elsewhere_are_marked_and_cannot_be_picked(signed_in, ida, case, given, url, time_machine):
    time_machine.move_to(datetime(2026, 6, 8, 10, tzinfo=UTC))
    neighbour = Neighbour.objects.create(code="657", name="Ikast-Brande", feed_url="https://x.example", public_key="x")
    ForeignPlace.objects.create(
        neighbour=neighbour, offer_code="hjem", offer_name="Havens hus", provider_name="Haven", step=5, free=2,
        weekly_price=21_000, told_at=datetime(2026, 6, 8, 6, tzinfo=UTC), expires_at=datetime(2026, 6, 9, tzinfo=UTC),
    )  # fmt: skip

    page = signed_in(ida).get(url).content.decode()

    assert ("Havens hus" in page, "hos Ikast-Brande" in page, "21.000 kr. om ugen" in page) == (True, True, True)
    assert 'name="offer"' not in page


def test_siblings_school_and_distance_are_read_from_the_case(ida, given, claudisvej):
    child = ChildFactory(language="Arabisk")
    case = CaseFactory(caseworker=ida, child=child)
    claudisvej.district = case.district
    claudisvej.save()
    sibling = PlacementFactory(case=CaseFactory(child=ChildFactory(family=child.family)))
    sibling.intervention.department = claudisvej
    sibling.intervention.save()
    given(step=4, languages=["arabisk"])

    need = need_of(case, on=JUNE_20, wants_school_kept=True)
    choice = next(choice for choice in fitting_offers(case, on=JUNE_20, need=need) if choice.desks)

    assert choice.reasons_for == [
        "En af barnets søskende bor her nu", "Barnet kan blive i sin skole", "Ligger i barnets eget distrikt",
        "Taler barnets sprog (Arabisk)",
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_the_approver_asks_the_same_however_long_the_list(
    signed_in, ida, lone, case, given, families, url, django_assert_num_queries, rows
):
    chosen = given(step=5)
    for number in range(rows):
        given(step=1)
        families(f"Familien {number}")
    signed_in(ida).post(url, answers(chosen))
    client = signed_in(lone)

    with django_assert_num_queries(APPROVING_QUERIES):
        client.get(reverse("interventions:approve", args=[Referral.objects.get().pk]))
