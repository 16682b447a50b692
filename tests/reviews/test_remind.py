"""Reminders: who is told what and when, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from herning.accounts.models import Absence
from herning.audit.models import Event
from herning.rules import add_working_days
from interventions.models import Intervention
from reviews.actions import make_mails, remind, say_what_is_urgent
from reviews.models import Mail, Message, Review
from reviews.overtaken import worth_saying
from reviews.saying import address, sentence
from reviews.silent import silent
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.cases import CaseFactory, ConcernFactory
from tests.factories.interventions import InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.placements import PlacementFactory
from tests.factories.reviews import FollowUpNoteFactory, PlanFactory, ReviewFactory

DUE = date(2026, 11, 23)  # a Monday


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
    "reminded": [("note_reminded", "Per Lund"), ("note_reminded", "Pia Ravn")],
    "silent": [("note_silent", "Ida Holm")],
    "soon": [("due_soon", "Ida Holm")],
    "late": [("overdue_caseworker", "Ida Holm")],
    "leader": [("overdue_leader", "Lone Dam")],
    "manager": [("overdue_manager", "Rie Bang")],
}


SILENT = ("provider", "reminded", "silent")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (DUE - timedelta(days=11), []),
        (DUE - timedelta(days=10), ["provider"]),
        (DUE - timedelta(days=8), ["provider"]),
        (DUE - timedelta(days=7), ["provider", "soon"]),
        (DUE - timedelta(days=5), ["provider", "reminded", "soon"]),
        (DUE, ["provider", "reminded", "silent", "soon"]),
        (DUE + timedelta(days=1), [*SILENT, "late"]),
        (add_working_days(DUE, 3) - timedelta(days=1), [*SILENT, "late"]),
        (add_working_days(DUE, 3), [*SILENT, "late", "leader"]),
        (add_working_days(DUE, 10) - timedelta(days=1), [*SILENT, "late", "leader"]),
        (add_working_days(DUE, 10), [*SILENT, "late", "leader", "manager"]),
    ],
)
def test_an_overdue_review_climbs(system, review, on, expected):
    remind(on=on, by=system)

    assert said() == sorted(line for name in expected for line in CAST[name])


def test_what_is_written_at_once_carries_the_hour_of_the_house_that_writes_it(system, review, time_machine):
    at = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
    time_machine.move_to(at, tick=False)

    remind(on=DUE, by=system)
    make_mails(at=at, by=system)

    assert set(Message.objects.values_list("made_at", flat=True)) == {at}
    assert set(Event.objects.filter(kind="message.written").values_list("at", flat=True)) == {at}
    assert set(Mail.objects.values_list("made_at", flat=True)) == {at}


def test_each_thing_is_said_once(system, review):
    for day in range(-12, 30):
        remind(on=DUE + timedelta(days=day), by=system)
        remind(on=DUE + timedelta(days=day), by=system)

    assert said() == sorted(line for lines in CAST.values() for line in lines)
    assert sorted(Event.objects.values_list("kind", "case_number")) == [("message.written", review.case.number)] * 9


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

    assert said() == sorted([*CAST["silent"], *CAST["late"]])


@pytest.mark.parametrize("reviews", [1, 3])
def test_reminding_costs_the_same_for_one_and_for_three(system, reviews, django_assert_num_queries):
    for _ in range(reviews):
        case = InterventionFactory().case
        MembershipFactory(department=case.interventions.get().department)
        ReviewFactory(case=case, due_on=DUE)

    # Savepoint, one statement per kind, one that reads the deadlines that have passed, release.
    with django_assert_num_queries(20):
        assert remind(on=DUE, by=system) == 4 * reviews


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


def test_only_the_machine_reminds(ida):
    with pytest.raises(Exception, match="ret til"):
        remind(on=DUE, by=ida)


def test_a_leader_of_another_team_hears_nothing(system, review, other_team):
    UserFactory(name="Leo Nord", role="team_leader", team=other_team)

    remind(on=add_working_days(DUE, 4), by=system)

    assert [name for kind, name in said() if kind == "overdue_leader"] == ["Lone Dam"]


def test_a_colleague_hears_what_the_one_away_is_told(system, review, ida, team):
    kaj = UserFactory(name="Kaj Lind", team=team)
    Absence.objects.create(user=ida, cover=kaj, since=DUE, until=DUE + timedelta(days=1), registered_by=ida)

    remind(on=DUE - timedelta(days=1), by=system)
    assert [name for kind, name in said() if kind == "due_soon"] == ["Ida Holm"]
    remind(on=DUE + timedelta(days=1), by=system)
    assert [name for kind, name in said() if kind == "overdue_caseworker"] == ["Ida Holm", "Kaj Lind"]


def test_help_and_referrals_are_spoken_of_in_time(system, case, ida, lone, per, pia, claudisvej):
    today = date(2026, 6, 20)
    case.interventions.update(planned_end_on=today + timedelta(days=14))
    ReferralFactory(case=case, department=claudisvej, made_on=today - timedelta(days=10), made_by=bob_of(ida))
    late = ReferralFactory(case=case, status="awaiting", department=claudisvej, made_by=ida)

    remind(on=today, by=system)
    remind(on=today, by=system)

    assert said() == [
        ("answer_waiting", "Ida Holm"), ("answer_waiting", "Per Lund"), ("answer_waiting", "Pia Ravn"),
        ("approval_waiting", "Lone Dam"), ("exit_near", "Ida Holm"),
    ]  # fmt: skip
    assert Message.objects.get(kind="approval_waiting").referral == late
    assert set(Event.objects.values_list("case_number", flat=True)) == {case.number}


def bob_of(ida):
    """A colleague of hers who made the referral."""
    return UserFactory(name="Bob", team=ida.team)


def test_a_concern_is_told_of_at_once_and_again_near_its_24_hours(system, ida, lone, bo, team):
    kaj = UserFactory(name="Kaj Lind", team=team)
    at = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)  # a Saturday night
    concern = ConcernFactory(team=team, registered_by=ida, received_at=at - timedelta(hours=2))

    for _twice in range(2):
        say_what_is_urgent(at=at, by=system)
    assert said() == [("concern_arrived", "Lone Dam")]
    say_what_is_urgent(at=at + timedelta(hours=17), by=system)

    assert said()[1:] == [("concern_unassessed", name) for name in ("Ida Holm", "Kaj Lind", "Lone Dam")]
    mails = Mail.objects.values_list("is_urgent", "recipient__name")
    assert sorted(mails) == sorted((True, name) for name in ("Lone Dam", ida.name, kaj.name, lone.name))
    Message.objects.all().delete()
    concern.assessed_at, concern.assessed_by, concern.assessment, concern.is_in_danger = at, ida, "Nej.", False
    concern.save()
    say_what_is_urgent(at=at + timedelta(hours=17), by=system)
    assert said() == []


PLACED_ON = date(2026, 6, 15)
PLAN_DUE = date(2026, 9, 15)  # a Tuesday


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (PLAN_DUE, []),
        (PLAN_DUE + timedelta(days=1), ["deadline_caseworker"]),
        (add_working_days(PLAN_DUE, 3) - timedelta(days=1), ["deadline_caseworker"]),
        (add_working_days(PLAN_DUE, 3), ["deadline_caseworker", "deadline_leader"]),
    ],
)
def test_a_plan_that_is_not_there_in_time_climbs(system, case, ida, lone, on, expected):
    """Placed since 15 June without a plan: the law's three months end on 15 September (§§ 91 and 108)."""
    placement = PlacementFactory(case=case, starts_on=PLACED_ON)

    for _ in range(2):
        remind(on=on, by=system)

    told = {"deadline_caseworker": ida.name, "deadline_leader": lone.name}
    assert said() == [(kind, told[kind]) for kind in expected]
    for message in Message.objects.select_related("case__child", "recipient"):
        what = "Barnets plan (Barnets lov §§ 91 og 108)"
        page, words = {
            "deadline_caseworker": ("reviews:agree_plan", f"Fristen tir 15. sep. 2026 er overskredet: {what}."),
            "deadline_leader": (
                "reviews:deadlines", f"En frist i dit team, tir 15. sep. 2026, er overskredet: {what}."
            ),
        }[message.kind]  # fmt: skip
        assert (message.key, message.due_on) == (f"plan:{placement.pk}:2026-09-15", PLAN_DUE)
        assert (sentence(message, at=timezone.now()), address(message)) == (words, reverse(page, args=[case.number]))


