"""Each page meets the right person, the stranger and the wrong role."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from interventions.enums import ReferralStatus
from interventions.models import Capacity, Offer, Referral, Step
from tests.factories.cases import CaseFactory, ChildFactory
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.placements import PlacementFactory

# Session, person, savepoints, the look on record and what the page itself asks for.
CHOOSING_QUERIES = 22
INTERVENTIONS_QUERIES = 11
CATALOGUE_QUERIES = 8
CAPACITY_QUERIES = 7
BOARD_QUERIES = 7


def url(name, *args):
    """An address of this app."""
    return reverse(f"interventions:{name}", args=args)


@pytest.fixture
def pages(case, claudisvej):
    """An address of each page on one case, and who may see it."""
    sent = ReferralFactory(case=case, department=claudisvej)
    awaiting = ReferralFactory(case=case, offer__step=4, status=ReferralStatus.AWAITING_APPROVAL)
    accepted = ReferralFactory(case=case, status=ReferralStatus.ACCEPTED)
    placed = PlacementFactory(case=case)
    return {
        "interventions": url("interventions", case.number),
        "refer": url("refer", case.number),
        "referral": url("referral", sent.pk),
        "approve": url("approve", awaiting.pk),
        "withdraw": url("withdraw", sent.pk),
        "start": url("start", accepted.pk),
        "end": url("end", InterventionFactory(case=case).pk),
        "placement": url("placement", placed.pk),
        "answer": url("answer", sent.pk),
    }


OWN = ["interventions", "refer", "referral", "withdraw", "start", "end", "placement"]


@pytest.mark.parametrize("name", OWN)
def test_the_caseworker_sees_own_pages(signed_in, ida, pages, name):
    assert signed_in(ida).get(pages[name]).status_code == 200


@pytest.mark.parametrize("name", OWN)
def test_a_caseworker_elsewhere_gets_404(signed_in, bo, pages, name):
    assert signed_in(bo).get(pages[name]).status_code == 404


@pytest.mark.parametrize("name", OWN)
def test_a_provider_gets_403_from_the_authoritys_pages(signed_in, per, pages, name):
    assert signed_in(per).get(pages[name]).status_code == 403


@pytest.mark.parametrize(("name", "status"), [("interventions", 200), ("referral", 200), ("refer", 403), ("end", 403)])
def test_a_manager_reads_and_does_not_act(signed_in, rie, pages, name, status):
    assert signed_in(rie).get(pages[name]).status_code == status


def test_approval_is_the_leaders(signed_in, lone, ida, pages):
    assert signed_in(lone).get(pages["approve"]).status_code == 200
    assert signed_in(ida).get(pages["approve"]).status_code == 403


def test_the_answer_is_the_departments(signed_in, per, stig, ida, pages):
    assert signed_in(per).get(pages["answer"]).status_code == 200
    assert signed_in(stig).get(pages["answer"]).status_code == 404
    assert signed_in(ida).get(pages["answer"]).status_code == 403


def test_a_provider_sees_the_need_and_nothing_of_the_case(signed_in, per, ida, claudisvej):
    child = ChildFactory(
        name="Sofie Holm", address="Hemmelig Vej 1", is_address_protected=True, cpr="0405161234", school="Skolen"
    )
    case = CaseFactory(caseworker=ida, child=child)
    sent = ReferralFactory(
        case=case, department=claudisvej, need="Ro om hverdagen", why_not_lower="Mor drikker", returned_reason="Prøv"
    )

    shown = signed_in(per).get(url("answer", sent.pk)).content.decode()

    assert ("Sofie Holm" in shown, "Ro om hverdagen" in shown) == (True, True)
    hidden = ["Hemmelig", "0405161234", "040516", "Mor drikker", "Prøv", "Skolen", case.number, "Ida Holm"]
    assert [text for text in hidden if text in shown] == []


def test_choosing_shows_the_least_intrusive_first_and_sends(signed_in, ida, case, given, settings):
    lower, upper = given(step=1, name="Gruppen", places=2), given(step=4, name="Plejen")
    client = signed_in(ida)

    page = client.get(url("refer", case.number)).content.decode()
    assert page.index("Gruppen") < page.index("Plejen")
    assert "2 af 2 pladser ledige" in page

    answers = {"need": "Ro", "offer": f"{lower.offer_id}-{lower.department_id}", "why_not_lower": "Prøvet"}
    sent = client.post(url("refer", case.number), answers)
    made = Referral.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, url("referral", made.pk))
    assert (made.offer, made.status) == (lower.offer, ReferralStatus.SENT)
    assert upper.offer != made.offer


def test_choosing_refuses_beside_the_field_and_keeps_what_was_typed(signed_in, ida, case, given):
    upper = given(step=4)
    answers = {"need": "Kærlighed 💚", "offer": f"{upper.offer_id}-{upper.department_id}", "why_not_lower": ""}

    refused = signed_in(ida).post(url("refer", case.number), answers)

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["why_not_lower"]
    assert "Kærlighed 💚" in refused.content.decode()
    assert f'value="{upper.offer_id}-{upper.department_id}" checked' in refused.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"need": "x" * 100_000}, "need"),
        ({"need": "nul\x00"}, "need"),
        ({"need": ""}, "need"),
        ({"offer": "999-999"}, "offer"),
        ({"offer": "'; drop table"}, "offer"),
    ],
)
def test_choosing_refuses_bad_input(signed_in, ida, case, given, changed, field):
    offer = given(step=1)
    answers = {"need": "Ro", "offer": f"{offer.offer_id}-{offer.department_id}", "why_not_lower": "Prøvet"} | changed

    refused = signed_in(ida).post(url("refer", case.number), answers)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    assert list(Referral.objects.all()) == []


def test_a_double_click_refers_once(signed_in, ida, case, given):
    offer = given(step=1)
    answers = {
        "need": "Ro", "offer": f"{offer.offer_id}-{offer.department_id}", "why_not_lower": "Prøvet",
        "submission": "7b1a5f8e-3b53-4f6f-9f4d-2f1d8f1c0a11",
    }  # fmt: skip
    client = signed_in(ida)

    first = client.post(url("refer", case.number), answers)
    second = client.post(url("refer", case.number), answers)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Referral.objects.count() == 1


def test_a_draft_opens_filled_in_and_only_in_its_own_case(signed_in, ida, case, given):
    given(step=1)
    draft = ReferralFactory(
        case=case, status=ReferralStatus.DRAFT, offer=None, department=None, step=1, need="Mindre hjælp rækker"
    )
    client = signed_in(ida)

    shown = client.get(url("refer", case.number), {"udkast": draft.pk})
    assert "Mindre hjælp rækker" in shown.content.decode()

    other = CaseFactory(caseworker=ida)
    for named in (draft.pk, "x", "9" * 30):
        where = other.number if named == draft.pk else case.number
        assert client.get(url("refer", where), {"udkast": named}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_choosing_asks_the_same_whatever_the_catalogue(signed_in, ida, case, given, django_assert_num_queries, rows):
    for _number in range(rows):
        InterventionFactory(offer=given(step=2, places=3).offer)
    client = signed_in(ida)

    with django_assert_num_queries(CHOOSING_QUERIES):
        client.get(url("refer", case.number))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_helps_of_a_case_take_the_same_queries(signed_in, ida, case, django_assert_num_queries, rows):
    for _number in range(rows):
        InterventionFactory(case=case)
        ReferralFactory(case=case)
    client = signed_in(ida)

    with django_assert_num_queries(INTERVENTIONS_QUERIES):
        client.get(url("interventions", case.number))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_catalogue_takes_the_same_queries(signed_in, alf, given, django_assert_num_queries, rows):
    for _number in range(rows):
        given(places=2)
    client = signed_in(alf)

    with django_assert_num_queries(CATALOGUE_QUERIES):
        client.get(url("catalogue"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_places_take_the_same_queries(signed_in, pia, given, django_assert_num_queries, rows):
    for _number in range(rows):
        given(places=2)
    client = signed_in(pia)

    with django_assert_num_queries(CAPACITY_QUERIES):
        client.get(url("capacity"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_takes_the_same_queries(signed_in, sanne, django_assert_num_queries, rows):
    for _number in range(rows):
        PlacementFactory(legal_basis="provisional")
    client = signed_in(sanne)

    with django_assert_num_queries(BOARD_QUERIES):
        client.get(url("board"))


def test_the_provider_accepts_and_a_second_tab_is_told(signed_in, per, case, claudisvej):
    capacity = CapacityFactory(department=claudisvej, places_total=1)
    sent = ReferralFactory(case=case, department=claudisvej, offer=capacity.offer)
    client = signed_in(per)
    answers = {"decision": "accept", "expected_on": "2026-06-20"}

    assert client.post(url("answer", sent.pk), answers).status_code == 302
    again = client.post(url("answer", sent.pk), answers)

    assert again.status_code == 422
    assert "Accepteret" in again.content.decode()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"decision": "accept"}, "expected_on"),
        ({"decision": "accept", "expected_on": "2026-02-31"}, "expected_on"),
        ({"decision": "accept", "expected_on": "2020-01-01"}, "expected_on"),
        ({"decision": "accept", "expected_on": "0001-01-01"}, "expected_on"),
        ({"decision": "decline", "answer": "Nej"}, "reason"),
        ({"decision": "decline", "reason": "age"}, "answer"),
        ({"decision": "måske"}, "decision"),
        ({}, "decision"),
    ],
)
def test_an_incomplete_answer_is_refused_beside_the_field(signed_in, per, case, claudisvej, answers, field):
    sent = ReferralFactory(case=case, department=claudisvej)

    refused = signed_in(per).post(url("answer", sent.pk), answers)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])


def test_the_leader_approves_and_sends_back(signed_in, lone, case, claudisvej):
    offer = CapacityFactory(department=claudisvej, offer=OfferFactory(step=4)).offer
    first, second = (
        ReferralFactory(case=case, offer=offer, department=claudisvej, status=ReferralStatus.AWAITING_APPROVAL)
        for _number in range(2)
    )
    client = signed_in(lone)

    assert client.post(url("approve", first.pk), {"decision": "approve"}).status_code == 302
    refused = client.post(url("approve", second.pk), {"decision": "return", "reason": ""})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert client.post(url("approve", second.pk), {"decision": "return", "reason": "Netværk?"}).status_code == 302
    assert list(Referral.objects.order_by("pk").values_list("status", flat=True)) == ["sent", "draft"]


def test_start_and_end_on_the_screen(signed_in, ida, case):
    accepted = ReferralFactory(case=case, status=ReferralStatus.ACCEPTED)
    client = signed_in(ida)
    refused = client.post(url("start", accepted.pk), {"starts_on": "2026-06-15", "exit_plan": "", "next_step": ""})
    assert refused.status_code == 422

    answers = {"starts_on": "2026-06-15", "exit_plan": "Hjem", "next_step": "1"}
    assert client.post(url("start", accepted.pk), answers).status_code == 302
    started = case.interventions.get()

    answers = {"ends_on": "2026-06-20", "reason": "finished", "text": "Godt"}
    assert client.post(url("end", started.pk), answers).status_code == 302
    again = client.post(url("end", started.pk), answers)
    assert (again.status_code, client.get(url("end", started.pk)).status_code) == (422, 404)


def test_the_catalogue_is_everybodys_to_read_and_the_administrators_to_change(signed_in, alf, ida, given):
    offer = given(name="Broen").offer
    assert signed_in(ida).get(url("offer", offer.code)).status_code == 200
    assert signed_in(ida).get(url("change_offer", offer.code)).status_code == 403
    assert signed_in(ida).get(url("offer", "findes-ikke")).status_code == 404
    for name, args in [
        ("catalogue", []), ("offer", [offer.code]), ("change_offer", [offer.code]), ("add_offer", []),
        ("add_capacity", [offer.code]), ("ladder", []), ("step", [2]), ("capacity", []),
    ]:  # fmt: skip
        assert signed_in(alf).get(url(name, *args)).status_code == 200, name
    assert signed_in(alf).get(url("step", 9)).status_code == 404


def test_a_second_editor_is_told_what_the_first_changed(signed_in, alf, given):
    offer = given(name="Broen").offer
    client = signed_in(alf)
    typed = {"name": "Broen 2", "step": "2", "method": offer.method, "seen_version": "1"}
    assert client.post(url("change_offer", offer.code), typed).status_code == 302

    late = client.post(url("change_offer", offer.code), typed | {"name": "Broerne"})
    assert late.status_code == 422
    assert "navn" in late.content.decode()
    assert "Broerne" in late.content.decode()
    assert Offer.objects.get().name == "Broen 2"

    seen = late.context["form"]["seen_version"].value()
    assert (
        client.post(url("change_offer", offer.code), typed | {"name": "Broerne", "seen_version": seen}).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"min_age": "12", "max_age": "4"}, "max_age"),
        ({"min_weeks": "12", "max_weeks": "4"}, "max_weeks"),
        ({"opens_on": "2026-05-02", "closes_on": "2026-05-01"}, "closes_on"),
        ({"closes_on": "1066-01-01"}, "closes_on"),
        ({"step": "7"}, "step"),
    ],
)
def test_an_offer_in_disorder_is_refused_beside_the_field(signed_in, alf, db, changed, field):
    typed = {"name": "Nyt", "step": "1", "method": "child_group"} | changed

    refused = signed_in(alf).post(url("add_offer"), typed)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    assert list(Offer.objects.all()) == []


def test_an_offer_and_its_department_are_added(signed_in, alf, claudisvej):
    client = signed_in(alf)
    added = client.post(url("add_offer"), {"name": "Åben café", "step": "0", "method": "counselling"})
    offer = Offer.objects.get()
    assert (added["Location"], offer.code) == (url("offer", "aaben-cafe"), "aaben-cafe")

    answers = {"department": claudisvej.pk, "places_total": "4", "opens_on": "2026-01-01"}
    assert client.post(url("add_capacity", offer.code), answers).status_code == 302
    assert client.post(url("add_capacity", offer.code), answers).status_code == 422
    assert Capacity.objects.get().places_total == 4


def test_a_step_is_renamed_and_counted_from_one(signed_in, alf, ida, case):
    client = signed_in(alf)
    answers = {
        "name": "Hjemme", "short_name": "Hjemme", "name_en": "At home", "review_weeks": "4", "seen_version": "1",
        "colour": "#2A8FA0", "valid_from": timezone.localdate().isoformat(),
    }  # fmt: skip
    assert client.post(url("step", 2), answers).status_code == 302
    assert client.post(url("step", 2), answers).status_code == 422
    assert client.post(url("step", 3), answers | {"review_weeks": ""}).status_code == 422
    assert client.post(url("ladder"), {"name": "Trappen", "number_offset": "1"}).status_code == 302
    assert Step.objects.get(pk=2).name == "Hjemme"
    InterventionFactory(case=case, offer=OfferFactory(step=2))
    assert signed_in(ida).get(url("interventions", case.number)).context["header"]["offset"] == 1


def test_places_are_the_own_leaders(signed_in, pia, per, given):
    own, other = given(places=2), CapacityFactory(places_total=3)
    client = signed_in(pia)
    assert client.get(url("set_capacity", own.pk)).status_code == 200
    assert client.get(url("set_capacity", other.pk)).status_code == 404
    assert signed_in(per).get(url("set_capacity", own.pk)).status_code == 403
    assert client.post(url("set_capacity", own.pk), {"places_total": "100000"}).status_code == 422
    assert client.post(url("set_capacity", own.pk), {"places_total": "5"}).status_code == 302
    assert Capacity.objects.get(pk=own.pk).places_total == 5


def test_the_board_decides_once(signed_in, sanne, ida):
    waiting = PlacementFactory(legal_basis="provisional")
    by_consent = PlacementFactory(legal_basis="consent")
    client = signed_in(sanne)
    assert client.get(url("record_board_decision", waiting.pk)).status_code == 200
    assert client.get(url("record_board_decision", by_consent.pk)).status_code == 404
    assert signed_in(ida).get(url("board")).status_code == 403

    answers = {"on": "2026-06-18", "outcome": "decided", "text": "Anbringelsen godkendes."}
    assert client.post(url("record_board_decision", waiting.pk), answers).status_code == 302
    assert client.post(url("record_board_decision", waiting.pk), answers).status_code == 404
    waiting.refresh_from_db()
    assert (waiting.board_decided_on, waiting.board_recorded_by) == (date(2026, 6, 18), sanne)
