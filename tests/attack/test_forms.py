"""Bad input, form by form: the fault stands at the field, what was typed stands in the page, nothing is written."""

import pytest
from django import forms
from django.urls import reverse

from tests.attack.attacks import ATTACKS, NUL, things_of_others
from tests.attack.conftest import url_of
from tests.attack.forms import FORMS
from tests.attack.reading import ASKED_BY_GET, READ, SAVED_WHILE_TYPING
from tests.house.test_access import OPEN_TO_ALL, OPEN_TO_HOLDERS, own_routes


def test_every_route_is_attacked():
    posting = {row.route for row in FORMS}

    assert posting & READ.keys() == set()
    assert sorted(posting | READ.keys() | SAVED_WHILE_TYPING | OPEN_TO_ALL | OPEN_TO_HOLDERS) == sorted(own_routes())


@pytest.mark.parametrize("row", FORMS, ids=lambda row: f"{row.route}{row.label and '-'}{row.label}")
def test_a_form_withstands(row, attacker, world):
    sender, good = attacker(row), row.good(world)

    found = {attack.__name__: attack(row, sender, good) for attack in ATTACKS}
    found["things_of_others"] = things_of_others(row, sender, good, world)

    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("route", sorted(OPEN_TO_ALL))
def test_an_open_page_takes_nothing_and_answers_odd_questions(route, client, db):
    url = reverse(route)

    assert client.post(url, {"q": NUL}).status_code == 405
    assert client.get(url, {"q": NUL, "vis": "9" * 5000}).status_code in {200, 404}


def test_a_page_that_only_shows_takes_nothing(world, signed_in):
    clients = {who: signed_in(world[who]) for who, _about in READ.values()}
    found = {}
    for route, (who, about) in READ.items():
        url = url_of(route, about, world)
        if route not in ASKED_BY_GET and isinstance((clients[who].get(url).context or {}).get("form"), forms.Form):
            found[route] = "has a form and is not attacked"
        answer = clients[who].post(url, {"q": NUL, "submission": NUL, "draft": NUL})
        if answer.status_code not in {200, 302}:
            found[route] = answer.status_code

    assert found == {}
