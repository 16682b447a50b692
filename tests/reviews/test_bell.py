"""The bell and the list of messages: what is done meanwhile is no longer said, and what is said again is said once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from cases.models import Concern
from interventions.models import Referral
from reviews.actions import remind, say_what_is_urgent
from reviews.models import Message, Review
from tests.factories.cases import CaseFactory, ConcernFactory
from tests.factories.interventions import InterventionFactory, ReferralFactory
from tests.factories.reviews import FollowUpNoteFactory, ReviewFactory

DUE = date(2026, 11, 23)  # a Monday
SOON = DUE - timedelta(days=7)
TODAY = date(2026, 11, 20)


@pytest.fixture
def case(ida, per, claudisvej):
    case = CaseFactory(caseworker=ida, child__name="Sofie Mikkelsen")
    InterventionFactory(case=case, department=claudisvej)
    return case


@pytest.fixture
def review(case):
    return ReviewFactory(case=case, due_on=DUE)


def looks(signed_in, person):
    """What the person's list says, and the number on the bell."""
    page = signed_in(person).get(reverse("reviews:messages"))
    return [row["what"] for row in page.context["rows"]], page.context["user"].unread


def test_a_review_that_is_held_rings_no_more(system, ida, review, signed_in):
    remind(on=SOON, by=system)
    assert looks(signed_in, ida) == (["Opfølgningen skal holdes senest man 23. nov. 2026."], 1)

    Review.objects.filter(pk=review.pk).update(status="lapsed")

    assert looks(signed_in, ida) == ([], 0)
    assert len(signed_in(ida).get(reverse("reviews:messages") + "?vis=alle").context["rows"]) == 1


def test_a_note_that_is_written_is_asked_for_no_more(system, per, case, review, signed_in):
    remind(on=SOON, by=system)
    assert looks(signed_in, per)[1] == 1

    FollowUpNoteFactory(intervention=case.interventions.get(), on=SOON)

    assert looks(signed_in, per) == ([], 0)


def test_who_was_asked_and_reminded_sees_the_last_of_the_two(system, per, review, signed_in):
    for days in (10, 5):
        remind(on=DUE - timedelta(days=days), by=system)

    assert looks(signed_in, per) == (
        ["Opfølgningsnotatet mangler stadig. Opfølgningen er man 23. nov. 2026."], 1,
    )  # fmt: skip
    assert Message.objects.filter(recipient=per).count() == 2


def test_a_referral_is_waited_for_until_it_is_answered(system, ida, per, claudisvej, signed_in):
    asked = ReferralFactory(department=claudisvej, made_on=date(2026, 11, 2), case=CaseFactory(caseworker=ida))
    remind(on=TODAY, by=system)
    assert (looks(signed_in, per)[1], looks(signed_in, ida)[1]) == (1, 1)

    Referral.objects.filter(pk=asked.pk).update(
        status="declined", decline_reason="full", answered_on=TODAY, answered_by=per
    )
    remind(on=TODAY, by=system)

    assert looks(signed_in, per) == ([], 0)
    assert looks(signed_in, ida) == (["Udføreren har sagt nej til en visitation. Find et andet tilbud."], 1)
    ReferralFactory(case=asked.case, made_on=TODAY)
    assert looks(signed_in, ida) == ([], 0)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (20, "En underretning er ikke vurderet, og der er under seks timer til fristen."),
        (48, "En underretning er ikke vurderet, og fristen på 24 timer er overskredet. Vurdér den nu."),
    ],
)
def test_a_concern_two_days_over_is_not_called_near_its_deadline(
    system, ida, team, lone, signed_in, today, hours, said
):
    ConcernFactory(team=team, registered_by=ida, received_at=today - timedelta(hours=hours))
    say_what_is_urgent(at=today, by=system)

    assert looks(signed_in, lone) == ([said], 1)

    Concern.objects.update(assessed_at=today, assessed_by=ida, assessment="Nej.", is_in_danger=False)
    assert looks(signed_in, lone) == ([], 0)


@pytest.fixture
def today(time_machine):
    """Friday at ten."""
    time_machine.move_to(datetime(2026, 11, 20, 9, 0, tzinfo=UTC), tick=False)
    return datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
