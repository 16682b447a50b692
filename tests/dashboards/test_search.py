"""The search in the bar: found by name, CPR or case number, and logged without the CPR."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from herning.audit.models import Access
from tests.factories.cases import CaseFactory, ChildFactory


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

    answer = signed_in(ida).post("/soeg/", {"q": words})

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

    (row,) = signed_in(ida).post("/soeg/", {"q": "sofie"}).context["rows"]

    assert row["url"] == reverse("cases:new_concern", args=[child.pk])


def test_a_case_number_out_of_reach_shows_whose_it_is(ida, bo, signed_in):
    case = CaseFactory(caseworker=bo)

    (row,) = signed_in(ida).post("/soeg/", {"q": case.number}).context["rows"]

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

    with CaptureQueriesContext(connection) as asked:
        answer = client.post("/soeg/", {"q": "sofie"})

    assert (len(answer.context["rows"]), len(asked)) == (count, 5)
