"""Mails: one a day per person, in the reader's words and without a name, sent once, lost never."""

import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.core.mail.backends import locmem
from django.urls import reverse

from cases.models import Concern
from herning.audit.models import Event
from reviews import message_rules
from reviews.actions import make_mails, remind, say_what_is_urgent, send_mail
from reviews.models import FollowUpNote, Mail, Message, Review
from reviews.tasks import send_messages, send_urgent
from tests.factories.cases import CaseFactory, ConcernFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import FollowUpNoteFactory, ReviewFactory

DUE = date(2026, 11, 23)  # a Monday
MORNING = "2026-11-20T09:00:00+01:00"  # the Friday before
AT = datetime.fromisoformat(MORNING)


@pytest.fixture
def case(ida, per, claudisvej):
    """Ida's child at Claudisvej."""
    case = CaseFactory(caseworker=ida, child__name="Sofie Mikkelsen", child__cpr="0405161234")
    InterventionFactory(case=case, department=claudisvej)
    return case


@pytest.fixture
def review(case):
    return ReviewFactory(case=case, due_on=DUE)


def sent_to():
    return sorted(sent.to[0] for sent in mail.outbox)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-20T06:00", date(2026, 11, 20)),
        ("2026-11-20T17:59", date(2026, 11, 20)),
        ("2026-11-20T18:00", date(2026, 11, 23)),
        ("2026-11-21T10:00", date(2026, 11, 23)),
        ("2026-12-23T18:30", date(2026, 12, 28)),
    ],
)
def test_a_digest_belongs_to_a_working_day(moment, expected):
    assert message_rules.digest_day(datetime.fromisoformat(moment), quiet_from=18) == expected


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 2), (2, 4), (5, 32), (6, 60), (32_000, 60)])
def test_a_refused_mail_waits_longer_each_time(attempts, minutes):
    assert message_rules.wait_after(attempts) == timedelta(minutes=minutes)


def test_one_digest_holds_the_day_and_names_nobody(settings, system, case, review, ida):
    settings.SITE_ORIGIN = "https://trappen.example.dk"
    other = ReviewFactory(case=CaseFactory(caseworker=ida, child__name="Bo Li Øst"), due_on=DUE + timedelta(days=2))
    remind(on=DUE - timedelta(days=5), by=system)

    send_messages(at=MORNING)
    send_messages(at=MORNING)

    assert sent_to() == ["ida@example.dk", "per@example.dk"]
    digest = next(sent for sent in mail.outbox if sent.to == ["ida@example.dk"])
    assert digest.subject == "Indsatstrappen: 2 beskeder"
    assert digest.body == (
        "Opfølgningen skal holdes senest man 23. nov. 2026.\n"
        f"SM, sag {case.number}\nhttps://trappen.example.dk/opfoelgninger/{review.pk}/hold/\n\n"
        "Opfølgningen skal holdes senest ons 25. nov. 2026.\n"
        f"BLØ, sag {other.case.number}\nhttps://trappen.example.dk/opfoelgninger/{other.pk}/hold/\n\n"
        "Alle dine beskeder:\nhttps://trappen.example.dk/beskeder/\n"
    )
    assert digest.extra_headers == {"Message-ID": f"<mail-{Mail.objects.get(recipient=ida).pk}@trappen.example.dk>"}
    for sent in mail.outbox:
        for personal in ("Sofie", "Mikkelsen", "040516", "Claudisvej", "Ida"):
            assert personal not in f"{sent.subject}{sent.body}"
    # Per was asked and reminded at once: the reminder alone is said.
    assert Event.objects.filter(kind="message.sent", case_number=case.number).count() == 2


def test_what_comes_after_the_digest_waits_for_the_next_working_day(system, case, review):
    remind(on=DUE - timedelta(days=10), by=system)
    send_messages(at=MORNING)
    remind(on=DUE - timedelta(days=5), by=system)

    send_messages(at="2026-11-20T15:00:00+01:00")
    send_messages(at="2026-11-22T12:00:00+01:00")
    send_messages(at="2026-11-23T06:59:00+01:00")
    # Ida had none yet that day; Per had his.
    assert sent_to() == ["ida@example.dk", "per@example.dk"]
    send_messages(at="2026-11-23T07:00:00+01:00")

    assert sent_to() == ["ida@example.dk", "per@example.dk", "per@example.dk"]
    assert sorted(Mail.objects.values_list("recipient__name", "on")) == [
        ("Ida Holm", AT.date()), ("Per Lund", AT.date()), ("Per Lund", DUE),
    ]  # fmt: skip


def test_what_is_urgent_goes_out_at_night(system, ida, lone, team):
    ConcernFactory(team=team, registered_by=ida, received_at=datetime.now(UTC))

    send_urgent()
    send_urgent()

    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["lone@example.dk"], "Ny underretning skal vurderes")]


def refuse(*_):
    raise smtplib.SMTPServerDisconnected


