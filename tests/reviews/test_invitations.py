"""Invitations by mail: what a calendar reads in them, what nobody reads in them, and each sent once."""

import email
import smtplib
import threading
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection, transaction

from herning.audit.models import Event
from reviews.actions import (
    cancel_meeting,
    hold_review,
    invite,
    lapse_review,
    plan_meeting,
    remove_participant,
    send_invitation,
)
from reviews.addresses import hashed, view_secret
from reviews.calendars import invitation_file
from reviews.models import Invitation, Participant, Review
from reviews.tasks import send_invitations
from tests.factories.cases import CaseFactory, RelativeFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import ReviewFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MEETS = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
PLACE = "Rådhuset, lokale 2; opgang Å – spørg efter rådgiveren i receptionen på første sal ved siden af biblioteket"
PERSONAL = ("Sofie", "Mikkelsen", "040516", "Karen", "Claudisvej", "Ida", "Holm")


@pytest.fixture
def review(ida, per, claudisvej, settings):
    """Sofie's review, planned; her mother and the provider are on the list."""
    settings.SITE_ORIGIN = "https://trappen.example.dk"
    case = CaseFactory(caseworker=ida, number="2026-00012", child__name="Sofie Mikkelsen", child__cpr="0405161234")
    InterventionFactory(case=case, department=claudisvej)
    mother = RelativeFactory(family=case.child.family, name="Karen Mikkelsen", email="mor@example.dk")
    review = ReviewFactory(case=case, due_on=date(2026, 12, 3), starts_at=MEETS, place=PLACE)
    Participant.objects.create(review=review, kind="parent", name=mother.name, email=mother.email, relative=mother)
    Participant.objects.create(review=review, kind="provider", name=per.name, email=per.email, user=per)
    return review


def parts_of(sent):
    """A mail as it goes over the wire, read back: its text, its calendar part, and the method that part announces."""
    message = email.message_from_bytes(sent.message().as_bytes())
    text, calendar = message.get_payload()
    assert message.get_content_type() == "multipart/alternative"
    assert (calendar.get_content_type(), calendar.get_content_charset()) == ("text/calendar", "utf-8")
    decoded = [part.get_payload(decode=True).decode() for part in (text, calendar)]
    return *decoded, calendar.get_param("method")


def told(address):
    """What the last mail to somebody put into the calendar."""
    sent = [sent for sent in mail.outbox if sent.to == [address]][-1]
    text, calendar, method = parts_of(sent)
    read = icalendar.Calendar.from_ical(calendar)
    (event,) = read.walk("VEVENT")
    assert str(read["METHOD"]) == method
    return sent, text, event


def test_a_calendar_reads_the_invitation(review, ida):
    invite(review=review, at=NOW, by=ida)
    send_invitations()

    sent, text, event = told("mor@example.dk")
    mother = review.participants.get(kind="parent")
    assert sent.subject == "Indkaldelse: Møde i kommunen"
    assert text == (
        "Du er indkaldt til et møde.\n\n"
        "tir 1. dec. 2026 kl. 10.00–11.00\n\n"
        f"Sted: {PLACE}\n\n"
        "Hvad synes du, vi skal tale om? Skriv det her, inden mødet begynder:\n\n"
        f"https://trappen.example.dk/syn/{view_secret(mother.pk)}/\n\n"
        "Adressen er kun til dig. Giv den ikke videre. Har du spørgsmål, så ring til din rådgiver.\n\n"
        "Herning Kommune\n"
    )
    assert {key: str(event[key]) for key in ("UID", "SEQUENCE", "SUMMARY", "LOCATION", "CLASS", "STATUS")} == {
        "UID": f"review-{review.pk}-{mother.pk}@trappen.example.dk",
        "SEQUENCE": "0",
        "SUMMARY": "Møde i kommunen",
        "LOCATION": PLACE,
        "CLASS": "PRIVATE",
        "STATUS": "CONFIRMED",
    }
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (MEETS, MEETS + timedelta(hours=1))
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert event.decoded("DTSTAMP") == Invitation.objects.get(participant=mother).made_at == NOW
    assert str(event["ATTENDEE"]) == "MAILTO:mor@example.dk"
    assert "DESCRIPTION" not in event
    assert set(event) == {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "ORGANIZER", "ATTENDEE", "CLASS",
        "STATUS",
    }  # fmt: skip
    mother.refresh_from_db()
    assert mother.address_hash == hashed(view_secret(mother.pk))


