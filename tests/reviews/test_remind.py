"""Reminders: who is told what and when, once; and the mails they become."""

import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from herning.audit.models import Event
from herning.rules import add_working_days
from interventions.models import Intervention
from reviews.actions import remind, send_message
from reviews.models import Message, Review
from reviews.silent import silent
from reviews.tasks import send_messages
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory, OfferFactory
from tests.factories.reviews import FollowUpNoteFactory, ReviewFactory

DUE = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def case(ida, lone, rie, per, pia, stig, bo, claudisvej):
    """Ida's child at Claudisvej; everybody else of the cast is about."""
    case = CaseFactory(caseworker=ida, child__name="Sofie Mikkelsen", child__cpr="0405161234")
    InterventionFactory(case=case, department=claudisvej)
    return case


@pytest.fixture
def review(case):
    return ReviewFactory(case=case, due_on=DUE)


def said():
    return sorted(Message.objects.values_list("kind", "recipient__name"))


CAST = {
    "provider": [("note_asked", "Per Lund"), ("note_asked", "Pia Ravn")],
    "soon": [("due_soon", "Ida Holm")],
    "late": [("overdue_caseworker", "Ida Holm")],
    "leader": [("overdue_leader", "Lone Dam")],
    "manager": [("overdue_manager", "Rie Bang")],
}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (DUE - timedelta(days=11), []),
        (DUE - timedelta(days=10), ["provider"]),
        (DUE - timedelta(days=8), ["provider"]),
        (DUE - timedelta(days=7), ["provider", "soon"]),
        (DUE, ["provider", "soon"]),
        (DUE + timedelta(days=1), ["provider", "late"]),
        (add_working_days(DUE, 3) - timedelta(days=1), ["provider", "late"]),
        (add_working_days(DUE, 3), ["provider", "late", "leader"]),
        (add_working_days(DUE, 10) - timedelta(days=1), ["provider", "late", "leader"]),
        (add_working_days(DUE, 10), ["provider", "late", "leader", "manager"]),
    ],
)
def test_an_overdue_review_climbs(system, review, on, expected):
    remind(on=on, by=system)

    assert said() == sorted(line for name in expected for line in CAST[name])


def test_each_thing_is_said_once(system, review):
    for day in range(-12, 30):
        remind(on=DUE + timedelta(days=day), by=system)
        remind(on=DUE + timedelta(days=day), by=system)

    assert said() == sorted(line for lines in CAST.values() for line in lines)
    assert sorted(Event.objects.values_list("kind", "case_number")) == [("message.written", review.case.number)] * 6


def test_a_held_review_is_not_spoken_of(system, case):
    ReviewFactory(case=case, held=True, due_on=DUE)

    remind(on=DUE + timedelta(days=30), by=system)

    assert said() == []


def test_a_provider_that_has_written_is_not_asked(system, case, review):
    FollowUpNoteFactory(intervention=case.interventions.get(), on=DUE - timedelta(days=20))

    remind(on=DUE - timedelta(days=10), by=system)

    assert said() == []


def test_who_has_left_is_told_nothing(system, review, lone, per, pia):
    lone.is_active = False
    lone.save()
    per.memberships.update(until=date(2026, 11, 1))
    pia.is_active = False
    pia.save()

    remind(on=add_working_days(DUE, 3), by=system)

    assert said() == CAST["late"]


@pytest.mark.parametrize("reviews", [1, 3])
def test_reminding_costs_the_same_for_one_and_for_three(system, reviews, django_assert_num_queries):
    for _ in range(reviews):
        case = InterventionFactory().case
        MembershipFactory(department=case.interventions.get().department)
        ReviewFactory(case=case, due_on=DUE)

    # Savepoint, one statement per kind, release.
    with django_assert_num_queries(7):
        assert remind(on=DUE, by=system) == 2 * reviews


