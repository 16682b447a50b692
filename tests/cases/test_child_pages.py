"""A child is registered, found and put right."""

from datetime import date

import pytest
from django.urls import reverse

from cases.models import Child
from herning.audit.models import Access
from tests.cases.conftest import posted
from tests.factories.cases import CaseFactory, ChildFactory


def test_a_child_like_a_known_one_is_held_up_once(signed_in, ida):
    ChildFactory(name="Emil Børge Krag", born_on=date(2018, 3, 2))
    said = {"name": "Emil Krag", "born_on": "2018-03-02"}
    client = signed_in(ida)

    held = posted(client, reverse("cases:new_child"), **said)
    assert (held.status_code, Child.objects.count()) == (422, 1)
    assert "Emil Børge Krag" in held.content.decode()

    posted(client, reverse("cases:new_child"), is_another_child="on", **said)
    assert Child.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"cpr": "310299-1234"}, "cpr"),
        ({"cpr": "123"}, "cpr"),
        ({"cpr": "040516-4234", "born_on": "2016-05-05"}, "cpr"),
        ({"born_on": "0001-01-01"}, "born_on"),
        ({"born_on": "2999-01-01"}, "born_on"),
        ({"expected_on": "2999-01-01"}, "expected_on"),
        ({}, "born_on"),
        ({"born_on": "2018-03-02", "name": "x" * 121}, "name"),
    ],
)
def test_bad_input_about_a_child_is_an_error_at_its_field(signed_in, ida, said, field):
    answer = posted(signed_in(ida), reverse("cases:new_child"), **({"name": "Emil Krag"} | said))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert list(Child.objects.all()) == []


def test_the_second_editor_of_a_child_keeps_what_was_typed_and_can_go_on(signed_in, ida, lone, case):
    url = reverse("cases:change_child", args=[case.child.pk])
    said = {"name": "Sofie Mikkelsen", "cpr": "0405164234", "born_on": "2016-05-04", "seen_version": 1}
    posted(signed_in(lone), url, school="Vestre Skole", **said)

    stale = posted(signed_in(ida), url, address="Ny Vej 1", school="Vestre Skole", **said)
    text = stale.content.decode()
    assert stale.status_code == 422
    assert "Lone Dam har ændret" in text
    assert "Ny Vej 1" in text

    said["seen_version"] = stale.context["form"]["seen_version"].value()
    assert posted(signed_in(ida), url, address="Ny Vej 1", school="Vestre Skole", **said).status_code == 302
    case.child.refresh_from_db()
    assert (case.child.school, case.child.address) == ("Vestre Skole", "Ny Vej 1")


def test_the_search_finds_by_name_day_and_cpr_and_logs_no_number(signed_in, ida, bo):
    known = CaseFactory(caseworker=bo, child=ChildFactory(name="Søren Møller", cpr="0405164234"))
    client = signed_in(ida)

    for words in ("moller", "04.05.2016", "040516-4234", "soren 4/5-2016"):
        found = posted(client, reverse("cases:find_child"), words=words).context["found"]
        assert [(one.child, one.case, one.is_reached) for one in found] == [(known.child, known, False)], words

    assert posted(client, reverse("cases:find_child"), words="31.02.2016").context["found"] == []
    assert {access.detail for access in Access.objects.filter(page="cases:find_child")} == {
        "moller", "04.05.2016", "040516-••••", "soren 4/5-2016", "31.02.2016",
    }  # fmt: skip
