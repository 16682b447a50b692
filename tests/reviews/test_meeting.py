"""Planning the meeting of a review: who is asked, who is told, and what each can write beforehand."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from herning.audit.models import Event
from herning.rules import RuleBroken
from reviews import meetings
from reviews.actions import (
    add_participant,
    cancel_meeting,
    invite,
    plan_meeting,
    record_view,
    remove_participant,
)
from reviews.models import Invitation, Participant, Review
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, RelativeFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import ReviewFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday, ten in Herning
MEETS = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DUE = datetime(2026, 12, 3, tzinfo=UTC).date()


@pytest.fixture(autouse=True)
def _that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def case(ida, claudisvej):
    """Sofie's case, with help at Claudisvej."""
    case = CaseFactory(caseworker=ida, child__name="Sofie Mikkelsen", child__cpr="0405161234")
    InterventionFactory(case=case, department=claudisvej)
    return case


@pytest.fixture
def karen(case):
    return RelativeFactory(family=case.child.family, name="Karen Mikkelsen", email="karen@example.dk")


@pytest.fixture
def review(case):
    return ReviewFactory(case=case, due_on=DUE)


@pytest.fixture
def planned(review, ida):
    return plan_meeting(review=review, starts_at=MEETS, minutes=60, place="Rådhuset", at=NOW, by=ida)


def events():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_a_meeting_is_planned_moved_and_called_off(review, ida, karen):
    plan_meeting(review=review, starts_at=MEETS, minutes=60, place=" Rådhuset ", at=NOW, by=ida)
    add_participant(review=review, relative=karen, by=ida)
    invite(review=review, at=NOW, by=ida)
    plan_meeting(review=review, starts_at=MEETS + timedelta(hours=2), minutes=90, place="Skolen", at=NOW, by=ida)
    Invitation.objects.filter(sequence=1).update(sent_at=NOW)
    cancel_meeting(review=review, reason="Mor er syg.", at=NOW, by=ida)

    review.refresh_from_db()
    assert (review.starts_at, review.place) == (None, "")
    told = Invitation.objects.order_by("pk").values_list("sequence", "method", "starts_at", "minutes", "place")
    assert list(told) == [
        (0, "REQUEST", MEETS, 60, "Rådhuset"),
        (1, "REQUEST", MEETS + timedelta(hours=2), 90, "Skolen"),
        (2, "CANCEL", MEETS + timedelta(hours=2), 90, "Skolen"),
    ]
    assert events() == [
        "meeting.planned", "participant.added", "participant.invited", "meeting.moved", "meeting.cancelled",
    ]  # fmt: skip
    # She stays on the list, and can be invited to another time with a higher number.
    plan_meeting(review=review, starts_at=MEETS, minutes=60, place="Rådhuset", at=NOW, by=ida)
    invite(review=review, at=NOW, by=ida)
    assert Invitation.objects.filter(method="REQUEST").latest("pk").sequence == 3


def test_who_was_never_told_gets_no_cancellation(planned, ida, karen):
    added = add_participant(review=planned, relative=karen, by=ida)
    invite(review=planned, at=NOW, by=ida)

    remove_participant(participant=added, at=NOW, by=ida)

    assert list(Invitation.objects.values_list("method", flat=True)) == ["REQUEST"]
    assert list(Invitation.objects.to_send()) == []


def test_the_same_meeting_is_not_planned_twice(planned, ida):
    with pytest.raises(RuleBroken, match="allerede aftalt"):
        plan_meeting(review=planned, starts_at=MEETS, minutes=60, place="Rådhuset", at=NOW, by=ida)


def test_the_caseworker_sits_in_one_meeting_at_a_time(planned, ida):
    other = ReviewFactory(case=CaseFactory(caseworker=ida), due_on=DUE)

    with pytest.raises(RuleBroken, match=r"kl\. 10\.00–11\.00"):
        plan_meeting(review=other, starts_at=MEETS + timedelta(minutes=30), minutes=60, place="Her", at=NOW, by=ida)

    assert Review.objects.get(pk=other.pk).starts_at is None


def test_a_held_review_has_no_meeting_to_plan(case, ida):
    held = ReviewFactory(case=case, held=True)

    with pytest.raises(RuleBroken, match="holdt eller bortfaldet"):
        plan_meeting(review=held, starts_at=MEETS, minutes=60, place="Rådhuset", at=NOW, by=ida)


def test_nobody_else_plans_in_the_case(review, bo, per):
    for stranger in (bo, per):
        with pytest.raises(Exception, match=r"adgang til|ret til"):
            plan_meeting(review=review, starts_at=MEETS, minutes=60, place="Rådhuset", at=NOW, by=stranger)

    assert events() == []


