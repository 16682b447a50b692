"""The list of cases and the list of concerns: reach, choices, order, and how much they ask."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils.html import escape

from cases.actions import open_with_reason
from herning.audit.models import Access
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, ConcernFactory


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_cases_asks_as_much_for_three_rows_as_for_one(signed_in, rie, django_assert_num_queries, rows):
    for _ in range(rows):
        CaseFactory()
    client = signed_in(rie)

    with django_assert_num_queries(8):
        page = client.get(reverse("cases:cases"))

    assert len(page.context["cases"]) == rows


# Session, person, transaction (2), access row, read-only, districts, caseworkers, cases.


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_concerns_asks_as_much_for_three_rows_as_for_one(signed_in, ida, django_assert_num_queries, rows):
    ConcernFactory.create_batch(rows, team=ida.team)
    client = signed_in(ida)

    with django_assert_num_queries(6):
        page = client.get(reverse("cases:concerns"))

    assert len(page.context["rows"]) == rows


def test_the_list_sorts_in_danish_and_pages_both_ways(signed_in, ida, monkeypatch):
    monkeypatch.setattr("herning.web.paging.keyset.__kwdefaults__", {**_defaults(), "size": 2})
    for name in ("Åse", "Anna", "Ærø", "Zara", "Aage"):
        CaseFactory(caseworker=ida, child__name=name)
    client = signed_in(ida)

    def names(url):
        page = client.get(url)
        return [case.child.name for case in page.context["cases"]], page.context

    first, context = names(reverse("cases:cases"))
    second, later = names(reverse("cases:cases") + context["next_url"])
    third, last = names(reverse("cases:cases") + later["next_url"])
    back, _ = names(reverse("cases:cases") + last["previous_url"])

    assert [first, second, third] == [["Anna", "Zara"], ["Ærø", "Aage"], ["Åse"]]
    assert back == second
    assert (context["previous_url"], last["next_url"]) == ("", "")


def _defaults():
    from herning.web.paging import keyset  # noqa: PLC0415  (the defaults of the function that is about to be changed)

    return dict(keyset.__kwdefaults__)


def test_the_list_is_narrowed_by_choices(signed_in, rie, ida, bo):
    mine = CaseFactory(caseworker=ida, child__name="Søren Møller")
    theirs = CaseFactory(caseworker=bo)
    closed = CaseFactory(caseworker=bo, closed_on=date(2026, 11, 1), closed_by=bo, closing_reason="no_need")
    client = signed_in(rie)

    def found(**asked):
        return {case.pk for case in client.get(reverse("cases:cases"), asked).context["cases"]}

    assert found() == {mine.pk, theirs.pk}
    assert found(distrikt=ida.team.district_id) == {mine.pk}
    assert found(raadgiver=bo.pk) == {theirs.pk}
    assert found(status="lukkede") == {closed.pk}
    assert found(status="x") == {mine.pk, theirs.pk}
    assert found(distrikt="x", raadgiver="9" * 30, efter="\x00") == {mine.pk, theirs.pk}


def test_a_name_is_searched_for_in_no_address_and_stands_in_the_log(signed_in, rie, ida, bo):
    mine = CaseFactory(caseworker=ida, child__name="Søren Møller")
    theirs = CaseFactory(caseworker=bo, child__name="Søren Bak")
    client, url = signed_in(rie), reverse("cases:cases")

    def found(words, **asked):
        page = client.post(f"{url}?{urlencode(asked)}", {"words": words})
        return {case.pk for case in page.context["cases"]}, page.context["same_url"]

    assert found("soren") == ({mine.pk, theirs.pk}, url)
    assert found("moller") == ({mine.pk}, url)
    assert found(theirs.number) == ({theirs.pk}, url)
    assert found("soren", raadgiver=bo.pk) == ({theirs.pk}, f"{url}?raadgiver={bo.pk}")
    assert list(Access.objects.filter(page="cases:cases").order_by("pk").values_list("detail", flat=True)) == [
        "soren", "moller", theirs.number, "soren",
    ]  # fmt: skip


def test_the_pages_of_a_name_that_is_searched_for_are_posted_too(signed_in, ida, monkeypatch):
    monkeypatch.setattr("herning.web.paging.keyset.__kwdefaults__", {**_defaults(), "size": 2})
    for name in ("Anna Holm", "Bo Bang", "Carl Holm", "Dina Holm"):
        CaseFactory(caseworker=ida, child__name=name)
    client, url = signed_in(ida), reverse("cases:cases")

    first = client.post(url, {"words": "holm", "omfang": "mine"})
    following = first.context["next_url"]
    second = client.post(url + following, {"words": "holm"})
    back = client.post(url + second.context["previous_url"], {"words": "holm"})

    assert [[case.child.name for case in page.context["cases"]] for page in (first, second, back)] == [
        ["Anna Holm", "Carl Holm"], ["Dina Holm"], ["Anna Holm", "Carl Holm"],
    ]  # fmt: skip
    text = first.content.decode()
    assert (f'formaction="{escape(following)}"' in text, 'rel="next"' in text, "holm" in following) == (
        True, False, False,
    )  # fmt: skip


@pytest.mark.parametrize("asked", [{"q": "Sofie Hansen"}, {"q": "040516-4234", "omfang": "mine"}, {"words": "Sofie"}])
def test_a_name_in_the_lists_address_is_led_away_or_not_heard(signed_in, ida, case, asked):
    answer = signed_in(ida).get(reverse("cases:cases"), asked)

    if "q" in asked:
        kept = "?omfang=mine" if "omfang" in asked else ""
        assert (answer.status_code, answer["Location"]) == (302, reverse("cases:cases") + kept)
    else:
        assert [found.pk for found in answer.context["cases"]] == [case.pk]


def test_a_cpr_number_in_the_lists_search_is_led_away(signed_in, ida):
    answer = signed_in(ida).post(reverse("cases:cases"), {"words": "040516-4234"})

    assert (answer.status_code, answer["Location"]) == (302, reverse("cases:cases"))
    assert Access.objects.get(page="cases:cases").detail == "040516-••••"


def test_the_list_holds_what_is_within_reach(signed_in, ida, bo, lone, case):
    theirs = CaseFactory(caseworker=bo)
    colleagues = CaseFactory(caseworker=UserFactory(team=ida.team))

    def found(person):
        return {case.pk for case in signed_in(person).get(reverse("cases:cases")).context["cases"]}

    assert found(ida) == {case.pk}
    assert found(lone) == {case.pk, colleagues.pk}
    open_with_reason(case=theirs, reason="Vagt", at=datetime.now(UTC), by=ida)
    assert found(ida) == {case.pk, theirs.pk}
