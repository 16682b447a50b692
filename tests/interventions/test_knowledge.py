"""The knowledge team advises from what was released; its members read that alone, until the meeting is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from herning.accounts.permissions import Role
from herning.audit.models import Access, Event
from herning.rules import RuleBroken
from interventions import knowledge_rules as rules
from interventions.actions import (
    call_knowledge_team,
    cancel_knowledge_team,
    change_knowledge_team,
    record_advice,
)
from interventions.enums import MeetingStatus
from interventions.models import KnowledgeTeamInvitation, KnowledgeTeamMeeting
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.knowledge import InvitationFactory, MeetingFactory

TODAY = date(2026, 11, 18)
FRIDAY = date(2026, 11, 20)
PAPERS = {
    "meets_on": FRIDAY, "meets_at": None, "place": "Rådhuset", "summary": "En dreng med fravær siden maj.",
    "question": "Hvilken hjælp på trin 2 passer?", "agenda": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel(datetime(2026, 11, 18, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def case(ida):
    """Ida's case about a child whose address is protected."""
    return CaseFactory(
        caseworker=ida, child__name="Anton Bech-Holm", child__is_address_protected=True,
        child__address="Skjulvej 7, 7400 Herning",
    )  # fmt: skip


@pytest.fixture
def pernille(db):
    """The leader of another department."""
    return UserFactory(name="Pernille Krag", email="pernille@example.dk", role=Role.PROVIDER_LEADER)


def call(case, by, *leaders, **changes):
    return call_knowledge_team(case=case, leaders=leaders, on=TODAY, by=by, **PAPERS | changes)


def seen_by(leader, meeting, signed_in):
    return signed_in(leader).get(f"/vidensteam/{meeting.pk}/").status_code


def test_what_may_follow_what():
    table = {status: sorted(rules.MEETING_TRANSITIONS[status]) for status in MeetingStatus.values}

    assert table == {"planned": ["cancelled", "held"], "held": [], "cancelled": []}


@pytest.mark.parametrize(("name", "letters"), [("Anton Bech-Holm", "A.B.H."), ("Åse", "Å."), ("x", "X.")])
def test_initials_are_all_that_is_shown_of_a_name(name, letters):
    assert rules.initials(name) == letters


def test_an_invited_leader_reads_the_papers_and_nothing_else(case, ida, pia, pernille, signed_in):
    meeting = call(case, ida, pia)

    page = signed_in(pia).get(f"/vidensteam/{meeting.pk}/").content.decode()
    assert (PAPERS["summary"] in page, PAPERS["question"] in page, "A.B.H." in page) == (True, True, True)
    assert [word for word in ("Anton", "Skjulvej", case.number, str(case.child.cpr)) if word in page] == []
    assert signed_in(pia).get(f"/sager/{case.number}/").status_code == 403
    assert seen_by(pernille, meeting, signed_in) == 404
    assert list(Event.objects.order_by("pk").values_list("kind", "case_number")) == [
        ("knowledge_team.called", case.number), ("knowledge_team.invited", case.number),
    ]  # fmt: skip
    looks = Access.objects.filter(page="interventions:meeting", by=pia)
    assert list(looks.values_list("case_number", "relation")) == [(case.number, "knowledge_team")]


def test_the_invitation_stands_on_the_leaders_start_page_and_the_meeting_on_the_caseworkers(case, ida, pia, signed_in):
    meeting = call(case, ida, pia)

    assert [found.pk for found in signed_in(pia).get("/").context["meetings"]] == [meeting.pk]
    rows = [row for row in signed_in(ida).get("/").context["day"].rows if row.kind == "knowledge_team"]
    assert [(row.due, row.url) for row in rows] == [(FRIDAY, f"/sager/{case.number}/vidensteam/")]


def test_the_papers_close_when_the_meeting_is_held(case, ida, pia, signed_in):
    meeting = call(case, ida, pia, meets_on=TODAY)
    assert seen_by(pia, meeting, signed_in) == 200

    held = record_advice(
        meeting=meeting, advice="Prøv FFT.", decision="Jeg visiterer.", attended=[pia], on=TODAY, by=ida
    )

    assert (held.status, held.recorded_on, held.recorded_by) == (MeetingStatus.HELD, TODAY, ida)
    assert list(held.invitations.values_list("attended", flat=True)) == [True]
    assert seen_by(pia, meeting, signed_in) == 404


