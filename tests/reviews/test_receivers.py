"""What happens to the planned review when help starts and ends, and when the case is closed."""

from datetime import date

import pytest

from cases.actions import finish_investigation
from herning.audit.models import Event
from herning.rules import RuleBroken
from interventions.signals import intervention_ended, intervention_started
from reviews.actions import close_case, schedule
from reviews.models import Review
from reviews.tasks import schedule_case
from tests.factories.cases import CaseFactory, ChildConversationFactory, InvestigationFactory
from tests.factories.interventions import InterventionFactory, ReferralFactory
from tests.factories.reviews import ReviewFactory

ENDED_ON = date(2026, 8, 3)


def end(help_, on=ENDED_ON):
    help_.ends_on, help_.ended_by, help_.end_reason = on, help_.started_by, "finished"
    help_.save()
    intervention_ended.send(type(help_), intervention=help_, by=help_.started_by)


def test_a_start_asks_the_worker_after_commit(monkeypatch, db, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(schedule_case, "apply_async", lambda **sent: asked.append(sent["kwargs"]))
    help_ = InterventionFactory()

    with django_capture_on_commit_callbacks(execute=True):
        intervention_started.send(type(help_), intervention=help_, by=help_.started_by)
        assert asked == []

    assert asked == [{"case_id": help_.case_id}]
    assert Review.objects.count() == 0


def investigated(case, on):
    investigation = InvestigationFactory(case=case, aware_on=date(2026, 6, 1))
    return finish_investigation(
        investigation=investigation, child_and_family="Farmor hjælper.", conclusion="Støtte efter § 32.", on=on,
        by=case.caseworker,
    )  # fmt: skip


def dates(case):
    return list(case.reviews.order_by("pk").values_list("status", "due_on", "law_due_on"))


def test_an_investigation_finished_beside_the_help_makes_the_first_follow_up_due(ida, system):
    """Support may start beside the investigation (§ 32); the first follow-up is due when that ends (§ 95 stk. 2)."""
    case = CaseFactory(caseworker=ida)
    InterventionFactory(case=case, starts_on=date(2026, 6, 15))
    schedule(on=date(2026, 6, 15), by=system)

    investigated(case, date(2026, 7, 8))

    assert dates(case) == [("planned", date(2026, 7, 8), date(2026, 7, 8))]
    assert list(Event.objects.filter(subject_type="review").order_by("pk").values_list("kind", "by__role")) == [
        ("review.planned", "system"),
        ("review.brought_forward", "system"),
    ]


@pytest.mark.parametrize("finished_on", [date(2026, 6, 15), date(2026, 10, 1)])
def test_an_investigation_finished_before_the_help_or_after_three_months_moves_nothing(ida, system, finished_on):
    case = CaseFactory(caseworker=ida)
    InterventionFactory(case=case, starts_on=date(2026, 6, 15))
    schedule(on=date(2026, 6, 15), by=system)

    investigated(case, finished_on)

    assert dates(case) == [("planned", date(2026, 7, 27), date(2026, 9, 15))]


def test_help_that_has_been_followed_up_keeps_the_day_decided(ida, system):
    case = CaseFactory(caseworker=ida)
    InterventionFactory(case=case, starts_on=date(2026, 6, 15))
    ReviewFactory(case=case, held=True, held_on=date(2026, 6, 29), next_due_on=date(2026, 8, 10))
    schedule(on=date(2026, 6, 30), by=system)

    investigated(case, date(2026, 7, 8))

    assert dates(case)[1:] == [("planned", date(2026, 8, 10), date(2026, 8, 10))]


def test_the_last_help_to_end_takes_the_review_with_it(db):
    case = CaseFactory()
    first, last = InterventionFactory(case=case), InterventionFactory(case=case)
    review = ReviewFactory(case=case)

    end(first)
    assert Review.objects.get().status == "planned"

    end(last)
    assert Review.objects.get().status == "lapsed"
    assert list(Event.objects.values_list("kind", "subject_id", "by__role")) == [
        ("review.lapsed", str(review.pk), "system")
    ]


def test_help_that_ends_later_leaves_the_review(db):
    help_ = InterventionFactory()
    ReviewFactory(case=help_.case)

    end(help_, on=date(2099, 1, 5))

    assert Review.objects.get().status == "planned"


def test_closing_a_case_lapses_its_review(ida):
    case = CaseFactory(caseworker=ida)
    ChildConversationFactory(case=case)
    ReviewFactory(case=case)

    closed = close_case(case=case, reason="goals_reached", text="Målene er nået.", on=ENDED_ON, by=ida)

    assert (closed.closed_on, closed.closed_by, closed.closing_reason) == (ENDED_ON, ida, "goals_reached")
    assert Review.objects.get().status == "lapsed"
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True)) == ["review.lapsed", "case.closed"]


@pytest.mark.parametrize("under_way", [InterventionFactory, ReferralFactory])
def test_a_case_with_help_given_or_on_its_way_is_not_closed(ida, under_way):
    case = CaseFactory(caseworker=ida)
    under_way(case=case)

    with pytest.raises(RuleBroken, match=r"Afslut den|Træk den tilbage"):
        close_case(case=case, reason="no_need", text="Ikke behov.", on=ENDED_ON, by=ida)

    case.refresh_from_db()
    assert case.closed_on is None


@pytest.mark.parametrize(
    ("changed", "field"), [({"reason": ""}, "reason"), ({"text": " "}, "text"), ({"on": date(2026, 5, 1)}, "on")]
)
def test_closing_says_why_and_when(ida, changed, field):
    given = {"reason": "moved", "text": "Flyttet.", "on": ENDED_ON} | changed

    with pytest.raises(RuleBroken) as broken:
        close_case(case=CaseFactory(caseworker=ida), by=ida, **given)

    assert broken.value.field == field
