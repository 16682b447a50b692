"""What `@page` and the middleware hold: the guard nobody can forget, reading that cannot write, forms sent once."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import InternalError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import timezone

from cases.models import Case, JournalNote
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.models import Access, Event
from herning.audit.recording import action, record
from herning.web.checks import every_view_is_a_page
from herning.web.middleware import OnlyPagesMiddleware
from herning.web.models import Draft, Submission
from herning.web.pages import page
from herning.web.tasks import forget_old_forms
from tests.factories.cases import CaseFactory, ChildFactory
from tests.today import NOW


def unmarked(_request):
    """A view somebody forgot to mark."""
    return HttpResponse("alt om barnet")


@page(Permission.SIGN_IN)
def writes_while_reading(_request):
    """A page that writes when it is only read."""
    User.objects.get_queryset().update(name="Rettet")
    return HttpResponse("rettet")


@page(Permission.SIGN_IN)
def writes_by_bare_sql(_request):
    """The same, past the models."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM web_draft")
    return HttpResponse("slettet")


@page(Permission.SIGN_IN)
def only_reads(request):
    """A page as it should be."""
    return HttpResponse(str(User.objects.get_queryset().filter(pk=request.user.pk).count()))


urlpatterns = [
    path("glemt/", unmarked, name="forgotten"),
    path("skriver/", writes_while_reading, name="writes"),
    path("sql/", writes_by_bare_sql, name="sql"),
    path("laeser/", only_reads, name="reads"),
]
own_addresses = pytest.mark.urls("tests.web.test_pages")


@action(Permission.WRITE_JOURNAL)
def note(*, case, text, by):
    """An act to send forms to."""
    made = JournalNote.objects.create(
        case=case, kind="contact", on=case.opened_on, heading=text, text=text, written_by=by
    )
    record("note.written", made, by=by)
    return made


# The guard nobody can forget ----------------------------------------------------------------------------------------


def test_an_unmarked_view_is_refused():
    with pytest.raises(ImproperlyConfigured, match="is not marked by @page"):
        OnlyPagesMiddleware(unmarked).process_view(RequestFactory().get("/"), unmarked, [], {})


@own_addresses
def test_an_unmarked_view_is_refused_before_anything_of_it_is_sent(signed_in, ida):
    client = signed_in(ida)
    with pytest.raises(ImproperlyConfigured):
        client.get("/glemt/")


@own_addresses
def test_the_system_check_names_the_unmarked_view_and_no_other():
    assert [(error.id, "unmarked" in error.msg) for error in every_view_is_a_page()] == [("herning.E001", True)]


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_answered_405(signed_in, ida, method):
    answer = getattr(signed_in(ida), method)("/")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_a_stranger_is_led_to_sign_in_and_leaves_no_look(client, db):
    answer = client.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/konto/login/?next=/")
    assert list(Access.objects.all()) == []


def test_what_the_signed_in_see_stays_in_no_cache(signed_in, ida):
    assert signed_in(ida).get("/")["Cache-Control"] == "no-store"


# Reading cannot write -----------------------------------------------------------------------------------------------


@own_addresses
@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("address", ["/skriver/", "/sql/"])
def test_postgresql_itself_refuses_a_page_that_writes_while_it_is_read(signed_in, address):
    system = User.objects.system()
    reader = User.objects.create(email="laeser@example.dk", name="Læser", role="manager", password="!")
    Draft.objects.create(user=reader, form="note", subject="1", page="/", data={})
    client = signed_in(reader)

    with pytest.raises(InternalError, match="read-only transaction"):
        client.get(address)

    assert sorted(User.objects.get_queryset().values_list("name", flat=True)) == sorted([system.name, "Læser"])
    assert Draft.objects.count() == 1


@own_addresses
def test_reading_leaves_one_look_in_the_same_transaction(signed_in, ida):
    answer = signed_in(ida).get("/laeser/")

    assert answer.content == b"1"
    assert [(look.page, look.by) for look in Access.objects.all()] == [("reads", ida)]


@pytest.mark.usefixtures("transactional_db")
def test_only_the_transaction_of_the_reading_is_held_to_reading(signed_in):
    reader = User.objects.create(email="laeser@example.dk", name="Læser", role="administrator", password="!")
    signed_in(reader).get("/")

    with transaction.atomic():
        User.objects.get_queryset().filter(pk=reader.pk).update(name="Rettet")

    assert User.objects.get(pk=reader.pk).name == "Rettet"


# Forms are carried out once -----------------------------------------------------------------------------------------


def team_form(name="Team Syd", token=None, **more):
    return {"name": name, "district": "Syd", "submission": token or str(uuid4()), **more}


def events(kind="team.added"):
    return Event.objects.filter(kind=kind).count()


