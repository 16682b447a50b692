"""Who reaches a case, who is given one, who looks into one."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from cases.access import must_reach
from cases.actions import (
    assign_case,
    open_with_reason,
)
from cases.models import Case, CaseGrant
from herning.audit.models import Event
from herning.rules import RuleBroken
from tests.factories.accounts import UserFactory

DAY = date(2026, 11, 17)


def test_must_reach_asks_whose_case_it_is(case, ida, lone, bo, system):
    for within in (ida, lone, system):
        must_reach(case, within)
    for outside in (bo, UserFactory(team=ida.team)):
        with pytest.raises(PermissionDenied):
            must_reach(case, outside)


def test_open_with_reason_opens_for_24_hours(case, bo):
    now = datetime.now(UTC)

    grant = open_with_reason(case=case, reason="Søskende til min sag", at=now, by=bo)

    assert (grant.until - now).total_seconds() == 24 * 3600
    assert list(Case.objects.visible_to(bo)) == [case]
    must_reach(case, bo)


def test_a_grant_that_has_run_out_opens_nothing(case, bo):
    open_with_reason(case=case, reason="Vagt", at=datetime(2026, 1, 1, tzinfo=UTC), by=bo)

    assert list(Case.objects.visible_to(bo)) == []


def test_the_reason_is_shown_to_both_leaders(case, bo, lone, other_team):
    grant = open_with_reason(case=case, reason="Vagt", at=datetime.now(UTC), by=bo)
    leader_of_bo = UserFactory(role="team_leader", team=other_team)

    assert list(CaseGrant.objects.visible_to(lone)) == [grant]
    assert list(CaseGrant.objects.visible_to(leader_of_bo)) == [grant]
    assert list(CaseGrant.objects.visible_to(UserFactory(role="team_leader"))) == []


def test_open_with_reason_needs_one_and_not_for_ones_own(case, bo, ida):
    with pytest.raises(RuleBroken) as refused:
        open_with_reason(case=case, reason=" ", at=datetime.now(UTC), by=bo)
    assert refused.value.field == "reason"
    with pytest.raises(RuleBroken, match="din egen"):
        open_with_reason(case=case, reason="x", at=datetime.now(UTC), by=ida)


def test_assign_case_moves_it_to_the_caseworkers_team(case, lone, bo):
    given = assign_case(case=case, caseworker=bo, reason="Flyttet til Nord", on=DAY, by=lone)

    given.refresh_from_db()
    assert (given.caseworker, given.team, given.district) == (bo, bo.team, bo.team.district)
    assert Event.objects.get().why == "Flyttet til Nord"


@pytest.mark.parametrize("changed", [{"reason": ""}, {"on": date(2026, 5, 1)}])
def test_assign_case_refuses(case, lone, bo, changed):
    said = {"case": case, "caseworker": bo, "reason": "x", "on": DAY, "by": lone}

    with pytest.raises(RuleBroken):
        assign_case(**(said | changed))


def test_assign_case_refuses_whoever_is_no_caseworker(case, lone, per, ida):
    with pytest.raises(RuleBroken, match="rådgiver"):
        assign_case(case=case, caseworker=per, reason="x", on=DAY, by=lone)
    with pytest.raises(RuleBroken, match="har allerede sagen"):
        assign_case(case=case, caseworker=ida, reason="x", on=DAY, by=lone)