def test_silent_is_who_has_not_written_since_the_last_review(case, review):
    help_ = case.interventions.get()
    other = InterventionFactory(case=case)
    InterventionFactory(case=case, offer=OfferFactory(step=0), exit_plan="", next_step=None)
    InterventionFactory(case=case, starts_on=DUE + timedelta(days=1))
    ReviewFactory(case=case, held=True, held_on=date(2026, 10, 12), next_due_on=DUE)
    FollowUpNoteFactory(intervention=help_, on=date(2026, 10, 12))
    FollowUpNoteFactory(intervention=other, on=date(2026, 10, 13))

    def found(on):
        return list(silent(Intervention.objects.filter(case=case), on=on))

    assert found(DUE - timedelta(days=11)) == []
    assert found(DUE - timedelta(days=10)) == [help_]
    assert found(DUE) == [help_]
    assert set(found(DUE + timedelta(days=60))) == {help_, *case.interventions.filter(starts_on__gt=DUE)}


def test_the_mail_names_nobody(settings, system, review):
    settings.SITE_ORIGIN = "https://trappen.example.dk"
    remind(on=DUE - timedelta(days=7), by=system)

    send_messages()

    ida = next(sent for sent in mail.outbox if sent.to == ["ida@example.dk"])
    assert ida.subject == f"Opfølgning inden for syv dage · sag {review.case.number}"
    assert ida.body == (
        "Opfølgningen skal holdes senest 23.11.2026.\n\n"
        f"Det gælder SM, sag {review.case.number}.\n\n"
        f"https://trappen.example.dk/opfoelgninger/{review.pk}/hold/\n"
    )
    assert ida.extra_headers == {
        "Message-ID": f"<message-{Message.objects.get(kind='due_soon').pk}@trappen.example.dk>"
    }
    per = next(sent for sent in mail.outbox if sent.to == ["per@example.dk"])
    assert per.body.endswith(f"https://trappen.example.dk/udfoerer/indsatser/{review.case.interventions.get().pk}/\n")
    for sent in mail.outbox:
        for personal in ("Sofie", "Mikkelsen", "040516", "Claudisvej"):
            assert personal not in f"{sent.subject}{sent.body}"


def test_a_message_is_sent_once(system, review):
    remind(on=DUE - timedelta(days=7), by=system)

    send_messages()
    send_messages()

    assert sorted(sent.to[0] for sent in mail.outbox) == ["ida@example.dk", "per@example.dk", "pia@example.dk"]
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}
    assert not Message.objects.filter(sent_at=None).exists()


def test_a_mail_server_that_refuses_leaves_the_message(monkeypatch, system, review):
    remind(on=DUE - timedelta(days=8), by=system)
    message = Message.objects.get(recipient__name="Per Lund")

    def refuse(*_):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(locmem.EmailBackend, "send_messages", refuse)
        for _attempt in range(2):
            assert send_message(message_id=message.pk, at=AT, by=system) is False

    message.refresh_from_db()
    assert (message.sent_at, message.attempts) == (None, 2)
    assert list(Event.objects.filter(kind__startswith="message.re").values_list("kind", flat=True)) == [
        "message.refused"
    ]

    assert send_message(message_id=message.pk, at=AT, by=system) is True
    assert send_message(message_id=message.pk, at=AT, by=system) is None
    message.refresh_from_db()
    assert (message.sent_at, message.attempts) == (AT, 3)
    assert [sent.to for sent in mail.outbox] == [["per@example.dk"]]


def test_a_dead_mail_server_is_not_asked_for_each_message(monkeypatch, system, db):
    for _ in range(5):
        ReviewFactory(due_on=DUE)
    remind(on=DUE, by=system)
    asked = []

    def refuse(*_):
        asked.append(1)
        raise ConnectionRefusedError

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    send_messages()

    assert len(asked) == 3
    assert Message.objects.filter(sent_at=None).count() == 5


def test_what_was_held_meanwhile_is_not_sent(system, review):
    remind(on=DUE, by=system)
    Review.objects.update(status="lapsed")

    send_messages()

    assert mail.outbox == []


def test_only_the_machine_reminds(ida):
    with pytest.raises(Exception, match="ret til"):
        remind(on=DUE, by=ida)


def test_a_leader_of_another_team_hears_nothing(system, review, other_team):
    UserFactory(name="Leo Nord", role="team_leader", team=other_team)

    remind(on=add_working_days(DUE, 4), by=system)

    assert [name for kind, name in said() if kind == "overdue_leader"] == ["Lone Dam"]