def test_a_deadline_that_is_kept_before_the_mail_goes_out_is_not_mailed(system, case, ida):
    PlacementFactory(case=case, starts_on=PLACED_ON)
    remind(on=PLAN_DUE + timedelta(days=1), by=system)
    PlanFactory(case=case)

    assert worth_saying_to(ida, system) == []


def test_a_deadline_that_still_runs_is_mailed(system, case, ida):
    PlacementFactory(case=case, starts_on=PLACED_ON)
    remind(on=PLAN_DUE + timedelta(days=1), by=system)

    assert worth_saying_to(ida, system) == ["deadline_caseworker"]


def worth_saying_to(person, system):
    at = datetime(2026, 9, 16, 10, 0, tzinfo=UTC)
    make_mails(at=at, by=system)
    mails = Mail.objects.filter(recipient=person)
    return [message.kind for mail in mails for message in worth_saying(mail, on=at.date())]


def test_a_late_review_is_not_told_of_twice(system, case):
    """Once followed up, the day decided is the law's too; before, the law's own day is another thing to say."""
    review = ReviewFactory(case=case, due_on=DUE, law_due_on=DUE)
    remind(on=DUE + timedelta(days=1), by=system)
    assert "deadline_caseworker" not in dict(said())

    Review.objects.filter(pk=review.pk).update(law_due_on=DUE + timedelta(days=1))
    remind(on=DUE + timedelta(days=2), by=system)
    assert ("deadline_caseworker", "Ida Holm") in said()


def test_deadlines_of_a_closed_case_are_not_told_of(system, case):
    PlacementFactory(case=case, starts_on=PLACED_ON)
    Case.objects.update(closed_on=PLAN_DUE, closed_by=case.caseworker, closing_reason="moved")

    remind(on=PLAN_DUE + timedelta(days=9), by=system)

    assert "deadline_caseworker" not in dict(said())
