"""What a person is told, and what is written, when the cache, the broker or the mail server takes nothing."""

from uuid import uuid4

import pytest
from celery.exceptions import Retry
from django import forms
from django.core import mail
from django.core.mail.backends import locmem
from django.http import HttpResponseRedirect

from herning.web import tasking
from herning.web.broker import redis
from herning.web.forms import MailField
from herning.web.submissions import Sent, remember_answer, remembered_answer
from reviews.tasks import send_urgent

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
