"""The language somebody reads in: kept, and used for screens, mails and calendars alike."""

from datetime import date, timedelta

import icalendar
import pytest
from django.core import mail
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from herning.accounts.actions import choose_language
from herning.accounts.models import User
from herning.audit.models import Event
from herning.rules import RuleBroken
from reviews.actions import invite, make_calendar_address
from reviews.models import Participant
from reviews.tasks import remind, send_invitations, send_messages
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import ReviewFactory

DUE = date(2026, 11, 23)  # a Monday
MORNING = "2026-11-20T09:00:00+01:00"  # the Friday before
IN_DANISH = {"Accept-Language": "da"}


def choose(client, language):
    return client.post(reverse("accounts:language"), {"language": language}, headers=IN_DANISH)


def test_whoever_chose_english_reads_it_whatever_the_browser_asks_for(ida, lone, signed_in):
    client = signed_in(ida)
    assert "<h1>Min dag</h1>" in client.get("/", headers=IN_DANISH).content.decode()

    assert choose(client, "en").status_code == 302
    page = client.get("/", headers=IN_DANISH)
    assert ('<html lang="en">' in page.content.decode(), page["Content-Language"]) == (True, "en")
    assert '<html lang="da">' in signed_in(lone).get("/", headers=IN_DANISH).content.decode()
    assert Event.objects.get(kind="user.language_chosen").by == ida

    assert choose(client, "").status_code == 302
    assert "<h1>Min dag</h1>" in client.get("/", headers=IN_DANISH).content.decode()


def test_a_language_that_is_not_ours_is_refused(ida, signed_in):
    assert choose(signed_in(ida), "kl").status_code == 422
    with pytest.raises(RuleBroken, match="Vælg et af sprogene"):
        choose_language(language="kl", by=ida)
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=ida.pk).update(language="kl")


def test_mails_and_calendars_are_written_in_the_readers_language_and_to_outsiders_in_danish(
    ida, per, pia, claudisvej, client, settings
):
    settings.SITE_ORIGIN = "https://trappen.example.dk"
    now = timezone.now()
    case = CaseFactory(caseworker=ida, number="2026-00012", child__name="Sofie Mikkelsen")
    InterventionFactory(case=case, department=claudisvej)
    review = ReviewFactory(case=case, due_on=DUE, starts_at=now + timedelta(days=2), place="Rådhuset")
    for who in (per, pia):
        Participant.objects.create(review=review, kind="provider", name=who.name, email=who.email, user=who)
    Participant.objects.create(review=review, kind="parent", name="Karen", email="mor@example.dk")
    for who in (ida, per):
        choose_language(language="en", by=who)

    invite(review=review, at=now, by=ida)
    send_invitations()
    said = {sent.to[0]: (sent.subject, _event(sent)["SUMMARY"]) for sent in mail.outbox}
    assert said == {
        "per@example.dk": ("Invitation: Review · 2026-00012", "Review · 2026-00012"),
        "pia@example.dk": ("Indkaldelse: Opfølgning · 2026-00012", "Opfølgning · 2026-00012"),
        "mor@example.dk": ("Indkaldelse: Møde i kommunen", "Møde i kommunen"),
    }

    mail.outbox.clear()
    remind(on="2026-11-20")
    send_messages(at=MORNING)
    told = {sent.to[0]: "Alle dine beskeder:" in sent.body for sent in mail.outbox}
    assert told == {"ida@example.dk": False, "per@example.dk": False, "pia@example.dk": True}

    feed = client.get(reverse("reviews:calendar_feed", args=[make_calendar_address(at=now, by=ida)]), headers=IN_DANISH)
    assert "SUMMARY:Review · SM · 2026-00012" in feed.content.decode()


def _event(sent):
    file = sent.alternatives[0].content
    return icalendar.Calendar.from_ical(file).walk("VEVENT")[0]
