"""Odd addresses: parameters of lists, ids and drafts that nobody's page has made are answered, never with a fault."""

import pytest
from django.urls import reverse

from herning.web.models import Draft
from tests.attack.attacks import NUL
from tests.attack.conftest import url_of
from tests.attack.forms import CASE
from tests.attack.reading import READ

ASKED = (
    "efter", "foer", "q", "distrikt", "raadgiver", "trin", "status", "omfang", "opfoelgning", "vis", "hvis", "art",
    "udkast", "maaneder", "retning", "team", "person", "navn", "rolle", "lukkede", "alle", "dato", "side",
    "alder", "gruppe", "sker", "tilbud", "pladser",
)  # fmt: skip
ODD = (NUL, "-1", "²", "9" * 17, "9" * 30 + "-1-1 😀'\"<%")
ALSO = {"interventions:refer": ("ida", CASE), "reviews:set_goal": ("ida", CASE)}


@pytest.mark.parametrize("route", [*READ, *ALSO])
def test_odd_parameters_are_answered(route, world, signed_in):
    who, about = (READ | ALSO)[route]
    client, url = signed_in(world[who]), url_of(route, about, world)
    client.raise_request_exception = False
    found = {}

    for odd in ODD:
        asked = {name: [odd, odd] for name in ASKED}
        # A search may lead away before the rest is read, and the way back hides the way on.
        for query in (asked | {"q": "", "foer": ""}, {"q": odd, "foer": odd}):
            answer = client.get(url, query)
            if answer.status_code not in {200, 302, 404}:
                found[odd[:20]] = answer.status_code

    assert found == {}


@pytest.mark.parametrize("odd", [NUL, "²", "9" * 30, "-1", "😀"])
def test_odd_ids_are_not_found(odd, ida, signed_in):
    client = signed_in(ida)

    for path in ("/sager/{}/", "/sager/{}/journal/", "/sager/{}/aabn/", "/opfoelgninger/{}/", "/katalog/{}/"):
        assert client.get(path.format(odd)).status_code == 404
        assert client.post(path.format(odd)).status_code in {403, 404}


@pytest.mark.parametrize(
    ("key", "typed", "status"),
    [
        ("note:2026-1", {"text": NUL}, 200),
        ("note:2026-1", {NUL: "Ro."}, 200),
        ("note:2026-1", {"text": "Ro.", "draft_page": NUL, "draft_label": NUL}, 200),
        ("note:2026-1", {"text": ["Ro.", NUL]}, 200),
        ("note:2026-1", {"text": "x" * 100_001}, 422),
        ("note:2026-1", {"x" * 100_001: ""}, 400),
        ("note:2026-1", {}, 200),
        ("x" * 500, {"text": "😀"}, 200),
        (":::", {"text": "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")}, 200),
        ("a/b?c#d%00", {"text": "Ro."}, 200),
    ],
)
def test_an_odd_draft_is_kept_or_refused(key, typed, status, ida, signed_in):
    answer = signed_in(ida).post(reverse("web:draft", args=[key]), typed)

    assert answer.status_code == status


def test_a_draft_with_a_nul_in_its_address_is_not_found(ida, signed_in):
    assert signed_in(ida).post("/kladde/note%00:1/", {"text": "Ro."}).status_code == 404


@pytest.mark.parametrize("page", ["//evil.example/", "/\\evil.example/", "https://evil.example/", "javascript:1"])
def test_a_draft_leads_back_to_a_page_of_ours(page, ida, signed_in):
    signed_in(ida).post(reverse("web:draft", args=["note:1"]), {"text": "Ro.", "draft_page": page})

    assert list(Draft.objects.values_list("page", flat=True)) == ["/"]


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "account_signup", "account_change_password"]
)
def test_the_sign_in_pages_answer_anything(name, ida, client, signed_in):
    ida.set_password("en lang adgangskode")
    ida.save(update_fields=["password"])
    for sender in (client, signed_in(ida)):
        for odd in (NUL, "x" * 100_000, "😀", ""):
            fields = ("login", "password", "email", "oldpassword", "password1", "password2", "next")
            assert sender.post(reverse(name), dict.fromkeys(fields, odd)).status_code in {200, 302, 403, 429}
