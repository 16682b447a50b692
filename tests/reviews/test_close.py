"""What must be finished before a case is closed, and how its page leads there."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from cases.actions import (
    acknowledge_concern,
    assess_concern,
    close_concern,
    finish_investigation,
    waive_conversation,
)
from cases.models import Case
from herning.rules import RuleBroken
from reviews.actions import close_case
from tests.factories.cases import (
    CaseFactory,
    ChildConversationFactory,
    ChildFactory,
    ConcernFactory,
    InvestigationFactory,
)
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import ReviewFactory
from tests.today import TODAY

CAME_AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
BEGUN_ON, ENDED_ON = date(2026, 6, 15), date(2026, 7, 27)
SOFIE, ANTON, EA = "2016-05-04", "2009-11-19", "2008-11-20"


@pytest.fixture
def spoken(case):
    """Sofie's case, in which she has been spoken with since it was opened."""
    ChildConversationFactory(case=case)
    return case


def close(case, by, **changed):
    said = {"reason": "no_need", "text": "Det går godt.", "aftercare": "Ring til Ida.", "on": TODAY}
    return close_case(case=case, by=by, **(said | changed))


def test_a_case_with_an_unfinished_investigation_is_not_closed(spoken, ida):
    begun = InvestigationFactory(case=spoken)

    with pytest.raises(RuleBroken, match=r"Undersøgelsen, der begyndte .* er ikke afsluttet"):
        close(spoken, ida)

    finish_investigation(investigation=begun, child_and_family="x", conclusion="§ 32.", on=TODAY, by=ida)
    assert close(spoken, ida).closed_on == TODAY


def test_a_case_is_not_closed_from_a_concern_that_nobody_has_answered(spoken, ida):
    concern = ConcernFactory(child=spoken.child, team=ida.team, received_at=CAME_AT)

    with pytest.raises(RuleBroken, match="ikke vurderet"):
        close(spoken, ida)
    assess_concern(concern=concern, is_in_danger=False, assessment="x", at=CAME_AT + timedelta(hours=1), by=ida)
    with pytest.raises(RuleBroken, match="ikke afgjort"):
        close(spoken, ida)
    close_concern(concern=concern, reason="Talt med skolen.", on=TODAY, by=ida)
    with pytest.raises(RuleBroken, match="mangler kvittering"):
        close(spoken, ida)
    acknowledge_concern(concern=concern, on=TODAY, by=ida)

    assert close(spoken, ida).closed_on == TODAY


def test_another_childs_concern_and_an_anonymous_one_that_is_decided_hold_nothing_up(spoken, ida):
    ConcernFactory(team=ida.team)
    ConcernFactory(
        child=spoken.child, reporter_kind="anonymous", received_at=CAME_AT, assessed_at=CAME_AT, assessed_by=ida,
        is_in_danger=False, outcome="none", decided_on=TODAY, decided_by=ida,
    )  # fmt: skip

    assert close(spoken, ida).closed_on == TODAY


def test_closing_is_a_decision_the_child_is_spoken_with_before(case, ida):
    ChildConversationFactory(case=case, on=date(2026, 6, 2))
    InterventionFactory(case=case, starts_on=BEGUN_ON, ends_on=ENDED_ON, ended_by=ida, end_reason="finished")

    with pytest.raises(RuleBroken, match="ikke talt med siden man 15"):
        close(case, ida)

    waive_conversation(case=case, on=TODAY, reason="Ønskede det ikke; synet er hentet hos mormor.", by=ida)
    assert close(case, ida).closed_on == TODAY


def test_a_review_that_ended_the_help_has_heard_the_child(case, ida):
    InterventionFactory(case=case, starts_on=BEGUN_ON, ends_on=ENDED_ON, ended_by=ida, end_reason="finished")
    ReviewFactory(case=case, held=True, decision="end", next_due_on=None)

    assert close(case, ida).closed_on == TODAY


@pytest.mark.parametrize(
    ("born_on", "reason", "is_asked"),
    [(SOFIE, "moved", True), (SOFIE, "died", False), (ANTON, "no_need", True), (EA, "came_of_age", False)],
)
def test_only_a_living_child_under_18_is_spoken_with_before_the_end(ida, born_on, reason, is_asked):
    case = CaseFactory(caseworker=ida, child__born_on=date.fromisoformat(born_on))

    if is_asked:
        with pytest.raises(RuleBroken, match="ikke talt med"):
            close(case, ida, reason=reason)
    else:
        assert close(case, ida, reason=reason).closing_reason == reason


def test_an_unborn_childs_case_is_closed_without_a_conversation(ida):
    assert close(CaseFactory(caseworker=ida, child=ChildFactory(unborn=True)), ida).closed_on == TODAY


def test_the_page_leads_to_all_that_is_open_and_not_to_another_teams_concern(signed_in, ida, case, other_team):
    begun = InvestigationFactory(case=case)
    own = ConcernFactory(child=case.child, team=ida.team, received_at=CAME_AT)
    theirs = ConcernFactory(child=case.child, team=other_team, received_at=CAME_AT)
    client, url = signed_in(ida), reverse("reviews:close_case", args=[case.number])

    page = client.get(url)

    assert [address for _, address in page.context["open_ends"]] == [
        reverse("cases:finish_investigation", args=[case.number, begun.pk]),
        reverse("cases:assess_concern", args=[own.pk]),
        "",
        reverse("cases:conversation", args=[case.number]),
    ]
    assert "hos Team Nord er ikke vurderet" in page.content.decode()
    assert reverse("cases:assess_concern", args=[theirs.pk]) not in page.content.decode()
    assert client.post(url, {"reason": "no_need", "text": "x", "on": TODAY}).status_code == 422
    assert Case.objects.get().closed_on is None


def test_a_case_with_nothing_open_says_nothing_of_it(signed_in, ida, spoken):
    page = signed_in(ida).get(reverse("reviews:close_case", args=[spoken.number]))

    assert (page.context["open_ends"], "før sagen kan lukkes" in page.content.decode()) == ([], False)
