"""A child is registered, found and put right."""

from datetime import date

import pytest
from django.urls import reverse

from cases.models import Child, Concern
from herning.audit.models import Access, Event
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


def like(name, *, born_on=None, expected_on=None):
    """Whom somebody who registers such a child is asked about."""
    found = Child.objects.like(name=name, born_on=born_on, expected_on=expected_on)
    return [child.name for child in found]


def test_the_same_pregnancy_is_known_though_the_term_has_moved(db):
    ChildFactory(unborn=True, name="Ufødt Prøvesen Åse", expected_on=date(2027, 2, 21))
    ChildFactory(unborn=True, name="Ufødt Rasmussen", expected_on=date(2027, 2, 21))

    assert like("Ufødt Prøvesen Åse", expected_on=date(2027, 3, 8)) == ["Ufødt Prøvesen Åse"]
    assert like("Ufødt barn Åse Prøvesen", expected_on=date(2027, 3, 8)) == ["Ufødt Prøvesen Åse"]
    assert like("ufødt prøvesen", expected_on=date(2027, 2, 1)) == ["Ufødt Prøvesen Åse"]
    assert like("Ufødt Åse Marie Prøvesen", expected_on=date(2027, 2, 21)) == ["Ufødt Prøvesen Åse"]
    assert like("Ufødt Rasmine Prøvesen", expected_on=date(2027, 2, 21)) == []
    assert like("Ufødt Åse Prøvesen", expected_on=date(2027, 3, 22)) == []


def test_a_child_of_the_very_same_name_is_asked_about_whatever_the_day_and_after_the_likelier_one(db):
    ChildFactory(name="Emil Krag", born_on=date(2017, 3, 2))
    ChildFactory(name="Emil Åge Dahl", born_on=date(2018, 3, 2))
    ChildFactory(name="Emil Kragh", born_on=date(2017, 3, 2))

    assert like("emil  krag", born_on=date(2018, 3, 2)) == ["Emil Åge Dahl", "Emil Krag"]


def test_an_unborn_child_without_its_mothers_name_is_known_by_its_term_alone(db):
    ChildFactory(unborn=True, expected_on=date(2027, 2, 21))
    ChildFactory(unborn=True, expected_on=date(2027, 2, 22))

    assert like("Ufødt", expected_on=date(2027, 2, 21)) == ["Ufødt"]


def test_a_stranger_with_the_same_term_is_not_held_up(signed_in, ida):
    ChildFactory(unborn=True, name="Ufødt Prøvesen Åse", expected_on=date(2027, 2, 21))
    client, url = signed_in(ida), reverse("cases:new_child")

    held = posted(client, url, name="Ufødt Prøvesen Åse", expected_on="2027-03-08")
    let_through = posted(client, url, name="Ufødt Rasmussen", expected_on="2027-02-21")

    assert (held.status_code, let_through.status_code) == (422, 302)
    assert sorted(Child.objects.values_list("name", flat=True)) == ["Ufødt Prøvesen Åse", "Ufødt Rasmussen"]


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


def found_by(client, words):
    """What the page says that such words find; the field still holds them."""
    led = posted(client, reverse("cases:find_child"), words=words)
    answer = client.get(led["Location"])
    assert (words in led["Location"], answer.context["form"]["words"].value()) == (False, words)
    return answer.context["found"]


def test_the_search_finds_by_name_day_and_cpr_and_logs_no_number(signed_in, ida, bo):
    known = CaseFactory(caseworker=bo, child=ChildFactory(name="Søren Møller", cpr="0405164234"))
    client = signed_in(ida)

    for words in ("moller", "04.05.2016", "040516-4234", "soren 4/5-2016"):
        found = found_by(client, words)
        assert [(one.child, one.case, one.is_reached) for one in found] == [(known.child, known, False)], words

    assert found_by(client, "31.02.2016") == []
    assert {access.detail for access in Access.objects.filter(page="cases:find_child").exclude(detail="")} == {
        "moller", "04.05.2016", "040516-••••", "soren 4/5-2016", "31.02.2016",
    }  # fmt: skip


@pytest.fixture
def hidden(ida):
    """A child with a protected address whose only case, Ida's, was closed."""
    child = ChildFactory(name="Emil Krag", cpr="0405164234", address="Skjulvej 7", is_address_protected=True)
    CaseFactory(child=child, caseworker=ida, closed_on=date(2026, 11, 1), closed_by=ida, closing_reason="no_need")
    return child


def test_a_child_whose_only_case_is_closed_is_put_right_by_who_reaches_it(signed_in, ida, bo, lone, hidden):
    url, case = reverse("cases:change_child", args=[hidden.pk]), hidden.cases.get()
    said = {"name": "Emil Krag", "cpr": "0405164234", "born_on": "2016-05-04", "seen_version": 1, "address": "Ny Vej 1"}

    assert [signed_in(who).get(url).status_code for who in (bo, lone, ida)] == [404, 200, 200]
    assert posted(signed_in(bo), url, **said).status_code == 404

    posted(signed_in(bo), reverse("cases:open_with_reason", args=[case.number]), reason="Nabo ringede til vagten")
    assert "Skjulvej 7" in signed_in(bo).get(url).content.decode()
    posted(signed_in(bo), url, is_address_protected="on", **said)

    hidden.refresh_from_db()
    assert (hidden.address, hidden.is_address_protected) == ("Ny Vej 1", True)
    looks = Access.objects.filter(page="cases:change_child", case_number=case.number).order_by("pk")
    assert list(looks.values_list("by__name", "relation")) == [
        ("Lone Dam", "team_leader"), ("Ida Holm", "caseworker"), ("Bo Krogh", "granted"), ("Bo Krogh", "granted"),
    ]  # fmt: skip
    assert Event.objects.get(kind="child.changed").case_number == case.number


def test_a_closed_case_holds_up_no_new_concern_and_no_new_case(signed_in, bo, hidden):
    """The concern's page shows the way to the closed case and no button that would end in 404."""
    client, closed = signed_in(bo), hidden.cases.get()
    change = reverse("cases:change_child", args=[hidden.pk])

    posted(
        client, reverse("cases:new_concern", args=[hidden.pk]),
        received_at="2026-11-20T09:00", reporter_kind="school", text="Emil er bange for at gå hjem.",
    )  # fmt: skip
    concern = Concern.objects.get()
    page = client.get(reverse("cases:concern", args=[concern.pk])).content.decode()
    assert (change in page, reverse("cases:open_with_reason", args=[closed.number]) in page) == (False, True)

    said = {"is_in_danger": "no", "assessment": "Ikke akut.", "assessed_at": "2026-11-20T10:00"}
    posted(client, reverse("cases:assess_concern", args=[concern.pk]), **said)
    decided = {"outcome": "opened", "reason": "Skal undersøges.", "on": "2026-11-20", "caseworker": bo.pk}
    posted(client, reverse("cases:decide_concern", args=[concern.pk]), **decided)

    opened = hidden.cases.open().get()
    assert opened.caseworker == bo
    assert change in client.get(reverse("cases:concern", args=[concern.pk])).content.decode()
    assert client.get(change).status_code == 200
    assert Access.objects.filter(page="cases:change_child").get().case_number == opened.number
