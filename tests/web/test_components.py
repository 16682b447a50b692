import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils.translation import override

from herning.web.forms import DayField, HouseForm
from herning.web.track import lay_out

TODAY = date(2026, 11, 21)
NAMES = ["Alle børn", "Forebyggelse", "I hjemmet", "Slægt og netværk", "Familiepleje", "Døgntilbud"]


@pytest.fixture(autouse=True)
def danish():
    with override("da"):
        yield


class Words(HTMLParser):
    """Collects what a page says, without its tags."""

    def __init__(self):
        super().__init__()
        self.said = []

    def handle_data(self, data):
        self.said.append(data)


def words(html):
    reader = Words()
    reader.feed(html)
    return " ".join(" ".join(reader.said).split())


def draw(source, **context):
    return engines["django"].from_string(source).render(context)


def component(name, **context):
    return render_to_string(f"components/{name}.html", context)


def treads(**changes):
    return [
        {"number": step, "name": NAMES[step], "count": None if step == 0 else step * 10, "url": f"/trin/{step}/"}
        | {name: values[step] for name, values in changes.items()}
        for step in range(6)
    ]


@pytest.mark.parametrize(
    ("step", "offset", "filled", "said"),
    [(None, 0, 0, "intet trin"), (0, 0, 1, "Trin 0"), (5, 0, 6, "Trin 5"), (2, 1, 3, "Trin 3")],
)
def test_step_badge_fills_bars_up_to_the_step_and_says_it(step, offset, filled, said):
    html = draw("{% step_badge step offset %}", step=step, offset=offset)

    assert len(re.findall(r'"step-fill-\d"', html)) == filled
    assert html.count("step-fill-none") == 6 - filled
    assert words(html) == said


def test_step_badge_bars_rise_and_stand_on_one_floor():
    bars = re.findall(r'y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', draw("{% step_badge 3 %}"))

    assert [float(height) for _y, height in bars] == [5, 8, 11, 14, 17, 20]
    assert {float(y) + float(height) for y, height in bars} == {20}


@pytest.mark.parametrize(
    ("due_on", "state", "said"),
    [
        (date(2026, 11, 19), "late", "2 dage over"),
        (date(2026, 11, 22), "soon", "i morgen"),
        (date(2026, 12, 3), "far", "om 12 dage"),
        (None, "none", "ingen frist"),
    ],
)
def test_deadline_pill_says_its_state_in_words_and_class(due_on, state, said):
    html = draw("{% deadline due_on today %}", due_on=due_on, today=TODAY)

    assert f'class="deadline is-{state}"' in html
    assert words(html) == said


def test_filters_say_dates_clock_and_cpr_the_house_way():
    html = draw(
        "{{ day|danish_date }} / {{ day|short_date }} / {{ day|how_far:today }} / {{ at|clock }} / {{ day|clock }} / "
        "{{ cpr|masked_cpr }} / {{ none|danish_date }} / {{ up|signed }} / {{ down|signed }}",
        day=date(2026, 12, 3),
        today=TODAY,
        at=datetime(2026, 11, 21, 13, 2, tzinfo=UTC),
        cpr="1203121234",
        none=None,
        up=5,
        down=-11,
    )

    assert html == "tor 3. dec. 2026 / 3. dec. / om 12 dage / 14.02 /  / 120312-•••• /  / +5 / −11"


def test_masked_cpr_never_shows_the_last_four():
    assert "1234" not in draw("{{ cpr|masked_cpr }}{{ dashed|masked_cpr }}", cpr="1203121234", dashed="120312-1234")


def test_staircase_links_every_tread_in_both_forms_and_says_its_numbers():
    html = component(
        "staircase",
        treads=treads(change=[None, 18, 6, 5, -4, -11], down=[None, 38, 9, 7, 14, None], up=[None, 31, 22, 3, 5, None]),
        since="maj",
    )

    assert [html.count(f'href="/trin/{step}/"') for step in range(6)] == [2] * 6
    assert "Trin 1, Forebyggelse: 10 børn, +18 siden maj, 38 gået ned hertil, 31 gået op herfra" in words(html)
    assert "Trin 0, Alle børn: tæller ikke sager" in words(html)


def test_staircase_treads_rise_to_the_right_on_one_floor():
    faces = re.findall(
        r'class="tread-face[^>]*? x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"',
        " ".join(component("staircase", treads=treads()).split()),
    )
    left, top, height = (list(map(float, values)) for values in zip(*faces, strict=True))

    assert left == sorted(left)
    assert top == sorted(top, reverse=True)
    assert {round(y + tall) for y, tall in zip(top, height, strict=True)} == {400}


def test_small_staircase_links_every_tread():
    html = component("staircase_small", treads=treads())

    assert re.findall(r'href="/trin/(\d)/"', html) == list("012345")
    assert "Trin 5, Døgntilbud: 50 børn" in words(html)


