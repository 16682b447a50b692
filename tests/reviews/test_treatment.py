"""The provider's plan and report: written by those who deliver, read by those who decide."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from herning.rules import RuleBroken
from interventions.models import Intervention
from reviews import rules
from reviews.actions import write_end_report, write_follow_up_note, write_treatment_plan
from reviews.models import EndReport, Participant, TreatmentPlan
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import ReviewFactory
from tests.today import TODAY

PLAN = {"aims": "Ro om aftenen.", "methods": "Samtaler.", "exit_strategy": "Mormor tager over."}


def plan(help_, by, **changes):
    return write_treatment_plan(intervention=help_, by=by, **(PLAN | {"on": TODAY} | changes))


def report(help_, by, sub_goal, **changes):
    answers = {
        "on": TODAY, "text": "Det gik godt.", "recommendation": "down", "recommendation_reason": "Målet er nået.",
        "scores": {sub_goal.pk: 2}, "today": TODAY,
    }  # fmt: skip
    return write_end_report(intervention=help_, by=by, **(answers | changes))


def ended(help_, day):
    Intervention.objects.filter(pk=help_.pk).update(
        ends_on=day, ended_by=help_.started_by, end_reason="finished", starts_on=day - timedelta(days=60)
    )
    help_.refresh_from_db()


def test_a_new_treatment_plan_replaces_the_old_one(help_, per):
    first = plan(help_, per, on=TODAY - timedelta(days=20))

    second = plan(help_, per, aims="Venner.")

    first.refresh_from_db()
    assert (first.replaced_on, second.replaced_on) == (TODAY, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"aims": " "}, "aims"), ({"methods": ""}, "methods"), ({"exit_strategy": "\n"}, "exit_strategy"),
        ({"on": date(2020, 1, 1)}, "on"),
    ],
)  # fmt: skip
def test_a_treatment_plan_is_whole_and_says_how_the_child_gets_on(help_, per, changes, field):
    with pytest.raises(RuleBroken) as refused:
        plan(help_, per, **changes)

    assert (refused.value.field, TreatmentPlan.objects.count()) == (field, 0)


def test_only_the_department_that_delivers_writes(help_, sub_goal, stig, ida):
    for stranger in (stig, ida):
        with pytest.raises(PermissionDenied):
            plan(help_, stranger)
        with pytest.raises(PermissionDenied):
            report(help_, stranger, sub_goal)


def test_the_report_scores_every_sub_goal_and_is_written_once(help_, per, sub_goal):
    with pytest.raises(RuleBroken, match="Scor hvert delmål"):
        report(help_, per, sub_goal, scores={})
    made = report(help_, per, sub_goal)
    with pytest.raises(RuleBroken, match="allerede skrevet"):
        report(help_, per, sub_goal)

    assert list(made.scores.values_list("sub_goal", "score")) == [(sub_goal.pk, 2)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"), ({"recommendation": "sideways"}, "recommendation"),
        ({"recommendation_reason": ""}, "recommendation_reason"), ({"on": date(2020, 1, 1)}, "on"),
    ],
)  # fmt: skip
def test_a_report_is_whole(help_, per, sub_goal, changes, field):
    with pytest.raises(RuleBroken) as refused:
        report(help_, per, sub_goal, **changes)

    assert (refused.value.field, EndReport.objects.count()) == (field, 0)


@pytest.mark.parametrize(("days_ago", "can"), [(0, True), (28, True), (29, False)])
def test_a_report_can_be_written_for_four_weeks_after_the_end(signed_in, help_, per, sub_goal, days_ago, can):
    ended(help_, TODAY - timedelta(days=days_ago))
    page = signed_in(per).get(reverse("reviews:write_end_report", args=[help_.pk]))

    assert page.status_code == (200 if can else 404)
    assert rules.can_be_reported(ends_on=help_.ends_on, on=TODAY) is can
    if not can:
        with pytest.raises(RuleBroken, match="fire uger"):
            report(help_, per, sub_goal)


def test_help_that_has_ended_asks_for_its_report_on_the_start_page(signed_in, help_, per, stig, sub_goal):
    ended(help_, TODAY - timedelta(days=3))
    url = reverse("reviews:write_end_report", args=[help_.pk])

    assert url in signed_in(per).get("/").content.decode()
    assert url not in signed_in(stig).get("/").content.decode()
    assert signed_in(stig).get(url).status_code == 404
    report(help_, per, sub_goal)
    assert url not in signed_in(per).get("/").content.decode()
    assert signed_in(per).get(url).status_code == 404


def test_the_caseworker_reads_both_and_other_departments_neither(signed_in, case, help_, per, stig, ida, sub_goal):
    plan(help_, per)
    report(help_, per, sub_goal)
    other = InterventionFactory(case=case, department=stig.memberships.get().department)

    read = signed_in(ida).get(reverse("reviews:plan", args=[case.number])).content.decode()
    assert "Mormor tager over." in read
    assert "Målet er nået." in read
    hidden = signed_in(stig).get(reverse("reviews:delivered", args=[other.pk])).content.decode()
    assert "Mormor tager over." not in hidden
    assert "Målet er nået." not in hidden
    assert "<strong>+2</strong>" not in hidden


def test_a_provider_sees_the_reviews_it_took_part_in_and_no_others(signed_in, case, help_, per, pia):
    held = ReviewFactory(
        case=case, held=True, held_on=date(2026, 7, 27), next_due_on=date(2026, 9, 7), agreements="Vi ringer."
    )
    ReviewFactory(
        case=case, held=True, held_on=date(2026, 9, 7), next_due_on=date(2026, 10, 19), agreements="Uden jer."
    )
    url = reverse("reviews:delivered", args=[help_.pk])
    assert "Vi ringer." not in signed_in(per).get(url).content.decode()

    Participant.objects.create(review=held, kind="provider", name="Pia Ravn", user=pia, attended=True)

    shown = signed_in(per).get(url).content.decode()
    assert "Vi ringer." in shown
    assert "Uden jer." not in shown


@pytest.mark.parametrize(
    ("planned", "attended", "field"),
    [(10, None, "days_attended"), (None, 4, "days_planned"), (4, 5, "days_attended"), (400, 3, "days_attended")],
)
def test_attendance_is_days_of_days(help_, per, planned, attended, field):
    with pytest.raises(RuleBroken) as refused:
        write_follow_up_note(
            intervention=help_, on=TODAY, text="Fint.", days_planned=planned, days_attended=attended, scores={}, by=per
        )

    assert refused.value.field == field


def test_attendance_is_shown_to_the_caseworker(signed_in, case, help_, per, ida):
    review = ReviewFactory(case=case, due_on=TODAY)
    write_follow_up_note(
        intervention=help_, on=TODAY, text="Fint.", days_planned=20, days_attended=14, scores={}, by=per
    )

    assert "mødt 14 af 20 dage" in signed_in(ida).get(reverse("reviews:hold", args=[review.pk])).content.decode()