def test_who_works_here_is_told_which_case_and_led_to_the_page(review, ida):
    invite(review=review, at=NOW, by=ida)
    send_invitations()

    sent, text, event = told("per@example.dk")
    page = f"https://trappen.example.dk/udfoerer/indsatser/{review.case.interventions.get().pk}/"
    assert sent.subject == "Indkaldelse: Opfølgning · 2026-00012"
    assert text.endswith(f"Opfølgning · 2026-00012\n\n{page}\n")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == ("Opfølgning · 2026-00012", page)
    assert review.participants.get(kind="provider").address_hash == ""


def test_a_change_replaces_and_a_cancellation_removes(review, ida):
    invite(review=review, at=NOW, by=ida)
    send_invitations()
    uid = told("mor@example.dk")[2]["UID"]

    plan_meeting(review=review, starts_at=MEETS + timedelta(hours=3), minutes=30, place="Skolen", at=NOW, by=ida)
    send_invitations()
    sent, text, event = told("mor@example.dk")
    assert sent.subject == "Ændret: Møde i kommunen"
    assert view_secret(review.participants.get(kind="parent").pk) in text
    assert (event["UID"], event["SEQUENCE"], event.decoded("DTSTART")) == (uid, 1, MEETS + timedelta(hours=3))
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=30)

    cancel_meeting(review=review, reason="Sygdom", at=NOW, by=ida)
    send_invitations()
    sent, text, event = told("mor@example.dk")
    assert sent.subject == "Aflyst: Møde i kommunen"
    assert text == "Mødet tir 1. dec. 2026 kl. 13.00–13.30 er aflyst.\n\nHerning Kommune\n"
    assert (event["UID"], event["SEQUENCE"], str(event["STATUS"])) == (uid, 2, "CANCELLED")
    assert parts_of(sent)[2] == "CANCEL"
    assert len(mail.outbox) == 6


def test_a_change_before_the_first_mail_is_told_as_one_invitation(review, ida):
    invite(review=review, at=NOW, by=ida)
    plan_meeting(review=review, starts_at=MEETS, minutes=60, place="Skolen", at=NOW, by=ida)
    send_invitations()

    sent, _text, event = told("mor@example.dk")
    assert (len(mail.outbox), sent.subject, str(event["LOCATION"])) == (2, "Indkaldelse: Møde i kommunen", "Skolen")


@pytest.mark.parametrize(
    ("starts_at", "offset"),
    [
        (datetime(2026, 10, 23, 7, tzinfo=UTC), 2),
        (datetime(2026, 10, 26, 8, tzinfo=UTC), 1),
        (datetime(2027, 3, 24, 8, tzinfo=UTC), 1),
        (datetime(2027, 3, 30, 7, tzinfo=UTC), 2),
    ],
)
def test_nine_is_nine_on_both_sides_of_a_change_of_clocks(review, starts_at, offset):
    asked = review.participants.get(kind="parent")
    row = Invitation(
        participant=asked, sequence=0, method="REQUEST", starts_at=starts_at, minutes=60, place="R", made_at=NOW
    )

    read = icalendar.Calendar.from_ical(invitation_file(row, summary="Møde", link=""))

    (event,) = read.walk("VEVENT")
    # The zone the file itself carries says the same as the library's own.
    (zone,) = read.walk("VTIMEZONE")
    begins = event.decoded("DTSTART")
    assert (begins, begins.hour, begins.utcoffset()) == (starts_at, 9, timedelta(hours=offset))
    assert zone.to_tz().utcoffset(begins.replace(tzinfo=None)) == timedelta(hours=offset)


