"""A case that was opened and then lay still: on its caseworker's list, on the leader's, and said on the overview."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dashboards.figures.day import day
from dashboards.figures.scope import Scope
from dashboards.figures.stalled import stalled_rows
from tests.factories.cases import CaseFactory, ChildFactory, ConcernFactory, InvestigationFactory
from tests.factories.interventions import InterventionFactory, ReferralFactory

TODAY = date(2026, 11, 21)
ASSESSED = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def opened(worker, name, **more):
    return CaseFactory(caseworker=worker, child=ChildFactory(name=name, born_on=date(2016, 5, 4)), **more)


def assessed_in_danger(case, at=ASSESSED):
    return ConcernFactory(
        team=case.team, child=case.child, case=case, assessed_by=case.caseworker, assessed_at=at, is_in_danger=True,
        received_at=at - timedelta(hours=1), outcome="opened", outcome_reason="børnene er i fare",
        decided_by=case.caseworker, decided_on=TODAY,
        acknowledged_on=TODAY, acknowledged_by=case.caseworker,
    )  # fmt: skip


def test_a_case_just_opened_is_on_the_list_the_child_in_danger_first(ida, claudisvej, today):
    opened(ida, "Emil Kjær", opened_on=date(2026, 11, 18))
    assessed_in_danger(opened(ida, "Lucas Skov", opened_on=date(2026, 11, 17)))

    mine = day(ida, now=today)

    assert [(row.title, row.more, row.is_in_danger) for row in mine.rows] == [
        (
            "Sagen venter på næste skridt · Lucas S., 10 år",
            "Barnet er vurderet i fare 17.\xa0nov. · Åbnet 17.\xa0nov. · ingen hjælp, visitation eller undersøgelse "
            "er i gang",
            True,
        ),
        (
            "Sagen venter på næste skridt · Emil K., 10 år",
            "Åbnet 18.\xa0nov. · ingen hjælp, visitation eller undersøgelse er i gang",
            False,
        ),
    ]


def begun_later(case):
    InterventionFactory(case=case, starts_on=date(2026, 12, 1))


def ended(case):
    InterventionFactory(
        case=case, starts_on=date(2026, 6, 8), ends_on=date(2026, 11, 1), ended_by=case.caseworker,
        end_reason="finished",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("meanwhile", "waits"),
    [
        (lambda case: None, True),
        (lambda case: InvestigationFactory(case=case), False),
        (lambda case: InvestigationFactory(
            case=case, finished_on=date(2026, 10, 1), finished_by=case.caseworker, conclusion="støtte"), True),
        (lambda case: ReferralFactory(case=case, status="draft"), False),
        (lambda case: ReferralFactory(case=case, status="withdrawn", withdrawn_on=TODAY), True),
        (lambda case: InterventionFactory(case=case), False),
        (begun_later, False),
        (ended, True),
    ],
)  # fmt: skip
def test_a_case_waits_until_help_a_referral_or_an_investigation_is_under_way(ida, lone, today, meanwhile, waits):
    meanwhile(opened(ida, "Lucas Skov"))

    (row,) = stalled_rows(Scope(lone, TODAY), most=10) or [None]

    assert (row is not None) == waits


def test_a_danger_that_help_has_answered_is_no_longer_told(ida, lone, today):
    case = opened(ida, "Lucas Skov")
    assessed_in_danger(case, at=datetime(2026, 6, 8, 7, 0, tzinfo=UTC))
    ended(case)

    (row,) = stalled_rows(Scope(lone, TODAY), most=10)

    assert (row.is_in_danger, "fare" in row.more) == (False, False)


def test_the_leader_sees_the_teams_waiting_cases_and_their_whole_list(ida, bo, lone, signed_in, today):
    opened(ida, "Emil Kjær", opened_on=date(2026, 11, 18))
    assessed_in_danger(opened(ida, "Lucas Skov"))
    opened(bo, "Alma Toft")
    InterventionFactory(case=opened(ida, "Noah Beck"))
    client = signed_in(lone)

    rows = client.get("/").context["stalled"]
    listed = client.get("/trappen/boern/?vis=venter").context

    assert [(row.title, row.more.split(" · ")[-3]) for row in rows] == [
        ("Sagen venter på næste skridt · Lucas S., 10 år", "Rådgiver Ida Holm"),
        ("Sagen venter på næste skridt · Emil K., 10 år", "Rådgiver Ida Holm"),
    ]
    assert (listed["heading"], [case.child.name for case in listed["rows"]]) == (
        "Sager, der venter på næste skridt", ["Emil Kjær", "Lucas Skov"],
    )  # fmt: skip


def test_the_overview_of_a_child_in_danger_says_so_and_what_the_ways_on_are(ida, signed_in, today):
    case = opened(ida, "Lucas Skov")
    assessed_in_danger(case)

    page = signed_in(ida).get(f"/sager/{case.number}/")

    (coming,) = page.context["found"].coming
    assert coming.text == (
        "Barnet er vurderet i fare tir 17. nov. 2026. Sagen venter på næste skridt: visitér til en indsats, begynd en "
        "undersøgelse, eller luk sagen."
    )
    assert "Intet er planlagt" not in page.content.decode()
