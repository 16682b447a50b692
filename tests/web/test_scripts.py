import json
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser

SCRIPTS = sorted(Path(settings.BASE_DIR, "static/js").glob("*.js"))
ORIGIN = "http://house.test"
PAGE = """<!doctype html><html lang="da"><title>Prøve</title>
<body data-text-saved="Gemt" data-text-not-saved="Ikke gemt – prøver igen" data-text-failed="Det lykkedes ikke."
 data-person="7" data-key-url="/noegle/" data-sign-in-url="/konto/login/" data-text-signed-out="Du er logget ud."
 data-text-sign-in="Log ind i en ny fane" data-text-stays="– teksten bliver her."
 data-text-held="Den sendes, når du er logget ind." data-text-other-person="En anden er logget ind.">
<input id="search" data-search>
<details data-menu><summary>Ida Holm</summary><p id="panel">Log ud</p></details>
<form id="note" method="post" action="/send/" data-draft-url="/kladde/">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><textarea id="text" name="text"></textarea>
<button>Skriv notat</button><p data-draft-status></p></form>"""


@pytest.fixture
def house(browser):
    """A page with the house's own scripts, and a server that answers as told."""
    page = browser.new_page()
    seen = SimpleNamespace(page=page, drafts=[], sent=[], answer=(200, {"saved_at": "14:02"}), person="7", key="token")

    def is_welcome(request):
        return seen.person is not None and parse_qs(request.post_data)["csrfmiddlewaretoken"] == [seen.key]

    def serve(route):
        request = route.request
        if request.url == f"{ORIGIN}/kladde/":
            if seen.person is None:
                route.fulfill(status=302, headers={"Location": "/konto/login/"})
                return
            seen.drafts.append(parse_qs(request.post_data))
            status, body = seen.answer if is_welcome(request) else (403, {})
            route.fulfill(status=status, content_type="application/json", body=json.dumps(body))
        elif request.url == f"{ORIGIN}/send/":
            seen.sent.append(parse_qs(request.post_data))
            route.fulfill(content_type="text/html", body="<p>modtaget</p>")
        elif request.url == f"{ORIGIN}/noegle/" and seen.person is None:
            route.fulfill(status=302, headers={"Location": "/konto/login/"})
        elif request.url == f"{ORIGIN}/noegle/":
            told = json.dumps({"person": seen.person, "key": seen.key})
            route.fulfill(content_type="application/json", body=told)
        else:
            route.fulfill(content_type="text/html; charset=utf-8", body=PAGE)

    page.route("**/*", serve)
    page.goto(f"{ORIGIN}/")
    for script in SCRIPTS:
        page.add_script_tag(content=script.read_text(encoding="utf-8"))
    yield seen
    page.close()


def wait_for_status(house, words):
    house.page.wait_for_function(
        "words => document.querySelector('[data-draft-status]').textContent === words", arg=words, timeout=8000
    )


def type_at_once(house, words):
    """Letter by letter, with no pause that a busy machine could draw out."""
    house.page.eval_on_selector(
        "#text",
        """(field, words) => {
          for (const letter of words) {
            field.value += letter;
            field.dispatchEvent(new InputEvent("input", { bubbles: true, data: letter }));
          }
        }""",
        words,
    )


def test_draft_is_saved_once_after_the_typing_stops(house):
    type_at_once(house, "Noah fortæller")
    wait_for_status(house, "Gemt 14:02")

    assert house.drafts == [{"csrfmiddlewaretoken": ["token"], "text": ["Noah fortæller"]}]


def test_draft_that_could_not_be_saved_says_so_and_is_tried_again(house):
    house.answer = (503, {})
    house.page.type("#text", "a")
    wait_for_status(house, "Ikke gemt – prøver igen")
    house.answer = (200, {"saved_at": "14:03"})
    wait_for_status(house, "Gemt 14:03")

    assert [draft["text"] for draft in house.drafts] == [["a"], ["a"]]


