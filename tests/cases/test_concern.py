"""A concern from register to outcome."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions import (
    acknowledge_concern,
    assess_concern,
    close_concern,
    join_concern,
    open_case,
    register_concern,
)
from cases.models import Case, Concern
from herning.audit.models import Event
from herning.rules import RuleBroken
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, ChildFactory, ConcernFactory

NINE = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
TEN = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 17)


@pytest.fixture
def concern(team, ida):
    """An unassessed concern in Ida's team."""
    return ConcernFactory(team=team, registered_by=ida)


@pytest.fixture
def assessed(concern, ida):
    """The same, assessed."""
    return assess_concern(concern=concern, is_in_danger=False, assessment="Bor hos mormor nu.", at=TEN, by=ida)


def register(by, **changed):
    said = {
        "child": ChildFactory(), "received_at": NINE, "reporter_kind": "school", "reporter_name": "Jens",
        "reporter_contact": "", "text": "Kommer ikke i skole.", "now": TEN, "by": by,
    }  # fmt: skip
    return register_concern(**(said | changed))


def test_register_concern_lies_with_the_team_of_the_one_who_takes_it(ida, team):
    concern = register(ida)

    assert (concern.team, concern.district, concern.registered_by) == (team, team.district, ida)
    assert [event.kind for event in Event.objects.all()] == ["concern.registered"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"received_at": datetime(2026, 11, 16, 9, 1, tzinfo=UTC)}, "received_at"), ({"text": "  "}, "text")],
)
def test_register_concern_refuses(ida, changed, field):
    with pytest.raises(RuleBroken) as refused:
        register(ida, **changed)

    assert refused.value.field == field
    assert list(Concern.objects.all()) == []


def test_assess_concern_says_who_when_and_what(assessed, ida):
    assessed.refresh_from_db()

    assert (assessed.is_in_danger, assessed.assessed_at, assessed.assessed_by) == (False, TEN, ida)


def test_assess_concern_is_done_once(assessed, ida):
    with pytest.raises(RuleBroken, match="allerede vurderet"):
        assess_concern(concern=assessed, is_in_danger=True, assessment="Nej", at=TEN, by=ida)


def test_assess_concern_lies_not_before_it_came(concern, ida):
    with pytest.raises(RuleBroken) as refused:
        assess_concern(
            concern=concern, is_in_danger=True, assessment="x", at=datetime(2026, 11, 16, 7, tzinfo=UTC), by=ida
        )

    assert refused.value.field == "assessed_at"


def test_another_team_cannot_assess(concern, bo):
    with pytest.raises(PermissionDenied):
        assess_concern(concern=concern, is_in_danger=True, assessment="x", at=TEN, by=bo)


def test_acknowledge_concern_refuses_an_anonymous_reporter_and_a_second_time(concern, team, ida):
    told = acknowledge_concern(concern=concern, on=DAY, by=ida)
    anonymous = ConcernFactory(team=team, reporter_kind="anonymous")

    assert told.acknowledged_on == DAY
    with pytest.raises(RuleBroken, match="allerede kvitteret"):
        acknowledge_concern(concern=concern, on=DAY, by=ida)
    with pytest.raises(RuleBroken, match="anonym"):
        acknowledge_concern(concern=anonymous, on=DAY, by=ida)


def test_nothing_is_decided_before_the_danger_is_assessed(concern, ida):
    with pytest.raises(RuleBroken, match="Vurdér først"):
        open_case(concern=concern, reason="Behov", on=DAY, by=ida)
    with pytest.raises(RuleBroken, match="Vurdér først"):
        close_concern(concern=concern, reason="Intet", on=DAY, by=ida)


def test_open_case_is_the_caseworkers_and_counts_from_when_the_concern_came(assessed, ida, team):
    case = open_case(concern=assessed, reason="Behov for hjælp", on=date(2026, 11, 18), by=ida)

    assessed.refresh_from_db()
    assert case.number.startswith("2026-")
    assert (case.caseworker, case.team, case.district) == (ida, team, team.district)
    assert (case.aware_on, case.opened_on) == (date(2026, 11, 16), date(2026, 11, 18))
    assert (assessed.outcome, assessed.case, assessed.outcome_reason) == ("opened", case, "Behov for hjælp")


