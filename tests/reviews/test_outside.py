"""Secret addresses: what a participant writes before the meeting, and the calendar that a program reads."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from herning.audit.models import Access, Event
from herning.web.pages import MOST_LOOKS
from reviews.actions import cancel_meeting, invite, make_calendar_address, remove_participant
from reviews.addresses import hashed, view_secret
from reviews.models import CalendarFeed, Participant, Review
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import ReviewFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MEETS = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
PERSONAL = ("Sofie", "Mikkelsen", "040516", "Karen", "Claudisvej", "2026-00012", "Ida")


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def review(ida, per, claudisvej):
    case = CaseFactory(caseworker=ida, number="2026-00012", child__name="Sofie Mikkelsen", child__cpr="0405161234")
    InterventionFactory(case=case, department=claudisvej)
    return ReviewFactory(case=case, due_on=date(2026, 12, 3), starts_at=MEETS, place="Rådhuset")


@pytest.fixture
def mother(review, ida):
    """Sofie's mother, invited."""
    asked = Participant.objects.create(review=review, kind="parent", name="Karen Mikkelsen", email="mor@example.dk")
    invite(review=review, at=NOW, by=ida)
    asked.refresh_from_db()
    return asked


def address_of(participant):
    return reverse("reviews:written_view", args=[view_secret(participant.pk)])


def test_a_mother_writes_and_changes_what_she_wrote(mother, client):
    url = address_of(mother)
    shown = client.get(url)
    assert (shown.status_code, shown["Cache-Control"]) == (200, "no-store")
    assert [word for word in PERSONAL if word in shown.content.decode()] == []
    assert "tir 1. dec. 2026 kl. 10.00–11.00" in shown.content.decode()

    first = client.post(url, {"text": " Tal om skolen. "})
    second = client.post(url, {"text": "Tal om skolen og sengetider."})

    assert [(answer.status_code, answer["Location"]) for answer in (first, second)] == [(302, url)] * 2
    mother.refresh_from_db()
    assert (mother.view, mother.view_at, mother.view_recorded_by) == ("Tal om skolen og sengetider.", NOW, None)
    assert (
        list(Event.objects.filter(kind="view.received").values_list("by__role", "subject_type", "subject_id"))
        == [("system", "participant", str(mother.pk))] * 2
    )
    assert "Tal om skolen og sengetider." in client.get(url).content.decode()


def test_what_cannot_be_kept_is_refused_and_not_lost(mother, client):
    url = address_of(mother)

    for text in ("", "   ", "x" * 20_001, "a\x00b"):
        assert client.post(url, {"text": text}).status_code == 422
    assert "x" * 20_001 in client.post(url, {"text": "x" * 20_001}).content.decode()
    assert client.put(url).status_code == 405
    mother.refresh_from_db()
    assert (mother.view, mother.view_at) == ("", None)


def test_the_page_takes_no_form_from_elsewhere(mother):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(address_of(mother), {"text": "Hej"}).status_code == 403


def test_once_the_meeting_begins_nothing_is_written(mother, client):
    with time_machine.travel(MEETS, tick=False):
        assert "Mødet er begyndt" in client.get(address_of(mother)).content.decode()
        assert client.post(address_of(mother), {"text": "For sent"}).status_code == 422

    mother.refresh_from_db()
    assert mother.view == ""


@pytest.mark.parametrize("how", ["held", "lapsed", "removed", "cancelled", "guessed", "short", "not invited"])
def test_an_address_that_is_over_or_guessed_is_not_found(mother, review, ida, client, how):
    url = address_of(mother)
    match how:
        case "held":
            held = ReviewFactory(case=review.case, held=True)
            Participant.objects.filter(pk=mother.pk).update(review=held)
        case "lapsed":
            Review.objects.update(status="lapsed")
        case "removed":
            remove_participant(participant=mother, at=NOW, by=ida)
        case "cancelled":
            cancel_meeting(review=review, reason="Sygdom", at=NOW, by=ida)
        case "guessed":
            url = reverse("reviews:written_view", args=["A" * 43])
        case "short":
            url = reverse("reviews:written_view", args=["kort"])
        case "not invited":
            Participant.objects.update(invited_at=None)

    assert client.get(url).status_code == 404
    assert client.post(url, {"text": "Hej"}).status_code == 404


def test_an_address_answers_so_often_and_no_more(mother, client):
    cache.set(f"limit:Participant:{mother.pk}", MOST_LOOKS - 1, 600)

    answers = [client.post(address_of(mother), {"text": f"Nr. {number}"}).status_code for number in range(3)]

    assert answers == [302, 429, 429]
    mother.refresh_from_db()
    assert mother.view == "Nr. 0"


def test_only_a_fingerprint_of_an_address_is_kept(mother, ida, client):
    secret = make_calendar_address(at=NOW, by=ida)

    assert mother.address_hash == hashed(view_secret(mother.pk))
    assert CalendarFeed.objects.get().address_hash == hashed(secret)
    for kept in (mother.address_hash, hashed(secret)):
        assert client.get(reverse("reviews:written_view", args=[kept])).status_code == 404