def test_the_papers_close_when_it_is_called_off(case, ida, pia, signed_in):
    meeting = call(case, ida, pia)

    cancel_knowledge_team(meeting=meeting, reason="Sygdom", by=ida)

    assert seen_by(pia, meeting, signed_in) == 404
    with pytest.raises(RuleBroken, match="Aflyst"):
        record_advice(meeting=meeting, advice="x", decision="y", attended=[], on=FRIDAY, by=ida)


def test_the_papers_close_when_the_day_is_over(case, ida, pia, signed_in):
    meeting = call(case, ida, pia)
    found = []
    for day in (FRIDAY, FRIDAY + timedelta(days=1)):
        with time_machine.travel(datetime(day.year, day.month, day.day, 20, 0, tzinfo=UTC), tick=False):
            found.append(seen_by(pia, meeting, signed_in))

    assert found == [200, 404]


def test_the_papers_close_for_whose_invitation_is_taken_back_and_open_again(case, ida, pia, pernille, signed_in):
    meeting = call(case, ida, pia)

    change_knowledge_team(meeting=meeting, leaders=[pernille], on=TODAY, by=ida, **PAPERS)
    assert (seen_by(pia, meeting, signed_in), seen_by(pernille, meeting, signed_in)) == (404, 200)

    change_knowledge_team(meeting=meeting, leaders=[pia, pernille], on=TODAY, by=ida, **PAPERS)
    assert (seen_by(pia, meeting, signed_in), seen_by(pernille, meeting, signed_in)) == (200, 200)
    assert KnowledgeTeamInvitation.objects.count() == 2


@pytest.mark.parametrize("role", [Role.PROVIDER_WORKER, Role.MANAGER, Role.ADMINISTRATOR, Role.TEAM_LEADER])
def test_only_provider_leaders_are_invited(role, case, ida):
    with pytest.raises(RuleBroken) as refused:
        call(case, ida, UserFactory(role=role))

    assert (refused.value.field, KnowledgeTeamMeeting.objects.count(), Event.objects.count()) == ("leaders", 0, 0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"summary": "Barnet 040516-1234"}, "summary"), ({"agenda": "0405161234"}, "agenda"),
        ({"summary": "De bor på skjulvej 7."}, "summary"), ({"question": "Hvad med Skjulvej 7?"}, "question"),
        ({"summary": " "}, "summary"), ({"question": ""}, "question"),
        ({"meets_on": date(2026, 11, 17)}, "meets_on"), ({"meets_on": date(2027, 6, 1)}, "meets_on"),
    ],
)  # fmt: skip
def test_what_must_not_be_released_is_refused_beside_the_field(wrong, field, case, ida, pia):
    with pytest.raises(RuleBroken) as refused:
        call(case, ida, pia, **wrong)

    assert (refused.value.field, KnowledgeTeamMeeting.objects.count()) == (field, 0)


def test_nobody_invited_is_no_meeting(case, ida):
    with pytest.raises(RuleBroken, match="mindst én"):
        call(case, ida)


def test_advice_is_not_written_before_the_day(case, ida, pia):
    meeting = call(case, ida, pia)

    with pytest.raises(RuleBroken, match="først"):
        record_advice(meeting=meeting, advice="x", decision="y", attended=[pia], on=TODAY, by=ida)


def test_the_authority_says_what_it_does_with_the_advice(case, ida, pia):
    meeting = call(case, ida, pia, meets_on=TODAY)

    with pytest.raises(RuleBroken) as refused:
        record_advice(meeting=meeting, advice="Prøv FFT.", decision=" ", attended=[pia], on=TODAY, by=ida)

    assert refused.value.field == "decision"


def test_neither_a_stranger_nor_a_leader_calls_one(case, bo, pia):
    for by in (bo, pia):
        with pytest.raises(PermissionDenied):
            call(case, by, pia)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_meetings_asks_the_same_however_many(rows, case, ida, signed_in):
    for _ in range(rows):
        meeting = MeetingFactory(case=case)
        InvitationFactory(meeting=meeting)
        InvitationFactory(meeting=meeting)
    client = signed_in(ida)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/sager/{case.number}/vidensteam/")

    assert (len(answer.context["meetings"]), len(asked)) == (rows, 11)
