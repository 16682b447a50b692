"""The search in the bar: found by name, CPR or case number, and logged without the CPR."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from herning.audit.models import Access
from tests.factories.cases import CaseFactory, ChildFactory


def searched(client, words):
    """What somebody sees who searches in the bar."""
    return client.post("/soeg/", {"q": words}, follow=True)


@pytest.mark.parametrize(
    ("words", "logged"),
    [
        ("møller", "møller"),
        ("0405161234", "040516-••••"),
        ("040516-1234", "040516-••••"),
        ("Sofie 040516 1234", "Sofie 040516-••••"),
        ("040516-12", "040516-••••"),
        ("2026-90001", "2026-90001"),
        ("sofie\x00", "sofie"),
        ("x" * 500, "x" * 200),
    ],
)
def test_a_search_is_logged_and_a_cpr_in_it_is_masked(ida, signed_in, words, logged):
    signed_in(ida).post("/soeg/", {"q": words})

    assert Access.objects.get(page="dashboards:search").detail == logged


@pytest.mark.parametrize("words", ["Moller", "0405161234", "040516-1234"])
def test_a_child_out_of_reach_is_found_with_its_caseworker_and_a_way_to_ask(ida, bo, signed_in, words):
    child = ChildFactory(name="Sofie Møller", cpr="0405161234", address="Hemmelig Vej 7")
    case = CaseFactory(caseworker=bo, child=child)

    answer = searched(signed_in(ida), words)

    (row,) = answer.context["rows"]
    assert (row["name"], row["is_reached"], row["url"]) == (
        "Sofie Møller", False, reverse("cases:open_with_reason", args=[case.number]),
    )  # fmt: skip
    page = answer.content.decode()
    assert ("Bo Krogh" in page, "1234" in page.replace(words, ""), "Hemmelig" in page) == (True, False, False)


def test_the_only_case_found_within_reach_opens_at_once(ida, signed_in):
    case = CaseFactory(caseworker=ida, child=ChildFactory(name="Sofie Møller"))

    for words in ("sofie mø", case.number):
        answer = signed_in(ida).post("/soeg/", {"q": words})
        assert (answer.status_code, answer["Location"]) == (302, f"/sager/{case.number}/")


def test_a_child_without_a_case_leads_to_a_new_concern(ida, signed_in):
    child = ChildFactory(name="Sofie Møller")

    (row,) = searched(signed_in(ida), "sofie").context["rows"]

    assert row["url"] == reverse("cases:new_concern", args=[child.pk])


def test_a_case_number_out_of_reach_shows_whose_it_is(ida, bo, signed_in):
    case = CaseFactory(caseworker=bo)

    (row,) = searched(signed_in(ida), case.number).context["rows"]

    assert (row["case"].caseworker, row["is_reached"]) == (bo, False)


@pytest.mark.parametrize("words", ["", "a", "x" * 201, "a\x00b"])
def test_a_search_that_cannot_be_is_refused_beside_the_field(ida, signed_in, words):
    answer = signed_in(ida).post("/soeg/", {"q": words})

    assert (answer.status_code, bool(answer.context["form"].errors["q"])) == (422, True)


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_asks_as_often_however_many_it_finds(ida, bo, signed_in, count):
    for _ in range(count):
        CaseFactory(caseworker=bo, child=ChildFactory(name="Sofie Møller"))
    client = signed_in(ida)

    led = client.post("/soeg/", {"q": "sofie"})

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(led["Location"])

    # Three of them hold the reading to reading, as for every page.
    assert (len(answer.context["rows"]), len(asked)) == (count, 8)


def test_a_result_can_be_gone_back_to_and_names_nobody_in_its_address(ida, bo, signed_in):
    for name in ("Sofie Ager", "Sofie Møller"):
        CaseFactory(caseworker=bo, child=ChildFactory(name=name))
    client = signed_in(ida)

    led = client.post("/soeg/", {"q": "sofie"})
    later = client.post("/soeg/", {"q": "noah"})
    again = client.get(led["Location"])

    assert (led.status_code, "sofie" in led["Location"].lower()) == (302, False)
    assert [row["name"] for row in again.context["rows"]] == ["Sofie Ager", "Sofie Møller"]
    page = again.content.decode()
    assert ("Du søgte efter “sofie”." in page, 'value="sofie"' in page) == (True, True)
    assert client.get(later["Location"]).context["rows"] == []
    assert [look.detail for look in Access.objects.order_by("pk") if look.detail] == ["sofie", "noah"]


def test_what_one_person_searched_for_is_nobody_elses(ida, bo, signed_in):
    CaseFactory(caseworker=bo, child=ChildFactory(name="Sofie Møller"))
    led = signed_in(ida).post("/soeg/", {"q": "sofie"})

    assert signed_in(bo).get(led["Location"]).context["rows"] is None


def test_only_the_last_searches_are_kept(ida, signed_in):
    client = signed_in(ida)

    led = [client.post("/soeg/", {"q": f"barn {number}"})["Location"] for number in range(21)]

    assert [client.get(led[number]).context["sought"] for number in (0, 1, 20)] == ["", "barn 1", "barn 20"]


def test_the_cases_within_reach_come_first(ida, bo, signed_in):
    for name, caseworker in (("Sofie Ager", bo), ("Sofie Bæk", ida), ("Sofie Carl", bo), ("Sofie Dam", ida)):
        CaseFactory(caseworker=caseworker, child=ChildFactory(name=name))

    rows = searched(signed_in(ida), "sofie").context["rows"]

    assert [row["name"] for row in rows] == ["Sofie Bæk", "Sofie Dam", "Sofie Ager", "Sofie Carl"]
