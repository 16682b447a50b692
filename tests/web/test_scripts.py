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
<body data-text-saved="Gemt" data-text-not-saved="Ikke gemt – prøver igen" data-text-failed="Det lykkedes ikke.">
<input id="search" data-search>
<details data-menu><summary>Ida Holm</summary><p id="panel">Log ud</p></details>
<form id="note" method="post" action="/send/" data-draft-url="/kladde/">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><textarea id="text" name="text"></textarea>
<button>Skriv notat</button><p data-draft-status></p></form>"""


@pytest.fixture
def house(browser):
    """A page with the house's own scripts, and a server that answers as told."""
    page = browser.new_page()
    seen = SimpleNamespace(page=page, drafts=[], sent=0, answer=(200, {"saved_at": "14:02"}))

    def serve(route):
        request = route.request
        if request.url == f"{ORIGIN}/kladde/":
            seen.drafts.append(parse_qs(request.post_data))
            status, body = seen.answer
            route.fulfill(status=status, content_type="application/json", body=json.dumps(body))
        elif request.url == f"{ORIGIN}/send/":
            seen.sent += 1
            route.fulfill(content_type="text/html", body="<p>modtaget</p>")
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

    assert (house.sent, house.drafts) == (1, [])


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