def test_a_leader_gives_the_new_case_to_somebody_of_the_team(assessed, lone, ida, bo):
    with pytest.raises(RuleBroken, match="Vælg den rådgiver"):
        open_case(concern=assessed, reason="Behov", on=DAY, by=lone)
    with pytest.raises(RuleBroken, match="et andet team"):
        open_case(concern=assessed, reason="Behov", on=DAY, caseworker=bo, by=lone)

    assert open_case(concern=assessed, reason="Behov", on=DAY, caseworker=ida, by=lone).caseworker == ida


def test_a_child_gets_one_open_case(assessed, ida):
    case = CaseFactory(child=assessed.child, caseworker=ida)

    with pytest.raises(RuleBroken, match=case.number):
        open_case(concern=assessed, reason="Behov", on=DAY, by=ida)

    assert list(Case.objects.all()) == [case]


def test_a_concern_is_decided_once(assessed, ida):
    close_concern(concern=assessed, reason="Ingen grund", on=DAY, by=ida)

    with pytest.raises(RuleBroken, match="allerede taget stilling"):
        open_case(concern=assessed, reason="Behov", on=DAY, by=ida)

    assert list(Case.objects.all()) == []


def test_join_concern_shows_it_to_whoever_has_the_case(assessed, ida, bo):
    case = CaseFactory(child=assessed.child, caseworker=bo)
    assert list(Concern.objects.visible_to(bo)) == []

    join_concern(concern=assessed, case=case, reason="Samme bekymring", on=DAY, by=ida)

    assert list(Concern.objects.visible_to(bo)) == [assessed]


def test_join_concern_refuses_another_childs_case_and_a_closed_one(assessed, ida):
    closed = CaseFactory(
        child=assessed.child, caseworker=ida, closed_on=date(2026, 11, 1), closed_by=ida, closing_reason="no_need"
    )

    with pytest.raises(RuleBroken, match="andet barns"):
        join_concern(concern=assessed, case=CaseFactory(caseworker=ida), reason="x", on=DAY, by=ida)
    with pytest.raises(RuleBroken, match="lukket"):
        join_concern(concern=assessed, case=closed, reason="x", on=DAY, by=ida)


def test_close_concern_needs_a_reason_and_a_day_after_it_came(assessed, ida):
    with pytest.raises(RuleBroken) as refused:
        close_concern(concern=assessed, reason=" ", on=DAY, by=ida)
    assert refused.value.field == "reason"
    with pytest.raises(RuleBroken) as refused:
        close_concern(concern=assessed, reason="x", on=date(2026, 11, 15), by=ida)
    assert refused.value.field == "on"


def test_a_child_in_danger_is_not_dismissed_without_saying_what_was_done(concern, ida):
    assess_concern(concern=concern, is_in_danger=True, assessment="Slået i går.", at=TEN, by=ida)
    said = {"concern": concern, "reason": "Mor er flyttet.", "on": DAY, "by": ida}

    with pytest.raises(RuleBroken, match="i fare") as refused:
        close_concern(**said)
    assert refused.value.field == "protection"
    concern.refresh_from_db()
    assert concern.outcome == ""

    close_concern(**said, protection=" Bor hos mormor; skolen ringer hver dag. ")
    concern.refresh_from_db()
    assert (concern.outcome, concern.protection) == ("none", "Bor hos mormor; skolen ringer hver dag.")


@pytest.mark.parametrize("somebody", ["per", "pia", "rie", "sanne", "alf"])
def test_only_casework_sees_concerns(request, concern, somebody):
    user = request.getfixturevalue(somebody)

    assert list(Concern.objects.visible_to(user)) == []
    with pytest.raises(PermissionDenied):
        close_concern(concern=concern, reason="x", on=DAY, by=user)


def test_a_colleague_of_the_team_may_assess(concern, team):
    colleague = UserFactory(team=team)

    assert assess_concern(concern=concern, is_in_danger=True, assessment="x", at=TEN, by=colleague).is_in_danger
