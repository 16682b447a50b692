"""Figures as tables of cases with known answers, and every number equal to the length of its list."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.figures import caseload, moves, places, punctuality
from dashboards.figures.row import Row, first_breaks_first
from dashboards.figures.scope import Scope
from dashboards.figures.standing import on_step, standing
from dashboards.figures.team import TeamRow, furthest_behind
from herning.accounts.models import User
from interventions.actions.moves import retell_moves
from interventions.enums import MoveCause
from interventions.models import StepMove
from reviews.models import Review
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, ChildConversationFactory
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory, ReferralFactory

ON = date(2026, 11, 21)
BEFORE = date(2026, 10, 21)


def helped(case, *periods):
    """Help on steps, and the moves it gives: (step, first day, day of the end or nothing)."""
    for step, starts_on, ends_on in periods:
        ended = {"ends_on": ends_on, "ended_by": case.caseworker, "end_reason": "finished"} if ends_on else {}
        given = InterventionFactory(case=case, offer=OfferFactory(step=step), starts_on=starts_on, **ended)
        retell_moves(case, reason="fordi", cause=MoveCause.START, intervention=given, by=case.caseworker)


def moved(case, from_step, to_step, on, skipped=0):
    InterventionFactory(case=case)
    return StepMove.objects.create(
        case=case, from_step_id=from_step, to_step_id=to_step, on=on, cause="start", reason="fordi", skipped=skipped,
        intervention=case.interventions.first(), decided_by=case.caseworker,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("periods", "now", "then"),
    [
        ([(2, date(2026, 6, 1), None)], 2, 2),
        ([(2, ON, None)], 2, None),
        ([(2, ON + timedelta(days=1), None)], None, None),
        ([(2, date(2026, 6, 1), ON)], None, 2),
        ([(2, date(2026, 6, 1), ON + timedelta(days=1))], 2, 2),
        ([(5, date(2026, 1, 1), BEFORE), (2, BEFORE, None)], 2, 2),
        ([(5, date(2026, 1, 1), date(2026, 11, 1)), (2, date(2026, 9, 1), None)], 2, 5),
        ([(1, date(2026, 1, 1), None), (4, date(2026, 11, 1), None)], 4, 1),
        ([(3, date(2025, 1, 1), date(2025, 6, 1))], None, None),
        ([], None, None),
    ],
)
def test_a_case_stands_on_its_highest_step_of_each_day(ida, rie, periods, now, then):
    case = CaseFactory(caseworker=ida)
    helped(case, *periods)

    scope = Scope(rie, ON)
    stood = standing(scope, moves.moves(scope))

    assert (+stood.now, +stood.then) == (
        {} if now is None else {now: 1},
        {} if then is None else {then: 1},
    )
    assert list(on_step(Scope(rie, ON).cases(), step=now, on=ON)) == [case]


def test_districts_are_counted_apart_and_one_can_be_chosen(ida, bo, rie):
    for worker in (ida, ida, bo):
        helped(CaseFactory(caseworker=worker), (3, date(2026, 6, 1), None))
    vest, nord = ida.team.district_id, bo.team.district_id

    scope = Scope(rie, ON, district=vest)
    stood = standing(scope, moves.moves(scope))

    assert dict(stood.districts) == {(vest, 3): 2, (nord, 3): 1}
    assert (+stood.now, +stood.then) == ({3: 2}, {3: 2})


def test_a_leader_counts_the_own_team_only(ida, bo, lone):
    helped(CaseFactory(caseworker=ida), (2, date(2026, 6, 1), None))
    helped(CaseFactory(caseworker=bo), (2, date(2026, 6, 1), None))
    scope = Scope(lone, ON)

    assert +standing(scope).now == {2: 1}
    assert caseload.caseload(scope).by_caseworker == {ida.pk: 1}


def test_moves_are_counted_by_direction_and_step_and_each_number_is_the_length_of_its_list(ida, rie):
    case = CaseFactory(caseworker=ida)
    for from_step, to_step, on, skipped in [
        (None, 1, date(2026, 10, 22), 0),
        (1, 4, date(2026, 10, 30), 2),
        (4, 2, date(2026, 11, 5), 0),
        (2, 1, date(2026, 11, 20), 0),
        (1, None, ON, 0),
        (None, 5, BEFORE, 5),
        (5, 1, ON + timedelta(days=1), 0),
    ]:
        moved(case, from_step, to_step, on, skipped)
    scope = Scope(rie, ON)

    found = moves.moves(scope)

    assert found.total == {"ned": 2, "op": 1, "sprunget": 1, "ind": 1, "ud": 1}
    assert found.down_to == {0: 0, 1: 1, 2: 1, 3: 0, 4: 0, 5: 0}
    assert found.up_from == {0: 0, 1: 1, 2: 0, 3: 0, 4: 0, 5: 0}
    for direction, count in found.total.items():
        assert moves.behind(scope, direction=direction).count() == count
    for step in range(6):
        assert moves.behind(scope, direction="ned", step=step).count() == found.down_to[step]
        assert moves.behind(scope, direction="op", step=step).count() == found.up_from[step]


@pytest.mark.parametrize(
    ("due_on", "overdue", "long"),
    [
        (ON, 0, 0),
        (date(2026, 11, 20), 1, 0),
        # Ten working days after 6 November is 20 November, the last working day before this Saturday.
        (date(2026, 11, 6), 1, 1),
        (date(2026, 11, 9), 1, 0),
    ],
)
def test_reviews_over_their_date_and_those_that_have_climbed(ida, rie, due_on, overdue, long):
    Review.objects.create(case=CaseFactory(caseworker=ida), due_on=due_on)

    rows = punctuality.overdue_by_team(Scope(rie, ON))

    assert [(row.team_id, row.count, row.long) for row in rows] == ([(ida.team_id, overdue, long)] if overdue else [])
    assert punctuality.total(rows) == Review.objects.visible_to(rie).overdue(on=ON).count()


def test_reviews_held_in_time_by_the_rhythm_and_by_the_law(ida, rie):
    for due_on, law_due_on, held_on in [
        (date(2026, 11, 10), date(2026, 11, 30), date(2026, 11, 10)),
        (date(2026, 11, 10), date(2026, 11, 30), date(2026, 11, 12)),
        (date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 13)),
        (date(2026, 11, 10), None, date(2026, 11, 9)),
        (date(2026, 9, 1), None, date(2026, 9, 1)),
    ]:
        case = CaseFactory(caseworker=ida)
        Review.objects.create(
            case=case, status="held", due_on=due_on, law_due_on=law_due_on, held_on=held_on, held_by=ida,
            decision="end", reason="nået", conversation=ChildConversationFactory(case=case),
        )  # fmt: skip

    found = punctuality.punctuality(Scope(rie, ON))

    assert found == punctuality.Punctuality(held=4, in_time=2, under_law=3, in_law_time=2)
    assert (found.share, found.law_share) == (50, 67)


def test_an_offer_is_full_when_no_department_has_room_and_a_step_where_none_has_room_is_told(db):
    given: list[tuple[int, list[int | None]]] = [(1, [None]), (2, [0, 1]), (3, [0]), (4, [0, 0])]
    for step, rooms in given:
        offer = OfferFactory(step=step, name=f"Tilbud på trin {step}")
        for total in rooms:
            CapacityFactory(offer=offer, places_total=total)
    CapacityFactory(offer=OfferFactory(step=5, closes_on=date(2026, 1, 1)), places_total=9)
    CapacityFactory(offer=OfferFactory(step=5, method="secure_unit"))

    offers = places.given(on=ON)

    assert [offer.name for offer in places.full(offers)] == ["Tilbud på trin 3", "Tilbud på trin 4"]
    assert places.steps_without_room(offers) == [3, 4, 5]
    rooms = places.rooms(on=ON)
    assert (len(places.full(rooms)), places.steps_without_room(rooms)) == (2, [3, 4, 5])


def test_places_taken_and_waiting_are_counted_per_offer(ida):
    capacity = CapacityFactory(places_total=1)
    taken = InterventionFactory(case=CaseFactory(caseworker=ida), offer=capacity.offer, department=capacity.department)
    capacity.places.create(number=1, referral=taken.referral, since=date(2026, 6, 15))
    ReferralFactory(
        case=CaseFactory(caseworker=ida), offer=capacity.offer, department=capacity.department, status="waiting",
        answered_on=date(2026, 6, 9), answered_by=ida,
    )  # fmt: skip

    (offer,) = places.given(on=ON)

    assert (offer.total, offer.taken, offer.waiting, offer.has_room) == (1, 1, 1, False)
    assert places.rooms(on=ON) == [places.Room(offer.step, offer.method, False)]


@pytest.mark.parametrize(("cases", "is_over"), [(25, False), (26, True)])
def test_the_norm_is_twenty_to_twentyfive(cases, is_over):
    assert caseload.is_over(cases) is is_over


@pytest.mark.parametrize(("cases", "under"), [(17, True), (19, True), (20, False), (25, False)])
def test_below_the_norm_is_not_within_it(cases, under):
    assert caseload.is_under(cases) is under


def test_average_load_leaves_out_those_without_cases(ida, bo, rie, team):
    UserFactory(team=team)
    for worker in (ida, ida, ida, bo):
        CaseFactory(caseworker=worker)
    CaseFactory(caseworker=ida, closed_on=date(2026, 7, 1), closed_by=ida, closing_reason="no_need")

    load = caseload.caseload(Scope(rie, ON))

    assert (load.cases, load.average, load.overloaded) == (4, 2.0, 0)


def test_what_breaks_first_stands_first():
    order = ("assess", "review", "acknowledge", "running_out")

    def row(kind, due):
        return Row(kind, due, kind, "", "", "")

    rows = [
        row("running_out", ON + timedelta(days=30)),
        row("review", ON + timedelta(days=1)),
        row("acknowledge", ON + timedelta(days=1)),
        row("running_out", None),
        row("review", ON - timedelta(days=1)),
        row("acknowledge", ON - timedelta(days=3)),
        row("assess", ON),
    ]

    found = first_breaks_first(rows, today=ON, within_days=7, order=order)

    assert [(one.kind, one.due) for one in found] == [
        ("assess", ON),
        ("acknowledge", ON - timedelta(days=3)),
        ("review", ON - timedelta(days=1)),
        ("review", ON + timedelta(days=1)),
        ("acknowledge", ON + timedelta(days=1)),
        ("running_out", ON + timedelta(days=30)),
        ("running_out", None),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_figures_take_as_many_queries_however_many_cases(ida, rie, count):
    for _ in range(count):
        helped(CaseFactory(caseworker=ida), (2, date(2026, 6, 1), None))
    scope = Scope(rie, ON)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        standing(scope, moves.moves(scope))
        caseload.caseload(scope)
        punctuality.overdue_by_team(scope)
        punctuality.punctuality(scope)
        places.rooms(on=ON)

    assert len(asked) == 7


def test_the_five_teams_furthest_behind_stand_in_their_own_order():
    scope = Scope(User(role="manager"), on=ON)
    late = {1: (0, 0), 2: (3, 0), 3: (1, 0), 4: (3, 1), 5: (1, 1), 6: (2, 0), 7: (0, 0)}
    teams = [TeamRow(pk, f"Team {pk}", "Nord", 25, 1, 0, overdue, long, scope) for pk, (overdue, long) in late.items()]

    assert [team.pk for team in furthest_behind(teams)] == [2, 3, 4, 5, 6]
    assert [team.pk for team in furthest_behind(teams[:2])] == [1, 2]