def test_staircase_chooser_offers_the_least_intrusive_step_that_fits_first():
    html = component("staircase_chooser", treads=treads(count=[0, 0, 6, 1, 3, 2]), current=5)

    assert re.findall(r'href="/trin/(\d)/"', html) == list("2345")  # a step without a fitting offer is no link
    assert html.count("Mindst indgribende") == html.count("is-first") == 1
    assert "6 tilbud passer Mindst indgribende Trin 2 I hjemmet" in words(html)
    assert "2 tilbud passer Barnet er her nu Trin 5 Døgntilbud" in words(html)


def test_track_is_drawn_twice_and_told_as_a_table():
    periods = [(date(2025, 2, 3), date(2026, 2, 1), 2, "Broen"), (date(2026, 2, 2), None, 5, "Claudisvej")]
    track = lay_out(periods, [(date(2025, 3, 17), "", True)], TODAY, planned=(date(2026, 12, 24), 2, "MST"))
    html = component("track", track=track)

    assert html.count("<svg") == 2
    assert html.count('role="img"') == 2
    assert html.count("<tbody>") == 1
    assert "man 17. mar. 2025 Opfølgning holdt –" in words(html)
    assert "tor 24. dec. 2026 Planlagt · MST 2" in words(html)


def test_track_numbers_carry_no_danish_decimal_comma():
    html = component("track", track=lay_out([(date(2025, 2, 3), None, 2, "Broen")], [], TODAY))

    assert re.findall(r'[xy][12]?="\d+,\d+"', html) == []


def test_track_of_a_child_without_help_says_when_it_begins():
    html = component("track", track=lay_out([], [], TODAY))

    assert "<svg" not in html
    assert words(html).startswith("Barnet har ikke stået på noget trin endnu")


def test_sparkline_says_from_where_to_where():
    html = component("sparkline", scores=[-1, 0, 2])

    assert 'aria-label="fra −1 til +2"' in " ".join(html.split())
    assert html.count("<polyline") == 1
    assert words(component("sparkline", scores=[None, None])) == "ikke scoret"


def header(**changes):
    return {
        "name": "Sofie Marie Mikkelsen",
        "age_text": "14 år",
        "masked_cpr": "120312-••••",
        "case_number": "2024-00318",
        "caseworker": "Ida Holm",
        "district": "Vest",
        "is_protected": True,
        "step": 5,
        "step_name": "Døgntilbud",
        "offer_name": "Claudisvej",
        "review_due_on": date(2026, 11, 17),
        "law_due_on": date(2026, 11, 26),
        "today": TODAY,
        "action_url": "/hold/",
        "action_label": "Hold opfølgning",
    } | changes


def test_person_header_shows_who_where_and_what_is_next():
    html = component("person_header", header=header(), tabs=[{"label": "Overblik", "url": "/o/", "is_current": True}])

    assert words(html) == (
        "Sofie Marie Mikkelsen Beskyttet adresse 14 år CPR 120312-•••• Sag 2024-00318 Rådgiver Ida Holm Vest "
        "Nu på Trin 5 Claudisvej Næste opfølgning tir 17. nov. 2026 4 dage over Loven: tor 26. nov. 2026 (§ 95) "
        "Hold opfølgning Overblik"
    )
    assert html.count("btn-primary") == html.count('aria-current="page"') == 1


def test_person_header_of_an_unborn_child_has_no_empty_places():
    html = component(
        "person_header",
        header=header(
            masked_cpr="",
            is_protected=False,
            review_due_on=None,
            law_due_on=None,
            step=None,
            offer_name="",
            step_name="",
            action_url="",
        ),
    )

    assert words(html) == "Sofie Marie Mikkelsen 14 år Sag 2024-00318 Rådgiver Ida Holm Vest Nu på intet trin"


def test_person_header_masks_the_number_and_says_what_is_unusual_about_the_case():
    html = component("person_header", header=header(cpr="1203121234", masked_cpr="", is_open=False, is_granted=True))

    assert "CPR 120312-••••" in words(html)
    assert "1234" not in html
    assert "Beskyttet adresse Lukket sag Åbnet med begrundelse" in words(html)


class Meeting(forms.Form):
    held_on = forms.DateField(label="Dato")
    decision = forms.ChoiceField(
        label="Beslutning", choices=[("stay", "Bliv"), ("down", "Ned")], widget=forms.RadioSelect
    )
    words = forms.CharField(label="Barnets ord", required=False, help_text="Som barnet sagde det.")


def test_form_shows_the_error_summary_on_top_with_links_to_the_fields():
    html = render_crispy_form(Meeting({}))

    assert re.findall(r'<li>\s*<a href="#([\w-]+)"', html) == ["id_held_on", "id_decision_0"]
    assert 'id="id_held_on"' in html
    assert 'id="id_decision_0"' in html
    assert html.index("error-summary") < html.index('id="div_id_held_on"')
    assert "Der er 2 ting at rette" in words(html)


def test_form_marks_only_what_may_be_left_out_and_puts_help_before_the_field():
    html = render_crispy_form(Meeting())

    assert words(html) == "Dato Beslutning Bliv Ned Barnets ord (valgfri) Som barnet sagde det."
    assert html.index("id_words_helptext") < html.index('name="words"')
    assert "error-summary" not in html


