"""Sofie's case, followed up."""

import pytest
from django.utils import timezone

from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import GoalFactory, PlanFactory, ReviewFactory, SubGoalFactory


@pytest.fixture
def case(ida):
    return CaseFactory(caseworker=ida, child__name="Sofie Mikkelsen")


@pytest.fixture
def help_(case, claudisvej):
    return InterventionFactory(case=case, department=claudisvej, exit_plan="Hjem til mor.")


@pytest.fixture
def review(case, help_):
    return ReviewFactory(case=case, due_on=timezone.localdate())


@pytest.fixture
def sub_goal(case):
    return SubGoalFactory(goal=GoalFactory(plan=PlanFactory(case=case)), text="Sover hele natten")
