"""The journal of a case and what is written in it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cases.actions import begin_investigation, hold_conversation, write_note
from cases.models import JournalNote
from tests.cases.conftest import posted
from tests.factories.cases import CaseFactory, ConcernFactory, CustodyFactory, RelativeFactory
from tests.today import TODAY

CASE_PAGES = [
    "journal", "write_note", "conversation", "consent", "investigation", "family", "add_relative", "add_sibling",
    "new_sibling",
]  # fmt: skip


@pytest.mark.parametrize("name", CASE_PAGES)
def test_case_pages_are_for_those_who_reach_the_case(signed_in, ida, bo, per, rie, case, name):
    url = reverse(f"cases:{name}", args=[case.number])
    reads_only = {"journal", "family"}

    assert signed_in(ida).get(url).status_code == 200
    assert signed_in(bo).get(url).status_code == 404
    assert signed_in(per).get(url).status_code == 403
    assert signed_in(rie).get(url).status_code == (200 if name in reads_only else 403)


@pytest.mark.parametrize("name", ["journal", "family"])
def test_no_page_of_a_case_says_its_cpr_number(signed_in, ida, case, name):
    page = signed_in(ida).get(reverse(f"cases:{name}", args=[case.number])).content.decode()

    assert "040516-••••" in page
    assert "4234" not in page


def test_a_double_click_writes_one_note(signed_in, ida, case):
    client = signed_in(ida)
    url = reverse("cases:write_note", args=[case.number])
    said = {
        "submission": "6f0a3c3e-7f6e-4a53-9a5c-0a3f1d1c2b3a", "kind": "contact", "on": TODAY.isoformat(),
        "heading": "Opkald", "text": "Mor ringede.",
    }  # fmt: skip

    answers = [posted(client, url, **said)["Location"] for _ in range(2)]

    assert answers == [reverse("cases:journal", args=[case.number])] * 2
    assert JournalNote.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("on", "31-31-2026"),
        ("on", "0001-01-01"),
        ("on", "2999-01-01"),
        ("on", ""),
        ("heading", "x" * 161),
        ("heading", "nul\x00"),
        ("text", "x" * 100_000),
        ("text", "nul\x00"),
        ("text", "   "),
        ("kind", "no_such_kind"),
    ],
)
def test_bad_input_in_a_note_is_an_error_at_its_field_and_keeps_the_rest(signed_in, ida, case, field, value):
    said = {"kind": "contact", "on": TODAY.isoformat(), "heading": "Opkald 😀", "text": "Mor ringede 😀."}

    answer = posted(signed_in(ida), reverse("cases:write_note", args=[case.number]), **(said | {field: value}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    kept = "Mor ringede 😀." if field != "text" else "Opkald 😀"
    assert kept in answer.content.decode()
    assert list(JournalNote.objects.all()) == []


@pytest.mark.parametrize(("said", "field"), [({"is_held": "yes"}, "words"), ({"is_held": "no"}, "reason")])
def test_a_conversation_has_words_or_a_reason(signed_in, ida, case, said, field):
    url = reverse("cases:conversation", args=[case.number])

    refused = posted(signed_in(ida), url, on=TODAY.isoformat(), **said)
    kept = posted(signed_in(ida), url, on=TODAY.isoformat(), **said, **{field: "Jeg vil hjem."})

    assert list(refused.context["form"].errors) == [field]
    assert kept.status_code == 302
    assert case.conversations.get().is_held == (said["is_held"] == "yes")


def test_an_investigation_is_begun_and_finished(signed_in, ida, case):
    client = signed_in(ida)
    url = reverse("cases:investigation", args=[case.number])
    assert posted(client, url, why="Mistanke", on=TODAY.isoformat()).status_code == 302
    finish = client.get(url)["Location"]

    refused = posted(client, finish, child_and_family="x", conclusion="", on=TODAY.isoformat())
    assert "x" in refused.content.decode()
    assert posted(client, finish, child_and_family="x", conclusion="§ 32", on=TODAY.isoformat()).status_code == 302
    assert case.investigations.get().finished_by == ida


def test_amend_note_shows_both(signed_in, ida, case):
    note = write_note(case=case, kind="contact", on=TODAY, heading="Opkald", text="Mor ringede.", by=ida)
    client = signed_in(ida)

    posted(
        client, reverse("cases:amend_note", args=[case.number, note.pk]),
        kind="contact", on=TODAY.isoformat(), heading="Opkald", text="Far ringede.",
    )  # fmt: skip

    page = client.get(reverse("cases:journal", args=[case.number])).content.decode()
    assert "Mor ringede." in page
    assert "Far ringede." in page
    assert "rettet i et nyere notat" in page


def test_the_day_the_four_months_run_from_is_shown_and_can_be_changed(signed_in, ida, case):
    received_at = datetime(2026, 11, 16, 9, tzinfo=UTC)
    ConcernFactory(
        child=case.child, team=ida.team, received_at=received_at, assessed_at=received_at, is_in_danger=True,
        assessed_by=ida, outcome="joined", case=case, decided_on=TODAY, decided_by=ida,
    )  # fmt: skip
    client, journal = signed_in(ida), reverse("cases:journal", args=[case.number])
    url = reverse("cases:investigation", args=[case.number])

    assert "Undersøgelsen skal begynde og være færdig" in client.get(journal).content.decode()
    assert client.get(url).context["form"]["aware_on"].value() == date(2026, 11, 16)
    said = {"why": "Vold", "on": TODAY.isoformat()}
    assert list(posted(client, url, **said, aware_on="2026-05-27").context["form"].errors) == ["aware_on"]
    assert posted(client, url, **said, aware_on="2026-11-15").status_code == 302

    assert case.investigations.get().aware_on == date(2026, 11, 15)
    assert "Undersøgelsen skal begynde" not in client.get(journal).content.decode()


@pytest.mark.parametrize(("name", "queries"), [("journal", 13), ("family", 12)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_a_case_asks_as_much_for_three_rows_as_for_one(
    signed_in, ida, case, django_assert_num_queries, monkeypatch, name, queries, rows
):
    monkeypatch.setattr("cases.header.PARTS", [])
    for number in range(rows):
        write_note(case=case, kind="contact", on=TODAY, heading=f"Notat {number}", text="x", by=ida)
        hold_conversation(case=case, on=TODAY, words="x", by=ida)
        CaseFactory(caseworker=ida, child__family=case.child.family)
        CustodyFactory(child=case.child)
        RelativeFactory(family=case.child.family)
    begin_investigation(case=case, why="x", on=TODAY, by=ida)
    client = signed_in(ida)

    with django_assert_num_queries(queries):
        client.get(reverse(f"cases:{name}", args=[case.number]))
