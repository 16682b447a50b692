"""What a person is told, and what is written, when the cache, the broker or the mail server takes nothing."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from celery.exceptions import Retry
from django import forms
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection, transaction
from django.http import HttpResponseRedirect

from cases.models import Case
from cases.views import journal
from herning.web import tasking
from herning.web.broker import redis
from herning.web.forms import MailField
from herning.web.models import Draft
from herning.web.patience import wait_briefly
from herning.web.submissions import Sent, remember_answer, remembered_answer
from reviews.tasks import send_urgent
from tests.factories.cases import CaseFactory

TYPED = "Mor ringede og var glad."
NOBODY_LISTENS = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
}


def test_an_act_that_is_committed_is_not_called_failed_because_the_cache_takes_nothing(settings, db, ida):
    sent = Sent(uuid4(), ida.pk)
    settings.CACHES = NOBODY_LISTENS

    remember_answer(sent, HttpResponseRedirect("/sager/2026-00001/"))

    assert remembered_answer(sent) is None


def test_a_task_that_tries_again_has_not_killed_its_worker():
    task_id = str(uuid4())
    for _ in range(tasking.MOST_DELIVERIES + 2):
        assert tasking._delivered(task_id) == 1
        send_urgent.on_retry(Retry(), task_id, (), {}, None)

    assert redis().get(tasking._key(task_id)) is None


@pytest.mark.parametrize("typed", ["mor@skole.dk\u202c", "\u200emor@skole.dk", " mor@skole.dk "])
def test_signs_nobody_sees_are_left_out_of_an_address(typed):
    assert MailField().clean(typed) == "mor@skole.dk"


@pytest.mark.parametrize("typed", ["mor@skole\ufffd.dk", "mor@@skole.dk", "mor", "mor@" + "x" * 70 + ".dk"])
def test_an_address_no_mail_can_be_written_to_is_refused_at_the_field(typed):
    with pytest.raises(forms.ValidationError):
        MailField().clean(typed)


@pytest.mark.parametrize("email", ["ida@example.dk", "ukendt@example.dk"])
def test_a_dead_mail_server_gives_no_error_page_to_whoever_forgot_a_password(client, db, ida, monkeypatch, email):
    def refuse(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)

    answer = client.post("/konto/password/reset/", {"email": email})

    assert (answer.status_code, mail.outbox) == (302, [])


def test_what_was_typed_is_kept_when_a_page_fails(signed_in, ida, monkeypatch):
    case = CaseFactory(caseworker=ida)
    client = signed_in(ida)
    client.raise_request_exception = False
    url = f"/sager/{case.number}/journal/ny/"
    page = client.get(url)

    def fall(**_):
        raise RuntimeError

    monkeypatch.setattr(journal, "write_note", fall)
    form = page.context["form"]
    kind, _label = form.fields["kind"].choices[0]
    typed = {"draft": form.draft_key, "kind": kind, "on": "2026-11-20", "heading": "Opkald", "text": TYPED}
    answer = client.post(url, typed)

    assert answer.status_code == 500
    assert Draft.objects.get(user=ida).data["text"] == TYPED


@pytest.mark.django_db(transaction=True)
def test_whoever_waits_too_long_for_a_row_is_told_so_and_loses_nothing(transactional_db, signed_in, ida):
    case = CaseFactory(caseworker=ida)
    client = signed_in(ida)
    url = f"/sager/{case.number}/luk/"
    form = client.get(url).context["form"]
    reason, _label = form.fields["reason"].choices[1]
    typed = {"draft": form.draft_key, "reason": reason, "text": TYPED, "on": "2026-11-20"}
    answers = []

    def close():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        try:
            answers.append(client.post(url, typed))
        finally:
            connection.close()

    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(close).result()

    assert (answers[0].status_code, "En anden arbejder i den samme sag" in answers[0].content.decode()) == (409, True)
    assert Draft.objects.get(user=ida).data["text"] == TYPED


def test_the_web_waits_neither_long_for_a_row_nor_for_a_statement(db):
    wait_briefly(connection)

    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("10s",)
        cursor.execute("RESET lock_timeout; RESET statement_timeout; RESET idle_in_transaction_session_timeout")