def test_draft_that_was_refused_says_why_and_is_not_tried_again(house):
    house.answer = (422, {"error": "Teksten er for lang til at blive gemt."})
    house.page.type("#text", "a")
    wait_for_status(house, "Teksten er for lang til at blive gemt.")
    house.page.wait_for_timeout(2500)  # longer than the first retry would take

    assert len(house.drafts) == 1


def test_draft_is_saved_at_once_when_the_page_is_left(house):
    house.page.type("#text", "a")
    house.page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    wait_for_status(house, "Gemt 14:02")

    assert [draft["text"] for draft in house.drafts] == [["a"]]


def test_form_is_sent_once_however_often_the_button_is_pressed_and_leaves_no_late_draft(house):
    house.page.type("#text", "a")
    house.page.evaluate(
        "() => { const button = document.querySelector('#note button'); button.click(); button.click(); }"
    )
    house.page.wait_for_selector("text=modtaget")
    house.page.wait_for_timeout(1000)  # longer than the pause after which a draft is saved

    assert (len(house.sent), house.drafts) == (1, [])


# The session ends while somebody writes -----------------------------------------------------------------------------

SIGNED_OUT = "Du er logget ud. Log ind i en ny fane – teksten bliver her."


def come_back(house):
    """From another tab."""
    house.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_whoever_is_signed_out_while_writing_is_told_and_saved_when_signed_in_again(house):
    house.person = None
    house.page.type("#text", "Noah fortæller")
    wait_for_status(house, SIGNED_OUT)
    link = house.page.get_by_role("link", name="Log ind i en ny fane")
    shown = link.get_attribute("href"), link.get_attribute("target")
    house.person, house.key = "7", "ny"
    come_back(house)
    wait_for_status(house, "Gemt 14:02")

    assert shown == ("/konto/login/", "_blank")
    assert house.drafts == [{"csrfmiddlewaretoken": ["ny"], "text": ["Noah fortæller"]}]


def test_an_old_key_is_changed_without_a_word(house):
    house.key = "ny"
    type_at_once(house, "a")
    wait_for_status(house, "Gemt 14:02")

    assert [draft["csrfmiddlewaretoken"] for draft in house.drafts] == [["token"], ["ny"]]


def test_what_is_sent_after_the_session_ended_is_held_and_sent_once_signed_in_again(house):
    house.page.type("#text", "a")
    wait_for_status(house, "Gemt 14:02")
    house.person = None
    house.page.click("#note button")
    wait_for_status(house, f"{SIGNED_OUT} Den sendes, når du er logget ind.")
    house.page.click("#note button")
    still = house.page.input_value("#text"), list(house.sent)
    house.person, house.key = "7", "ny"
    house.page.wait_for_selector("text=modtaget")

    assert still == ("a", [])
    assert house.sent == [{"csrfmiddlewaretoken": ["ny"], "text": ["a"]}]


def test_what_one_person_wrote_is_never_kept_or_sent_as_anothers(house):
    house.person, house.key = "8", "ny"
    type_at_once(house, "Idas ord")
    wait_for_status(house, "En anden er logget ind.")
    house.page.click("#note button")
    house.page.wait_for_timeout(1000)

    assert ([draft["csrfmiddlewaretoken"] for draft in house.drafts], house.sent) == ([["token"]], [])


def test_nothing_that_is_written_is_kept_in_the_browser(house):
    house.person = None
    house.page.type("#text", "Noah fortæller")
    wait_for_status(house, SIGNED_OUT)

    assert house.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_slash_goes_to_the_search_field_but_stays_a_slash_while_writing(house):
    house.page.keyboard.press("/")
    focused = house.page.evaluate("document.activeElement.id")
    house.page.type("#text", "1/2")

    assert (focused, house.page.input_value("#search"), house.page.input_value("#text")) == ("search", "", "1/2")


def test_menu_closes_on_escape_and_gives_the_focus_back(house):
    house.page.click("summary")
    house.page.keyboard.press("Escape")

    assert not house.page.is_visible("#panel")
    assert house.page.evaluate("document.activeElement.tagName") == "SUMMARY"