def test_a_time_is_proposed_when_the_provider_too_is_free(review, ida, per, karen):
    add_participant(review=review, user=per, by=ida)
    add_participant(review=review, relative=karen, by=ida)
    alone = meetings.proposals(review, at=NOW)
    elsewhere = ReviewFactory(case=CaseFactory(), due_on=DUE, starts_at=alone[-1], minutes=240, place="Et andet sted")
    Participant.objects.create(review=elsewhere, kind="provider", name="Per Lund", user=per)

    found = meetings.proposals(review, at=NOW)

    assert [f"{moment:%d.%m. %H.%M}" for moment in alone] == ["01.12. 08.30", "02.12. 12.30", "03.12. 08.30"]
    assert [f"{moment:%d.%m. %H.%M}" for moment in found] == ["30.11. 12.30", "01.12. 08.30", "02.12. 12.30"]


def test_those_around_the_child_can_be_asked_once_each(review, ida, per, karen, stig):
    UserFactory(name="Gået Igår", role="provider_worker", is_active=False)
    assert meetings.candidates(review) == [
        ("child", "Sofie Mikkelsen (barnet)"),
        (f"relative:{karen.pk}", "Karen Mikkelsen (Mor)"),
        (f"user:{per.pk}", "Per Lund (udfører)"),
    ]

    add_participant(review=review, kind="child", email="sofie@example.dk", by=ida)
    add_participant(review=review, relative=karen, by=ida)
    add_participant(review=review, user=per, by=ida)
    add_participant(review=review, kind="school", name="Lærer Jens", email="Jens@Example.dk", by=ida)

    assert meetings.candidates(review) == []
    assert list(Participant.objects.order_by("pk").values_list("kind", "name", "email")) == [
        ("child", "Sofie Mikkelsen", "sofie@example.dk"),
        ("parent", "Karen Mikkelsen", "karen@example.dk"),
        ("provider", "Per Lund", "per@example.dk"),
        ("school", "Lærer Jens", "jens@example.dk"),
    ]
    typed = {"kind": "school", "name": "J", "email": "jens@example.DK"}
    for again in ({"kind": "child"}, {"relative": karen}, {"user": per}, typed):
        with pytest.raises(RuleBroken, match="allerede på listen"):
            add_participant(review=review, by=ida, **again)
    with pytest.raises(RuleBroken, match="ikke med barnet"):
        add_participant(review=review, user=stig, by=ida)
    with pytest.raises(RuleBroken, match="netværk"):
        add_participant(review=review, relative=RelativeFactory(), by=ida)


def test_an_unborn_child_is_not_asked(ida):
    review = ReviewFactory(case=CaseFactory(caseworker=ida, child__unborn=True))

    assert meetings.candidates(review) == []
    with pytest.raises(RuleBroken, match="ikke født"):
        add_participant(review=review, kind="child", by=ida)


def test_what_came_on_paper_is_written_in_and_never_over_their_own_words(planned, ida, karen):
    asked = add_participant(review=planned, relative=karen, by=ida)

    record_view(participant=asked, text="Tal om skolen.", at=NOW, by=ida)
    asked.refresh_from_db()
    assert (asked.view, asked.view_recorded_by) == ("Tal om skolen.", ida)

    Participant.objects.filter(pk=asked.pk).update(view_recorded_by=None)
    asked.refresh_from_db()
    with pytest.raises(RuleBroken, match="selv skrevet"):
        record_view(participant=asked, text="Noget andet.", at=NOW, by=ida)


def test_the_planning_page(signed_in, review, ida, lone, karen):
    client, url = signed_in(ida), reverse("reviews:plan_meeting", args=[review.pk])
    shown = client.get(url)
    assert [f"{moment:%d.%m. %H.%M}" for moment in shown.context["form"].proposals.values()] == [
        "01.12. 08.30", "02.12. 12.30", "03.12. 08.30",
    ]  # fmt: skip

    picked = next(iter(shown.context["form"].proposals))
    assert client.post(url, {"proposed": picked, "minutes": "60", "place": "Rådhuset"}).status_code == 302
    added = client.post(
        reverse("reviews:add_participant", args=[review.pk]), {"who": f"relative:{karen.pk}", "name": "", "email": ""}
    )
    assert (added.status_code, added["Location"]) == (302, url)
    assert client.post(reverse("reviews:invite", args=[review.pk])).status_code == 302

    # Somebody who covers sees whose time is taken, not by whom; here the leader sees all of the team's.
    other = ReviewFactory(case=CaseFactory(caseworker=ida, child__name="Noah Bek"), due_on=DUE)
    html = signed_in(lone).get(reverse("reviews:plan_meeting", args=[other.pk]) + "?uge=2026-12-02").content.decode()
    assert review.case.number in html
    assert "Sofie" not in html
    assert client.get(url + "?uge=aldrig").status_code == 200
    assert client.post(url, {"proposed": "2026-12-01T03:00+01:00", "minutes": "60", "place": "R"}).status_code == 422