def test_a_dead_mail_server_loses_none_and_is_not_asked_for_each(monkeypatch, system, ida):
    for _ in range(5):
        ReviewFactory(due_on=DUE)
    remind(on=DUE, by=system)
    asked = []
    with monkeypatch.context() as broken:
        broken.setattr(locmem.EmailBackend, "send_messages", lambda *_: asked.append(1) or refuse())
        send_messages(at=MORNING)
        assert (len(asked), mail.outbox) == (3, [])
        assert Event.objects.filter(kind__in=["message.sent", "mail.refused"]).count() == 3

    send_messages(at="2026-11-20T09:01:00+01:00")
    assert len(mail.outbox) == 2
    send_messages(at="2026-11-20T09:02:00+01:00")
    assert len(mail.outbox) == 5
    # What could not be sent all Friday is in Monday's one digest.
    assert not Mail.objects.filter(sent_at=None).exists()


def test_a_day_that_was_not_sent_goes_over_into_the_next(monkeypatch, system, review):
    remind(on=DUE - timedelta(days=7), by=system)
    with monkeypatch.context() as broken:
        broken.setattr(locmem.EmailBackend, "send_messages", refuse)
        send_messages(at=MORNING)
    send_messages(at="2026-11-20T19:00:00+01:00")
    assert mail.outbox == []

    send_messages(at="2026-11-23T08:00:00+01:00")

    assert sent_to() == ["ida@example.dk", "per@example.dk"]
    assert set(Message.objects.values_list("mail__on", flat=True)) == {DUE}


def test_a_mail_is_sent_by_one_only(system, review):
    remind(on=DUE - timedelta(days=7), by=system)
    make_mails(at=AT, by=system)
    held = Mail.objects.get(recipient__name="Ida Holm")
    told = {"mail_id": held.pk, "at": AT, "server": get_connection(), "by": system}

    assert (send_mail(**told), send_mail(**told)) == (True, None)
    assert sent_to() == ["ida@example.dk"]


def test_what_is_done_already_is_not_said(system, case, review):
    remind(on=DUE - timedelta(days=7), by=system)
    FollowUpNoteFactory(intervention=case.interventions.get(), on=DUE - timedelta(days=6))
    Review.objects.filter(pk=review.pk).update(status="lapsed")

    send_messages(at=MORNING)

    assert mail.outbox == []
    assert set(Mail.objects.values_list("sent_at", "dropped_at")) == {(None, AT)}
    assert FollowUpNote.objects.count() == 1


def test_a_given_up_digest_is_taken_up_again(system, ida, review):
    remind(on=DUE - timedelta(days=7), by=system)
    Review.objects.filter(pk=review.pk).update(status="lapsed")
    send_messages(at=MORNING)
    ReviewFactory(case__caseworker=ida, due_on=DUE)
    remind(on=DUE - timedelta(days=7), by=system)

    send_messages(at=MORNING)

    assert sent_to() == ["ida@example.dk"]
    assert Mail.objects.filter(recipient=ida).count() == 1


def test_an_assessed_concern_is_not_called_late(system, ida, lone, team):
    at = datetime.now(UTC)
    ConcernFactory(team=team, registered_by=ida, received_at=at)
    say_what_is_urgent(at=at, by=system)
    Concern.objects.update(assessed_at=at, assessed_by=ida, assessment="Nej.", is_in_danger=False)

    send_urgent()

    assert mail.outbox == []


def test_who_has_left_gets_no_mail(system, ida, review):
    remind(on=DUE - timedelta(days=7), by=system)
    ida.is_active = False
    ida.save()

    send_messages(at=MORNING)

    assert sent_to() == ["per@example.dk"]


def test_the_bell_counts_what_the_list_shows(system, ida, bo, case, review, signed_in, django_assert_num_queries):
    remind(on=DUE - timedelta(days=7), by=system)
    client, url = signed_in(ida), reverse("reviews:messages")
    page = client.get(url).content.decode()
    assert "Opfølgningen skal holdes senest man 23. nov. 2026." in page
    assert f"SM, sag {case.number}" in page
    assert "Sofie" not in page
    assert '<span class="bell-count">1' in page

    found = Message.objects.get(recipient=ida)
    answer = client.post(reverse("reviews:message", args=[found.pk]))
    assert answer["Location"] == reverse("reviews:hold", args=[review.pk])
    assert "bell-count" not in client.get(url).content.decode()
    assert "læst" in client.get(url + "?vis=alle").content.decode()
    assert signed_in(bo).post(reverse("reviews:message", args=[found.pk])).status_code == 404


@pytest.mark.parametrize("reviews", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(reviews, system, ida, signed_in, django_assert_num_queries):
    for _ in range(reviews):
        ReviewFactory(case=CaseFactory(caseworker=ida), due_on=DUE)
    remind(on=DUE, by=system)
    client = signed_in(ida)

    # Session and person with the bell, the look and its savepoints, read-only, the messages.
    with django_assert_num_queries(6):
        client.get(reverse("reviews:messages"))


def test_all_are_read_at_once(system, ida, per, review, signed_in):
    remind(on=DUE - timedelta(days=7), by=system)

    signed_in(ida).post(reverse("reviews:messages"))

    assert sorted(Message.objects.unread().values_list("recipient__name", flat=True)) == ["Per Lund"]
