"""Plan, goals and the provider's notes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from herning.audit.models import Event
from herning.rules import RuleBroken
from interventions.models import Intervention
from reviews.actions import agree_plan, close_goal, close_sub_goal, set_goal, set_sub_goal, write_follow_up_note
from reviews.models import FollowUpNote, Plan, SubGoal, SubGoalScore
from reviews.progress import progress
from tests.factories.accounts import DepartmentFactory
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import GoalFactory, PlanFactory, ReviewFactory, SubGoalFactory

ON = date(2026, 7, 6)


@pytest.fixture
def case(ida):
    return CaseFactory(caseworker=ida)


def test_a_new_plan_replaces_the_one_in_force_and_keeps_its_open_goals(ida, case):
    old = PlanFactory(case=case)
    kept, reached = GoalFactory(plan=old), GoalFactory(plan=old, reached_on=date(2026, 7, 1))

    new = agree_plan(case=case, kind="child", purpose="Hjem igen.", on=ON, seen_plan=old.pk, by=ida)

    assert list(Plan.objects.order_by("pk").values_list("pk", "agreed_on", "replaced_on")) == [
        (old.pk, date(2026, 6, 8), ON),
        (new.pk, ON, None),
    ]
    assert [type(goal).objects.get(pk=goal.pk).plan_id for goal in (kept, reached)] == [new.pk, old.pk]
    assert list(Event.objects.values_list("kind", "case_number", "by")) == [("plan.agreed", case.number, ida.pk)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"purpose": " "}, "purpose"), ({"on": date(2026, 5, 1)}, "on"), ({"kind": "youth"}, "kind")],
)
def test_a_plan_out_of_order_is_refused(ida, case, changed, field):
    with pytest.raises(RuleBroken) as broken:
        agree_plan(case=case, seen_plan=None, by=ida, **{"kind": "child", "purpose": "Ro.", "on": ON} | changed)

    assert broken.value.field == field
    assert list(Plan.objects.all()) == []


def test_a_youth_plan_from_sixteen(ida):
    young = CaseFactory(caseworker=ida, child__born_on=date(2010, 7, 6))

    assert agree_plan(case=young, kind="youth", purpose="Eget liv.", on=ON, seen_plan=None, by=ida).kind == "youth"


def test_goals_and_sub_goals_are_set_and_closed(ida, case):
    plan = PlanFactory(case=case)
    goal = set_goal(plan=plan, whose="parents", domain="family", text="Ro ved bordet", on=ON, by=ida)
    one = set_sub_goal(goal=goal, text="Spiser sammen", measure="Fire dage", on=ON, by=ida)
    two = set_sub_goal(goal=goal, text="Ingen råben", on=ON, by=ida)

    close_sub_goal(sub_goal=one, on=date(2026, 8, 1), by=ida)
    assert list(SubGoal.objects.in_force(case)) == [two]

    close_goal(goal=goal, on=date(2026, 8, 10), by=ida)
    assert list(SubGoal.objects.order_by("pk").values_list("closed_on", flat=True)) == [
        date(2026, 8, 1),
        date(2026, 8, 10),
    ]
    with pytest.raises(RuleBroken, match="allerede lukket"):
        close_goal(goal=goal, on=date(2026, 8, 11), by=ida)
    with pytest.raises(RuleBroken, match="Målet er lukket"):
        set_sub_goal(goal=goal, text="Mere", on=date(2026, 8, 11), by=ida)


def test_a_stranger_plans_nothing(bo, per, case):
    for person in (bo, per):
        with pytest.raises(PermissionDenied):
            agree_plan(case=case, kind="child", purpose="Ro.", on=ON, seen_plan=None, by=person)


@pytest.fixture
def help_(case, claudisvej):
    return InterventionFactory(case=case, department=claudisvej)


@pytest.fixture
def sub_goal(case):
    return SubGoalFactory(goal=GoalFactory(plan=PlanFactory(case=case)))


def test_a_provider_writes_a_note_with_scores_and_a_proposal(per, help_, sub_goal):
    note = write_follow_up_note(
        intervention=help_, on=ON, text="Det går.", attendance="5 af 6", proposal="down", proposal_reason="Klar.",
        scores={sub_goal.pk: 2}, by=per,
    )  # fmt: skip

    kept = FollowUpNote.objects.get()
    assert (kept, kept.written_by, kept.proposal, kept.attendance) == (note, per, "down", "5 af 6")
    assert list(SubGoalScore.objects.values_list("sub_goal", "note", "on", "score")) == [(sub_goal.pk, note.pk, ON, 2)]
    assert list(Event.objects.values_list("kind", "case_number")) == [("follow_up_note.written", help_.case.number)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"),
        ({"on": date(2026, 6, 1)}, "on"),
        ({"proposal": "up"}, "proposal_reason"),
        ({"proposal_reason": "Fordi."}, "proposal"),
        ({"scores": {0: 1}}, "scores"),
    ],
)
def test_a_note_out_of_order_is_refused(per, help_, changed, field):
    with pytest.raises(RuleBroken) as broken:
        write_follow_up_note(intervention=help_, by=per, **{"on": ON, "text": "Det går.", "scores": {}} | changed)

    assert broken.value.field == field
    assert list(FollowUpNote.objects.all()) == []


def test_another_department_writes_no_note(stig, ida, help_):
    for person in (stig, ida):
        with pytest.raises(PermissionDenied):
            write_follow_up_note(intervention=help_, on=ON, text="Det går.", scores={}, by=person)


def test_progress_shows_our_scores_and_the_providers(case, sub_goal, help_, per):
    review = ReviewFactory(case=case, held=True)
    SubGoalScore.objects.create(sub_goal=sub_goal, review=review, on=review.held_on, score=-1)
    write_follow_up_note(intervention=help_, on=ON, text="Det går.", scores={sub_goal.pk: 1}, by=per)
    elsewhere = InterventionFactory(case=case, department=DepartmentFactory())
    other = FollowUpNote.objects.create(intervention=elsewhere, on=date(2026, 7, 30), text="x", written_by=per)
    SubGoalScore.objects.create(sub_goal=sub_goal, note=other, on=other.on, score=2)

    (row,) = progress([sub_goal])
    assert (row.ours, row.providers, row.series) == (-1, 2, [-1])

    (own,) = progress([sub_goal], seen_by=per)
    assert (own.ours, own.providers, own.series) == (None, 1, [1])


def test_a_corrected_notes_scores_count_no_more(case, sub_goal, help_, per):
    told = {"intervention": help_, "on": ON, "text": "Det går.", "by": per}
    wrong = write_follow_up_note(scores={sub_goal.pk: 2}, **told)
    (row,) = progress([sub_goal])
    assert row.providers_series == [2]

    mended = write_follow_up_note(scores={sub_goal.pk: -1}, amends=wrong, **told)

    (row,) = progress([sub_goal])
    assert (row.providers, row.providers_series) == (-1, [-1])
    assert sorted(SubGoalScore.objects.values_list("note", "score")) == [(wrong.pk, 2), (mended.pk, -1)]


def test_a_correction_that_changes_nothing_is_refused(sub_goal, help_, per):
    told = {"intervention": help_, "on": ON, "text": "Det går.\nIgen.", "scores": {sub_goal.pk: 2}, "by": per}
    note = write_follow_up_note(**told)

    with pytest.raises(RuleBroken, match="Intet er rettet"):
        write_follow_up_note(amends=note, **told | {"text": "Det går.\r\nIgen. "})

    assert list(FollowUpNote.objects.all()) == [note]


def test_notes_are_seen_by_the_case_and_by_their_own_department(help_, per, stig, ida, bo):
    note = write_follow_up_note(intervention=help_, on=ON, text="Det går.", scores={}, by=per)

    seen = {person.name: list(FollowUpNote.objects.visible_to(person)) for person in (per, stig, ida, bo)}

    assert seen == {per.name: [note], stig.name: [], ida.name: [note], bo.name: []}
    assert list(Intervention.objects.visible_to(stig)) == []
