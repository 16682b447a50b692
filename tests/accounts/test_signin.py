"""Signing in: by e-mail and password, slowed down for a guesser, and closed to people nobody knows."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

PASSWORD = "en lang sætning til test"


@pytest.fixture
def ida_with_password(ida):
    """Ida with a password she knows."""
    ida.set_password(PASSWORD)
    ida.save(update_fields=["password"])
    return ida


def sign_in(password, email="ida@example.dk"):
    """What the sign-in page answers."""
    return Client().post(reverse("account_login"), {"login": email, "password": password})


def test_the_right_password_leads_to_the_start_page(ida_with_password):
    answer = sign_in(PASSWORD)

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_wrong_password_and_an_unknown_person_are_told_the_same(ida_with_password):
    wrong, unknown = sign_in("forkert sætning til test"), sign_in(PASSWORD, email="ukendt@example.dk")

    assert wrong.status_code == unknown.status_code == 200
    told = [list(answer.context["form"].non_field_errors()) for answer in (wrong, unknown)]
    assert told == [["Den angivne emailadresse og/eller adgangskode er ikke korrekt."]] * 2


def test_a_guesser_is_slowed_down_even_with_the_right_password_at_last(ida_with_password):
    for _ in range(12):
        sign_in("forkert sætning til test")

    assert sign_in(PASSWORD).status_code in {200, 429}


def guessed_from(address, times=12):
    """Wrong passwords for somebody else, sent through the proxy by whoever sits at an address."""
    for number in range(times):
        Client().post(
            reverse("account_login"),
            {"login": f"nogen{number}@example.dk", "password": "forkert sætning til test"},
            HTTP_X_FORWARDED_FOR=address,
        )


def signed_in_from(address):
    """What Ida's right password gives from an address behind the proxy: her page (302), or the form again (200)."""
    said = {"login": "ida@example.dk", "password": PASSWORD}
    return Client().post(reverse("account_login"), said, HTTP_X_FORWARDED_FOR=address).status_code


def test_a_guesser_elsewhere_does_not_shut_out_those_behind_the_same_proxy(ida_with_password, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    guessed_from("198.51.100.9")

    assert (signed_in_from("198.51.100.9"), signed_in_from("203.0.113.4")) == (200, 302)


def test_a_guesser_does_not_get_away_by_inventing_addresses(ida_with_password, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    for number in range(12):
        guessed_from(f"10.0.0.{number}, 198.51.100.9", times=1)

    assert signed_in_from("10.0.0.99, 198.51.100.9") == 200


def test_without_a_proxy_nobody_believes_what_a_visitor_says_of_the_own_address(ida_with_password, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0

    for number in range(12):
        guessed_from(f"10.0.0.{number}", times=1)

    assert signed_in_from("203.0.113.4") == 200


def test_a_person_who_has_left_cannot_sign_in(ida_with_password):
    ida_with_password.is_active = False
    ida_with_password.save(update_fields=["is_active"])

    assert sign_in(PASSWORD).get("Location", "") != "/"


def test_nobody_makes_an_account_on_their_own(db):
    answer = Client().post(
        reverse("account_signup"), {"email": "ny@example.dk", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert answer.status_code == 200
    assert "ny@example.dk" not in answer.content.decode()
    assert Client().post(reverse("account_login"), {"login": "ny@example.dk", "password": PASSWORD}).status_code == 200
    with pytest.raises(NoReverseMatch):
        reverse("account_email")


def test_a_forgotten_password_is_set_anew_by_mail(ida_with_password):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "ida@example.dk"})

    (message,) = mail.outbox
    link = next(word for word in message.body.split() if "/konto/" in word)
    page = client.get(link.replace("http://testserver", ""), follow=True)
    new = "en anden lang sætning til test"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert sign_in(new)["Location"] == "/"


def test_the_reset_page_does_not_tell_who_is_known_and_writes_to_nobody_else(db):
    answer = Client().post(reverse("account_reset_password"), {"email": "ukendt@example.dk"})

    assert (answer.status_code, mail.outbox) == (302, [])


def test_the_first_mail_a_new_person_gets_is_a_welcome(alf, signed_in, settings):
    settings.MUNICIPALITY = "Bjørn & Å Kommune"
    client = signed_in(alf)
    client.post(
        reverse("accounts:new_person"),
        {"name": "Nye O'Hara", "email": "nye@example.dk", "role": "manager", "team": "", "password": ""},
    )

    (message,) = mail.outbox
    link = next(word for word in message.body.split() if "/konto/" in word)
    assert message.subject == "Velkommen til Indsatstrappen: vælg din adgangskode"
    assert message.body.splitlines() == [
        "Hej Nye O'Hara", "",
        "Bjørn & Å Kommune har oprettet dig i Indsatstrappen. Vælg din adgangskode her:", "", link, "",
        "Linket virker i tre døgn og kun én gang. Du logger ind med nye@example.dk.", "",
        "Er linket udløbet, så vælg “Jeg har glemt min adgangskode” på login-siden.",
    ]  # fmt: skip


def test_the_mail_with_a_new_password_says_what_to_do_when_it_was_somebody_else(ida_with_password):
    Client(HTTP_ACCEPT_LANGUAGE="en").post(reverse("account_reset_password"), {"email": "ida@example.dk"})

    (message,) = mail.outbox
    assert message.subject == "Ny adgangskode til Indsatstrappen"
    assert message.body.startswith("Hej Ida Holm\n\nNogen har bedt om en ny adgangskode til dig. Vælg den her:\n\n")
    assert message.body.endswith("Var det ikke dig, så gør ingenting. Din adgangskode er uændret.")