def test_a_form_sent_twice_is_carried_out_once_and_leads_to_the_same_place(signed_in, alf):
    client, form = signed_in(alf), team_form()

    first, second = client.post("/teams/ny/", form), client.post("/teams/ny/", form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert (events(), Submission.objects.count()) == (1, 1)


def test_a_form_that_was_refused_can_be_sent_again_with_the_same_token(signed_in, alf):
    client, token = signed_in(alf), str(uuid4())
    client.post("/teams/ny/", team_form(name="Team Syd"))

    refused = client.post("/teams/ny/", team_form(name="Team Syd", token=token))
    mended = client.post("/teams/ny/", team_form(name="Team Fyn", token=token))

    assert (refused.status_code, mended.status_code, events()) == (422, 302, 2)


@pytest.mark.parametrize("token", ["", "ikke et id", "\x00", "1" * 400])
def test_an_odd_token_is_an_error_or_counts_as_none_and_never_breaks(signed_in, alf, token):
    answer = signed_in(alf).post("/teams/ny/", {"name": "Team Syd", "district": "Syd", "submission": token})

    assert answer.status_code == (302 if token == "" else 422)


# Drafts -------------------------------------------------------------------------------------------------------------


def save(client, key, **typed):
    return client.post(f"/kladde/{key}/", {"draft_label": "Journalnotat", "draft_page": "/sager/1/", **typed})


def test_a_draft_is_kept_and_says_when(signed_in, ida):
    answer = save(signed_in(ida), "journal:2026-00001", text="Moderen ringede", csrfmiddlewaretoken="x")

    draft = Draft.objects.get()
    assert (answer.status_code, sorted(answer.json())) == (200, ["saved_at"])
    assert (draft.user, draft.form, draft.subject, draft.data) == (
        ida, "journal", "2026-00001", {"text": "Moderen ringede"},
    )  # fmt: skip
    assert (draft.label, draft.page) == ("Journalnotat", "/sager/1/")


def test_a_draft_is_bound_to_the_person_and_the_child(signed_in, ida, bo):
    for who, subject, text in [
        (ida, "1", "Idas om 1"),
        (ida, "2", "Idas om 2"),
        (bo, "1", "Bos om 1"),
        (ida, "1", "nyere"),
    ]:
        save(signed_in(who), f"journal:{subject}", text=text)

    kept = Draft.objects.order_by("pk").values_list("user__name", "subject", "data")
    assert list(kept) == [
        ("Ida Holm", "1", {"text": "nyere"}),
        ("Ida Holm", "2", {"text": "Idas om 2"}),
        ("Bo Krogh", "1", {"text": "Bos om 1"}),
    ]


def test_a_draft_fills_only_the_form_it_was_typed_in(signed_in, ida):
    mine, other = CaseFactory(caseworker=ida), CaseFactory(caseworker=ida, child=ChildFactory())
    client = signed_in(ida)
    form = client.get(f"/sager/{mine.number}/journal/ny/").context["form"]
    save(client, form.draft_key, heading="Halvt skrevet")

    assert "Halvt skrevet" in client.get(f"/sager/{mine.number}/journal/ny/").content.decode()
    assert "Halvt skrevet" not in client.get(f"/sager/{other.number}/journal/ny/").content.decode()


def test_a_sent_form_clears_its_own_draft_and_no_other(signed_in, ida):
    case = CaseFactory(caseworker=ida)
    client, url = signed_in(ida), f"/sager/{case.number}/journal/ny/"
    form = client.get(url).context["form"]
    save(client, form.draft_key, heading="Halvt skrevet")
    save(client, "journal:en anden", heading="Bliver liggende")
    sent = {
        "kind": "contact",
        "on": "2026-11-20",
        "heading": "Opkald",
        "text": "Moderen ringede.",
        "draft": form.draft_key,
    }

    refused = client.post(url, sent | {"heading": "", "submission": str(uuid4())})
    after_refusal = Draft.objects.count()
    carried_out = client.post(url, sent | {"submission": str(uuid4())})

    assert (refused.status_code, after_refusal, carried_out.status_code) == (422, 2, 302)
    assert list(Draft.objects.values_list("subject", flat=True)) == ["en anden"]


@pytest.mark.parametrize("draft_page", ["//ond.example/", "https://ond.example/", "javascript:x", ""])
def test_a_draft_never_leads_out_of_the_house(signed_in, ida, draft_page):
    save(signed_in(ida), "journal:1", draft_page=draft_page)

    assert Draft.objects.get().page == "/"


@pytest.mark.parametrize(("text", "status"), [("x" * 99_000, 200), ("x" * 100_001, 422), ("a\x00b 👶 æøå", 200)])
def test_a_draft_holds_whatever_is_typed_up_to_a_length(signed_in, ida, text, status):
    answer = save(signed_in(ida), "journal:1", text=text)

    kept = [draft.data["text"] for draft in Draft.objects.all()]
    assert (answer.status_code, kept) == (status, [text.replace("\x00", "")] if status == 200 else [])


def test_saving_while_typing_leaves_no_look_and_is_no_page(signed_in, ida):
    client = signed_in(ida)
    save(client, "journal:1", text="Moderen ringede")

    read = client.get("/kladde/journal:1/")

    assert (read.status_code, read["Allow"]) == (405, "POST")
    assert list(Access.objects.all()) == []


@pytest.fixture
def left(signed_in, ida):
    """Ida's half-written note in a case of hers."""
    case = CaseFactory(caseworker=ida)
    save(
        signed_in(ida), f"journal:{case.number}", draft_page=f"/sager/{case.number}/journal/ny/",
        text="Moderen ringede.", heading="Opkald", kind="contact", on="2026-11-20",
    )  # fmt: skip
    return case, f"/kladder/{Draft.objects.get().pk}/"


def test_a_draft_leads_to_where_it_was_typed(signed_in, ida, left):
    case, url = left

    answer = signed_in(ida).get(url)

    assert (answer.status_code, answer["Location"]) == (302, f"/sager/{case.number}/journal/ny/")
    assert f'href="{url}"' in signed_in(ida).get("/").content.decode()


def test_a_draft_in_a_case_closed_since_is_read_and_discarded(signed_in, ida, left):
    case, url = left
    Case.objects.filter(pk=case.pk).update(closed_on=case.opened_on, closed_by=ida, closing_reason="moved")
    client = signed_in(ida)

    answer = client.get(url)
    shown = answer.content.decode()
    assert (answer.status_code, answer.context["draft"].words) == (200, ["Moderen ringede.", "Opkald"])
    assert "Skriv videre" not in shown

    assert client.post(url).status_code == 302
    assert list(Draft.objects.all()) == []


def test_a_draft_can_be_discarded_while_its_page_still_stands_open(signed_in, ida, left):
    case, url = left

    answer = signed_in(ida).get(f"{url}?kasser=ja")

    assert answer.status_code == 200
    assert f'href="/sager/{case.number}/journal/ny/"' in answer.content.decode()


def test_nobody_reads_or_discards_anothers_draft(signed_in, bo, left):
    _case, url = left

    assert (signed_in(bo).get(url).status_code, signed_in(bo).post(url).status_code) == (404, 404)
    assert Draft.objects.count() == 1


def test_old_tokens_and_abandoned_drafts_are_swept_up(ida, django_assert_num_queries):
    for days in (6, 8):
        with time_machine.travel(NOW - timedelta(days=days)):
            Submission.objects.create(token=uuid4())
    for days in (179, 181):
        with time_machine.travel(NOW - timedelta(days=days)):
            Draft.objects.create(user=ida, form="journal", subject=str(days), page="/", data={})

    with django_assert_num_queries(2):
        forget_old_forms()

    assert [(timezone.now() - sent.at).days for sent in Submission.objects.all()] == [6]
    assert list(Draft.objects.values_list("subject", flat=True)) == ["179"]


# Refusals -----------------------------------------------------------------------------------------------------------


def test_a_refusal_says_why_and_whom_to_ask(signed_in, ida):
    answer = signed_in(ida).get("/brugere/")

    page_shown = answer.content.decode()
    assert answer.status_code == 403
    assert "Din rolle giver ikke ret til at oprette brugere og teams" in page_shown
    assert "Spørg din teamleder eller administrator" in page_shown


def test_permission_is_asked_for_before_anything_is_looked_up(signed_in, per):
    case = CaseFactory()

    assert signed_in(per).get(f"/sager/{case.number}/").status_code == 403
    assert signed_in(per).get("/sager/findes-ikke/").status_code == 403
    assert list(Access.objects.all()) == []


def test_out_of_reach_is_404_and_leaves_no_look(signed_in, ida, bo):
    case = CaseFactory(caseworker=bo)

    assert signed_in(ida).get(f"/sager/{case.number}/").status_code == 404
    assert list(Access.objects.all()) == []


@pytest.mark.parametrize("address", ["/", "/konto/login/", "/findes-ikke/"])
def test_a_forged_host_is_refused_with_our_page(address):
    answer = Client(raise_request_exception=False).get(address, HTTP_HOST="andetsteds.example")

    assert answer.status_code == 400
    assert "Vi forstod ikke det, der blev sendt" in answer.content.decode()
    assert "andetsteds.example" not in answer.content.decode()