def test_every_described_field_finds_its_description():
    html = render_crispy_form(Meeting({}))
    described = {name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()}

    assert described == {"id_held_on_error", "id_decision_error", "id_words_helptext"}
    assert described <= set(re.findall(r' id="([^"]+)"', html))


class Note(HouseForm):
    button = "Skriv notat"
    draft_name = "note"
    text = forms.CharField(label="Notat")


def test_form_carries_its_draft_and_a_verb(rf):
    html = component("form", form=Note(draft_subject="2024-00318"), request=rf.get("/sager/2024-00318/notat/"))

    assert 'data-draft-url="/kladde/note:2024-00318/"' in html
    assert dict(re.findall(r'name="(draft\w*)" value="([^"]*)"', html)) == {
        "draft": "note:2024-00318",
        "draft_page": "/sager/2024-00318/notat/",
        "draft_label": "Skriv notat",
    }
    assert words(html) == "Notat Skriv notat"


def test_form_says_one_error_once_in_the_summary_and_once_at_the_field(rf):
    html = component("form", form=Note({"text": ""}), request=rf.get("/"))

    assert html.count("error-summary-title") == 1
    assert words(html).count("Skal udfyldes.") == 2


def test_an_empty_field_asks_for_what_belongs_in_it():
    class Meeting(HouseForm):
        on = DayField(label="Dag")
        kind = forms.ChoiceField(label="Art", choices=[("a", "Åben")])
        minutes = forms.IntegerField(label="Minutter")
        place = forms.CharField(label="Sted", error_messages={"required": "Hvor?"})

    assert {name: list(said) for name, said in Meeting({}).errors.items()} == {
        "on": ["Vælg en dato."],
        "kind": ["Vælg en mulighed."],
        "minutes": ["Skriv et tal."],
        "place": ["Hvor?"],
    }


def test_progress_steps_tell_where_one_is():
    html = component(
        "progress_steps",
        steps=[
            {"label": "Barnet", "url": "/1/", "state": "done"},
            {"label": "Behovet", "url": "/2/", "state": "current"},
            {"label": "Tilbuddet", "url": "", "state": "coming"},
        ],
    )

    assert html.count('aria-current="step"') == 1
    assert re.findall(r'href="([^"]+)"', html) == ["/1/"]


def test_pager_links_only_where_there_is_more():
    html = component("pager", next_url="?efter=abc", previous_url="", shown_text="Viser 25 sager")

    assert re.findall(r'rel="(\w+)"', html) == ["next"]
    assert component("pager", next_url="", previous_url="", shown_text="").strip() == ""


def test_event_list_says_day_clock_and_person():
    html = component(
        "event_list",
        events=[
            {"at": datetime(2026, 11, 20, 13, 2, tzinfo=UTC), "text": "Opfølgning holdt", "by": "Ida Holm", "more": ""},
            {"at": date(2026, 11, 1), "text": "Underretning modtaget", "by": "", "more": "Fra skolen"},
        ],
    )

    assert words(html) == (
        "Opfølgning holdt fre 20. nov. 2026 kl. 14.02 · Ida Holm Underretning modtaget Fra skolen søn 1. nov. 2026"
    )
    assert "kl.&nbsp;14.02" in html


def test_page_of_someone_signed_out_has_no_way_into_the_house():
    html = render_to_string("404.html", {"house": {"municipality": "Herning Kommune", "nav": [{"label": "Sager"}]}})

    assert re.findall(r'<a[^>]* href="([^"]+)"', html) == ["#main", "/", "/"]
    assert "<form" not in html
    assert '<html lang="da">' in html


def test_error_page_of_the_server_stands_without_any_context():
    assert "Noget gik galt hos os" in words(render_to_string("500.html"))


def test_component_text_is_escaped():
    evil = '<script>alert("x")</script>'

    for html in (
        component("person_header", header=header(name=evil, offer_name=evil)),
        component("empty", title=evil, text=evil),
        component("track", track=lay_out([(date(2025, 1, 1), None, 2, evil)], [], TODAY)),
        component("staircase", treads=treads(name=[evil] * 6)),
    ):
        assert "<script" not in html


def test_no_template_of_the_house_carries_inline_style_or_script(settings):
    (folder,) = settings.TEMPLATES[0]["DIRS"]
    pages = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|application/json))")

    assert [name for name, source in pages.items() if inline.search(source) and "email" not in name] == []


def test_sign_in_goes_from_address_to_password_with_one_press_of_tab(client):
    html = client.get("/konto/login/", SERVER_NAME="localhost").content.decode()
    (form,) = re.findall(r"<form.*?</form>", html, re.DOTALL)

    assert re.findall(r'<(?:input|a|button)[^>]* (?:name|href|type)="(login|password|/[^"]*|submit)"', form) == [
        "login",
        "password",
        "submit",
    ]