def feed_of(answer):
    """The events of a feed, by their UID."""
    read = icalendar.Calendar.from_ical(answer.content)
    return {str(event["UID"]): event for event in read.walk("VEVENT")}


def test_a_calendar_program_subscribes(review, ida, signed_in, client, settings):
    settings.SITE_ORIGIN = "https://trappen.example.dk"
    untimed = ReviewFactory(case=CaseFactory(caseworker=ida, child__name="Noah Å. Bek"), due_on=date(2026, 12, 10))
    ReviewFactory(due_on=date(2026, 12, 10), starts_at=MEETS)
    browser = signed_in(ida)
    page = reverse("reviews:calendar")
    assert browser.post(page).status_code == 302
    shown = browser.get(page).context["address"]
    assert shown.startswith("https://trappen.example.dk/kalender/")
    assert browser.get(page).context["address"] == ""
    url = urlsplit(shown).path

    first = client.get(url, headers={"User-Agent": "Thunderbird", "Accept": "text/calendar"})
    again = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, first["Content-Type"], first["Cache-Control"]) == (
        200, "text/calendar; charset=utf-8", "no-store",
    )  # fmt: skip
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    events = feed_of(first)
    assert sorted(events) == sorted(f"review-{pk}@trappen.example.dk" for pk in (review.pk, untimed.pk))
    timed, day = (events[f"review-{pk}@trappen.example.dk"] for pk in (review.pk, untimed.pk))
    assert (str(timed["SUMMARY"]), timed.decoded("DTSTART"), timed.decoded("DTEND")) == (
        "Opfølgning · SM · 2026-00012", MEETS, MEETS + timedelta(hours=1),
    )  # fmt: skip
    assert (str(day["SUMMARY"]), day.decoded("DTSTART"), day.decoded("DTEND"), str(day["TRANSP"])) == (
        f"Senest i dag: Opfølgning · NÅB · {untimed.case.number}", date(2026, 12, 10), date(2026, 12, 11),
        "TRANSPARENT",
    )  # fmt: skip
    whole = first.content.decode()
    assert [word for word in ("Sofie", "Mikkelsen", "Noah", "Bek", "040516", "Rådhuset") if word in whole] == []
    assert whole.count("\n") == whole.count("\r\n")
    looks = Access.objects.filter(page="reviews:calendar_feed").values_list("by__name", "subject_type", "case_number")
    assert list(looks) == [("Ida Holm", "calendarfeed", "")] * 2
    assert CalendarFeed.objects.get().read_at == NOW

    Review.objects.filter(pk=review.pk).update(starts_at=MEETS + timedelta(days=1))
    moved = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert moved.status_code == 200
    assert feed_of(moved)[f"review-{review.pk}@trappen.example.dk"].decoded("DTSTART") == MEETS + timedelta(days=1)

    assert browser.post(reverse("reviews:revoke_calendar")).status_code == 302
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 404
    assert browser.post(reverse("reviews:revoke_calendar")).status_code == 422


def test_a_new_address_closes_the_old_and_who_has_left_reads_nothing(ida, client):
    old = reverse("reviews:calendar_feed", args=[make_calendar_address(at=NOW, by=ida)])
    new = reverse("reviews:calendar_feed", args=[make_calendar_address(at=NOW, by=ida)])

    assert [client.get(url).status_code for url in (old, new)] == [404, 200]
    assert client.post(new).status_code == 405
    ida.is_active = False
    ida.save(update_fields=["is_active"])
    assert client.get(new).status_code == 404


def test_a_provider_reads_the_meetings_it_takes_part_in_and_no_others(review, per, pia, ida, client, claudisvej):
    other = ReviewFactory(case=CaseFactory(caseworker=ida), due_on=date(2026, 12, 3), starts_at=MEETS, place="Her")
    InterventionFactory(case=other.case, department=claudisvej)
    mine = Participant.objects.create(review=review, kind="provider", name=per.name, email=per.email, user=per)
    urls = {who: reverse("reviews:calendar_feed", args=[make_calendar_address(at=NOW, by=who)]) for who in (per, pia)}

    def found(who):
        return [str(event["SUMMARY"]) for event in feed_of(client.get(urls[who])).values()]

    assert (found(per), found(pia)) == (["Opfølgning · SM · 2026-00012"], [])
    remove_participant(participant=mine, at=NOW, by=ida)
    assert found(per) == []


@pytest.mark.parametrize("reviews", [1, 3])
def test_the_feed_costs_the_same_for_one_and_for_three(ida, client, reviews, django_assert_num_queries):
    for _ in range(reviews):
        ReviewFactory(case=CaseFactory(caseworker=ida), due_on=date(2026, 12, 3))
    url = reverse("reviews:calendar_feed", args=[make_calendar_address(at=NOW, by=ida)])

    # Savepoint, the address, savepoint, when it was read, the look, release, read only, the reviews, release.
    with django_assert_num_queries(9):
        client.get(url)
