"""What offers have led to, against help made by hand."""

from datetime import date

import pytest

from interventions.choosing.need import METHODS_FOR
from interventions.enums import EndReason
from interventions.models import OfferOutcome, Step, StepMove
from reviews.actions import count_outcomes
from reviews.domains import domains_worked_on
from reviews.enums import Domain
from reviews.models import FollowUpNote, HoldCheck, SubGoalScore
from reviews.tasks import count_outcomes as task
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory, OfferFactory
from tests.factories.reviews import FollowUpNoteFactory, GoalFactory, PlanFactory, SubGoalFactory

BEGAN, ENDED, ON = date(2026, 1, 5), date(2026, 6, 1), date(2026, 11, 20)


@pytest.fixture
def offer(db):
    """An offer on step 4."""
    return OfferFactory(step=4)


def ended(offer, *, reason=EndReason.MOVED_DOWN, ends_on=ENDED, case=None):
    """Help at the offer that has ended."""
    case = case or CaseFactory()
    return InterventionFactory(
        case=case, offer=offer, starts_on=BEGAN, ends_on=ends_on, ended_by=case.caseworker, end_reason=reason
    )


def counted(offer, system, on=ON):
    """The offer's row after counting: ended, well, scored, better, stepped down, held, weeks."""
    count_outcomes(on=on, by=system)
    row = OfferOutcome.objects.get(offer=offer)
    return (
        row.ended, row.ended_well, row.scored, row.goals_better, row.stepped_down, row.held, row.median_weeks,
    )  # fmt: skip


def moved(help_, *, on, from_step, to_step):
    """A later move of the same case."""
    StepMove.objects.create(
        case=help_.case, on=on, from_step_id=from_step, to_step=Step.objects.get(pk=to_step), cause="start",
        reason="Mere hjælp", intervention=help_, decided_by=help_.case.caseworker,
    )  # fmt: skip


def scored(help_, *scores):
    """Follow-up notes that score one sub-goal, a month apart."""
    sub_goal = SubGoalFactory(goal=GoalFactory(plan=PlanFactory(case=help_.case)))
    for month, score in enumerate(scores, start=2):
        note = FollowUpNoteFactory(intervention=help_, on=date(2026, month, 1))
        SubGoalScore.objects.create(sub_goal=sub_goal, note=note, on=note.on, score=score)


def test_each_child_counts_once_by_the_help_that_ended_last(offer, system):
    case = CaseFactory()
    ended(offer, case=case, reason=EndReason.BREAKDOWN, ends_on=date(2026, 3, 2))
    ended(offer, case=case)
    ended(offer, reason=EndReason.MOVED_UP)
    InterventionFactory(offer=offer, starts_on=BEGAN)

    assert counted(offer, system) == (2, 1, 0, 0, 1, 1, 21)


def test_goals_went_forward_when_last_scores_lie_above_the_first(offer, system):
    scored(ended(offer), -1, 1)
    scored(ended(offer), 1, 0)
    scored(ended(offer), -2)

    assert counted(offer, system)[2:4] == (2, 1)


@pytest.mark.parametrize(
    ("reason", "moves", "held"),
    [
        (EndReason.MOVED_DOWN, [], 1),
        (EndReason.MOVED_DOWN, [(date(2026, 6, 20), None, 3)], 1),
        (EndReason.MOVED_DOWN, [(date(2026, 8, 20), 2, 3)], 0),
        (EndReason.MOVED_DOWN, [(date(2026, 7, 1), None, 4)], 0),
        (EndReason.MOVED_DOWN, [(date(2026, 9, 2), 2, 4)], 1),
        (EndReason.MOVED_DOWN, [(date(2026, 7, 1), 3, 2)], 1),
        (EndReason.FINISHED, [(date(2026, 7, 1), None, 1)], 0),
    ],
)
def test_without_an_answer_a_step_down_holds_unless_the_child_moved_up_within_three_months(
    offer, system, reason, moves, held
):
    help_ = ended(offer, reason=reason)
    for on, from_step, to_step in moves:
        moved(help_, on=on, from_step=from_step, to_step=to_step)

    assert counted(offer, system)[4:6] == (1, held)


@pytest.mark.parametrize(("answer", "held"), [("yes", 1), ("partly", 0), ("no", 0), ("unknown", 1)])
def test_an_answered_check_decides(offer, system, answer, held):
    help_ = ended(offer)
    HoldCheck.objects.create(
        case=help_.case, moved_on=ENDED, from_step_id=4, to_step_id=3, months=3, due_on=date(2026, 9, 1),
        answer=answer, answered_on=date(2026, 9, 2), answered_by=help_.case.caseworker,
    )  # fmt: skip

    assert counted(offer, system)[4:6] == (1, held)


def test_a_step_down_is_not_asked_about_before_three_months(offer, system):
    ended(offer)

    assert counted(offer, system, on=date(2026, 8, 31))[4:6] == (0, 0)


def test_counting_twice_and_by_the_task_gives_the_same(offer, system, time_machine):
    time_machine.move_to("2026-11-20T03:00:00+01:00")
    ended(offer)
    first = counted(offer, system)
    task()

    assert (counted(offer, system), OfferOutcome.objects.count()) == (first, 1)


def test_the_plan_tells_which_domains_it_works_on(system):
    case = CaseFactory()
    plan = PlanFactory(case=case)
    SubGoalFactory(goal=GoalFactory(plan=plan, domain="health"))
    SubGoalFactory(goal=GoalFactory(plan=plan, domain="school"))
    SubGoalFactory(goal=GoalFactory(plan=plan, domain="family"), closed_on=date(2026, 7, 1))

    assert domains_worked_on(case) == {"school": "Skole og arbejde", "health": "Sundhed"}


def test_every_domain_has_its_kinds_of_help():
    assert set(METHODS_FOR) == set(Domain.values)


def test_a_corrected_notes_score_leads_nowhere(offer, system):
    help_ = ended(offer)
    scored(help_, -1, 2)
    assert counted(offer, system)[2:4] == (1, 1)

    wrong = FollowUpNote.objects.order_by("on").last()
    mended = FollowUpNoteFactory(intervention=help_, on=wrong.on, amends=wrong)
    SubGoalScore.objects.create(sub_goal=wrong.scores.get().sub_goal, note=mended, on=wrong.on, score=-2)

    assert counted(offer, system)[2:4] == (1, 0)