def test_the_planning_page_of_an_overdue_review_names_the_date_it_missed(signed_in, review, ida):
    Review.objects.filter(pk=review.pk).update(due_on=date(2026, 11, 13))

    page = signed_in(ida).get(reverse("reviews:plan_meeting", args=[review.pk])).content.decode()

    assert "skulle være holdt fre 13. nov. 2026. Find en tid nu, helst inden man 30. nov. 2026." in page
    assert "skal holdes senest" not in page


@pytest.mark.parametrize("more", [1, 3])
def test_the_planning_page_costs_the_same_for_one_and_for_three(
    signed_in, review, ida, karen, more, django_assert_num_queries
):
    for number in range(more):
        Participant.objects.create(review=review, kind="network", name=f"Nr. {number}", email=f"{number}@example.dk")
        ReviewFactory(case=CaseFactory(caseworker=ida), due_on=DUE)
        ReviewFactory(
            case=CaseFactory(caseworker=ida), due_on=DUE, starts_at=MEETS + timedelta(hours=number), place="Her"
        )
    client, url = signed_in(ida), reverse("reviews:plan_meeting", args=[review.pk])

    with django_assert_num_queries(14):
        client.get(url)


def test_ida_goes_from_her_day_to_her_week_and_finds_a_time_for_the_eighth_deadline_of_one_day(
    signed_in, review, ida, lone, per
):
    for _seven in range(7):
        ReviewFactory(case=CaseFactory(caseworker=ida), due_on=DUE, law_due_on=None)
    met = ReviewFactory(case=CaseFactory(caseworker=ida), due_on=DUE, starts_at=MEETS, place="Her")
    ReviewFactory(case=CaseFactory(caseworker=ida), due_on=DUE + timedelta(weeks=2))
    client, url = signed_in(ida), reverse("reviews:week")

    start = client.get("/")
    assert url in start.content.decode()
    said = {row.url: row.more.partition(" · ")[2] for row in start.context["day"].rows}
    assert said[reverse("reviews:hold", args=[met.pk])].endswith("møde tir 1. dec. kl. 10.00")
    assert said[reverse("reviews:hold", args=[review.pk])].endswith("mødet er ikke aftalt")

    now = client.get(url).context
    assert (len(now["untimed"]), [day.day.day for day in now["week"]]) == (8, [23, 24, 25, 26, 27])
    page = client.get(url + "?uge=2026-12-03")
    thursday = page.context["week"][3]
    assert (len(thursday.shown), len(thursday.folded), page.context["week"][1].blocks[0].review) == (2, 6, met)
    html = page.content.decode()
    assert "+6 frister" in html
    for due in [*thursday.shown, *thursday.folded]:
        assert html.count(f'href="{reverse("reviews:plan_meeting", args=[due.pk])}"') == 2
    assert [day.due + day.blocks for day in signed_in(lone).get(url + "?uge=2026-12-03").context["week"]] == [[]] * 5
    with time_machine.travel(NOW + timedelta(days=5), tick=False):
        assert client.get(url).context["week"][0].day.day == 30
    assert signed_in(per).get(url).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_week_costs_the_same_for_one_and_for_three(signed_in, ida, rows, django_assert_num_queries):
    for number in range(rows):
        ReviewFactory(case=CaseFactory(caseworker=ida), due_on=NOW.date())
        ReviewFactory(case=CaseFactory(caseworker=ida), due_on=DUE, starts_at=NOW + timedelta(hours=number), place="H")
    client = signed_in(ida)

    # Person, savepoint, access, read only, the own cases, the meetings, the deadlines, those without a time, release.
    with django_assert_num_queries(9):
        client.get(reverse("reviews:week"))


def test_the_own_week_names_the_children_and_the_week_beside_another_childs_family_does_not(signed_in, review, ida):
    met = ReviewFactory(case=CaseFactory(caseworker=ida, child__name="Noah Bek"), starts_at=MEETS, place="Her")
    due = ReviewFactory(case=CaseFactory(caseworker=ida, child__name="Alma Lund"), due_on=DUE, law_due_on=None)
    client = signed_in(ida)

    own = client.get(reverse("reviews:week") + "?uge=2026-12-03").content.decode()
    beside = client.get(reverse("reviews:plan_meeting", args=[review.pk]) + "?uge=2026-12-03").content.decode()

    own, beside = (page[page.index('id="week"') :] for page in (own, beside))
    for one, name in ((met, "Noah B."), (due, "Alma L.")):
        assert (name in own, one.case.number in own) == (True, False)
        assert (name in beside, one.case.number in beside) == (False, True)
