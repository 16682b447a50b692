"""A meeting is found in the week, asked for by mail, answered beforehand, moved and called off."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from herning.processes import until
from reviews.models import Review
from tests.factories.cases import CaseFactory, ChildFactory, RelativeFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import ReviewFactory

pytestmark = pytest.mark.browser
MAIL_SECONDS = 15
ASKED = {"karen@example.dk", "per@example.dk", "skole@example.dk"}
WORDS = "Tal om sengetider, og om hvem der henter om fredagen."


@pytest.fixture
def sofie(ida, claudisvej, per):
    """Sofie gets help at Claudisvej, where Per works; her review is due in twelve days and has no meeting."""
    case = CaseFactory(caseworker=ida, child=ChildFactory(name="Sofie Mark"), number="2026-80003")
    InterventionFactory(case=case, department=claudisvej)
    RelativeFactory(family=case.child.family, name="Karen Mark", email="karen@example.dk")
    return ReviewFactory(case=case, due_on=timezone.localdate() + timedelta(days=12), law_due_on=None)


def ask(caseworker, who, **typed):
    """Put somebody on the list, chosen by the words of the choice."""
    caseworker.follow("Tilføj deltager")
    choice = caseworker.page.locator("select[name=who] option", has_text=re.compile(who)).first
    caseworker.fill(who=choice.get_attribute("value"), **typed)
    caseworker.press("Tilføj deltager")


def agree_on(caseworker, number):
    """Take one of the proposed times."""
    caseworker.page.locator("main [name=proposed]").nth(number).check()
    caseworker.fill(place="Rådhuset, lokale 2")
    caseworker.press("Aftal mødet")
    return Review.objects.get(case__number="2026-80003")


def told(post, count, starts_at, *, method="REQUEST"):
    """The last three mails, once there are so many: all say the same moment, sequence and method to a calendar."""
    until(lambda: len(post.kept) >= count, MAIL_SECONDS)
    last = {letter.to: letter for letter in post.invitations()[-3:]}
    assert (len(post.kept), set(last)) == (count, ASKED)
    sequence = count // 3 - 1
    assert {(it.method, int(it.event["SEQUENCE"]), it.event.decoded("DTSTART")) for it in last.values()} == {
        (method, sequence, starts_at)
    }
    assert [mail for mail in post.kept if "Sofie" in mail or "Karen" in mail] == []
    return last


def test_a_meeting_is_found_in_the_week_asked_for_by_mail_answered_beforehand_moved_and_called_off(
    people, post, ida, sofie
):
    caseworker = people(ida)
    caseworker.follow("Min uge", within="main")
    caseworker.follow(re.compile("Find en tid"), within="main")
    review = agree_on(caseworker, 0)
    ask(caseworker, "Karen Mark")
    ask(caseworker, "Per Lund")
    ask(caseworker, "Fra skole", name="Lærer Jens", email="skole@example.dk")
    caseworker.follow("Send invitationer", within="main")
    caseworker.press("Send invitationerne")

    first = told(post, 3, review.starts_at)
    assert {it.to: it.subject for it in first.values()} == {
        "karen@example.dk": "Indkaldelse: Møde i kommunen",
        "per@example.dk": "Indkaldelse: Opfølgning · 2026-80003",
        "skole@example.dk": "Indkaldelse: Møde i kommunen",
    }
    address = re.search(r"http\S+/syn/\S+/", first["karen@example.dk"].text)[0]
    mother = people(None)
    mother.go(address.removeprefix(mother.house))
    mother.reads_not("Sofie")
    mother.fill(text=WORDS)
    mother.press("Send det")
    mother.reads("Vi modtog det, du skrev")

    caseworker.go(f"/opfoelgninger/{review.pk}/dagsorden/")
    caseworker.reads(WORDS)
    caseworker.go(f"/opfoelgninger/{review.pk}/planlaeg/")
    caseworker.reads("Skrev selv")
    moved = agree_on(caseworker, 1)
    assert moved.starts_at != review.starts_at
    second = told(post, 6, moved.starts_at)
    assert {it.to: it.event["UID"] for it in second.values()} == {it.to: it.event["UID"] for it in first.values()}
    assert second["karen@example.dk"].subject == "Ændret: Møde i kommunen"

    caseworker.follow("Aflys mødet", within="main")
    caseworker.fill(reason="Mor er syg.")
    caseworker.press("Aflys mødet")
    third = told(post, 9, moved.starts_at, method="CANCEL")
    assert {it.event["STATUS"] for it in third.values()} == {"CANCELLED"}
    caseworker.reads("ikke inviteret endnu")
    assert set(post.taken.values()) == {1}
