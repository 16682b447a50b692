"""The moves kept are the moves the help gives, whatever happens in whatever order."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interventions import rules
from interventions.actions import end_intervention, start_intervention
from interventions.enums import EndReason, ReferralStatus
from interventions.models import Intervention, Step, StepMove
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.interventions import OfferFactory, ReferralFactory

JUNE_15 = date(2026, 6, 15)
TODAY = date(2026, 12, 1)
acts = st.lists(
    st.tuples(st.sampled_from(["start", "start", "end"]), st.integers(0, 5), st.integers(0, 90)), max_size=8
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_kept_moves_equal_the_rule_after_every_act(told):
    case = CaseFactory(caseworker=UserFactory())
    running = []
    for verb, number, day in told:
        on = JUNE_15 + timedelta(days=day)
        if verb == "start":
            running.append(_started(case, number, on))
        elif running:
            help_ = running.pop(number % len(running))
            end_intervention(
                intervention=help_, ends_on=max(on, help_.starts_on), reason=EndReason.FINISHED, text="Slut",
                today=TODAY, by=case.caseworker,
            )  # fmt: skip
        _moves_hold(case)


def _started(case, number, on):
    referral = ReferralFactory(
        case=case, offer=OfferFactory(step=number), status=ReferralStatus.ACCEPTED, approved=number >= 3
    )
    below = Step.objects.get(pk=number - 1) if number else None
    return start_intervention(
        referral=referral, starts_on=on, exit_plan="Hjem", next_step=below, today=TODAY, by=case.caseworker,
    )  # fmt: skip


def _moves_hold(case):
    given_help = Intervention.objects.filter(case=case).values_list("step_id", "starts_on", "ends_on")
    kept = StepMove.objects.filter(case=case).order_by("on").values_list("on", "from_step_id", "to_step_id")

    assert [rules.Move(*row) for row in kept] == rules.moves(rules.Period(*row) for row in given_help)