def test_lines_end_and_fold_as_the_standard_says(review, ida):
    invite(review=review, at=NOW, by=ida)
    row = Invitation.objects.select_related("participant").get(participant__kind="parent")

    file = invitation_file(row, summary="Møde æøå " * 12, link="")

    assert file.count(b"\n") == file.count(b"\r\n")
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    (event,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Møde æøå " * 12, PLACE)


def test_no_name_and_no_number_leaves_the_house(review, ida):
    invite(review=review, at=NOW, by=ida)
    send_invitations()
    plan_meeting(review=review, starts_at=MEETS, minutes=45, place="Skolen", at=NOW, by=ida)
    send_invitations()
    remove_participant(participant=review.participants.get(kind="provider"), at=NOW, by=ida)
    cancel_meeting(review=review, reason="Sofie er syg.", at=NOW, by=ida)
    send_invitations()

    assert len(mail.outbox) == 6
    for sent in mail.outbox:
        whole = "\n".join([*sent.message().values(), *parts_of(sent)])
        assert [word for word in PERSONAL if word in whole] == []
        is_outsider = sent.to == ["mor@example.dk"]
        assert ("2026-00012" in whole) != is_outsider


def test_each_mail_is_sent_once_whatever_is_run_again(review, ida, system):
    invite(review=review, at=NOW, by=ida)
    send_invitations()
    send_invitations()
    for row in Invitation.objects.all():
        assert send_invitation(invitation_id=row.pk, at=NOW, by=system) is None

    assert sorted(sent.to[0] for sent in mail.outbox) == ["mor@example.dk", "per@example.dk"]
    assert set(Invitation.objects.values_list("attempts", flat=True)) == {1}
    assert Event.objects.filter(kind="invitation.sent").count() == 2
    assert {sent.extra_headers["Message-ID"] for sent in mail.outbox} == {
        f"<invitation-{pk}@trappen.example.dk>" for pk in Invitation.objects.values_list("pk", flat=True)
    }


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(review, ida, system):
    invite(review=review, at=NOW, by=ida)
    row = Invitation.objects.get(participant__kind="parent")
    found = []

    def other_worker():
        found.append(send_invitation(invitation_id=row.pk, at=NOW, by=system))
        connection.close()

    with transaction.atomic():
        Invitation.objects.select_for_update().get(pk=row.pk)
        thread = threading.Thread(target=other_worker)
        thread.start()
        thread.join()

    assert found == [None]
    assert send_invitation(invitation_id=row.pk, at=NOW, by=system) is True
    assert len([sent for sent in mail.outbox if sent.to == ["mor@example.dk"]]) == 1


def test_a_mail_server_that_refuses_leaves_the_invitation(review, ida, monkeypatch):
    invite(review=review, at=NOW, by=ida)

    def refuse(*_):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(locmem.EmailBackend, "send_messages", refuse)
        send_invitations()
        send_invitations()
    assert list(Invitation.objects.values_list("attempts", "sent_at")) == [(2, None)] * 2
    assert Event.objects.filter(kind="invitation.refused").count() == 2

    send_invitations()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("odd", ["mor@skole\ufffd.dk", "mor@skole.dk\u202c"])
def test_an_address_no_mail_can_be_written_to_holds_up_nobody_else(review, ida, odd):
    invite(review=review, at=NOW, by=ida)
    Participant.objects.filter(kind="parent").update(email=odd)

    send_invitations()
    send_invitations()

    assert [sent.to for sent in mail.outbox] == [["per@example.dk"]]
    assert list(Invitation.objects.filter(sent_at=None).values_list("participant__email", "attempts")) == [(odd, 2)]


def test_meetings_of_a_review_that_lapses_or_was_held_before_are_called_off(review, ida, system):
    invite(review=review, at=datetime.now(UTC), by=ida)
    ahead = datetime.now(UTC) + timedelta(days=30)
    Review.objects.update(starts_at=ahead)
    send_invitations()

    lapse_review(review=review, by=system)
    send_invitations()
    send_invitations()

    assert [sent.subject.partition(":")[0] for sent in mail.outbox] == ["Indkaldelse"] * 2 + ["Aflyst"] * 2
    assert list(Participant.objects.invited()) == []


def test_a_meeting_that_is_held_on_its_day_is_not_called_off(review, ida, lone):
    invite(review=review, at=NOW, by=ida)
    send_invitations()
    ahead = datetime.now(UTC) + timedelta(minutes=1)
    Review.objects.update(starts_at=ahead)
    fresh = Review.objects.get(pk=review.pk)
    hold_review(
        review=fresh, held_on=ahead.astimezone().date(), child_words="Det går.", parents_view="Bedre.", scores={},
        decision="end", reason="Nået.", by=ida,
    )  # fmt: skip

    send_invitations()

    assert [sent.subject.partition(":")[0] for sent in mail.outbox] == ["Indkaldelse"] * 2


def test_what_is_called_off_each_minute_is_found_without_reading_every_review(review, ida, system):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    lapse_review(review=review, by=system)

    asked = Review.objects.not_to_meet_about(at=NOW)

    assert "meeting_of_review_that_is_over" in asked.explain()
    assert list(asked) == [review]
    assert list(Review.objects.not_to_meet_about(at=MEETS)) == []
