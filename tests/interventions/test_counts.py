"""The kept counts are the counts of the rows themselves, whatever happens to cases and moves."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards.figures.caseload import caseload
from dashboards.figures.moves import moves
from dashboards.figures.scope import Scope
from dashboards.figures.standing import on_step, standing
from interventions.actions.moves import retell_moves
from interventions.enums import MoveCause
from interventions.models import CaseCount, Intervention, StepMove
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory, OfferFactory

FIRST = date(2026, 6, 15)
ON = date(2026, 9, 1)
changes = st.lists(
    st.tuples(
        st.sampled_from(["start", "start", "start", "end", "assign"]),
        st.integers(0, 1),
        st.integers(0, 5),
        st.integers(0, 120),
    ),
    max_size=9,
)


def kept():
    """What PostgreSQL keeps, without what has come back to nought."""
    rows = CaseCount.objects.values_list("team_id", "district_id", "caseworker_id", "is_open", "step_id", "cases")
    return {tuple(row[:-1]): row[-1] for row in rows if row[-1]}


def counted(case_list):
    """The same counted by hand: each case once, on the step of its last move."""
    found = Counter()
    for case in case_list:
        last = StepMove.objects.filter(case=case).order_by("on", "pk").last()
        step = last.to_step_id if last else None
        found[case.team_id, case.district_id, case.caseworker_id, case.closed_on is None, step] += 1
    return dict(found)


def carried_out(case, verb, number, day, workers):
    if verb == "assign":
        worker = workers[number % len(workers)]
        case.caseworker, case.team, case.district = worker, worker.team, worker.team.district
        case.save()
    elif verb == "start":
        on = FIRST + timedelta(days=day)
        retold(InterventionFactory(case=case, offer=OfferFactory(step=number), starts_on=on))
    elif running := Intervention.objects.filter(case=case, ends_on=None).first():
        running.ends_on = max(running.starts_on, FIRST + timedelta(days=day))
        running.ended_by, running.end_reason = case.caseworker, "finished"
        running.save()
        retold(running)


def retold(given_help):
    case = given_help.case
    retell_moves(case, reason="fordi", cause=MoveCause.START, intervention=given_help, by=case.caseworker)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes)
def test_counts_and_figures_equal_the_rows_and_the_lists_after_every_change(told):
    StepMove.objects.all().delete()
    CaseCount.objects.update(cases=0)
    workers = [UserFactory(team=TeamFactory()) for _ in range(2)]
    manager = UserFactory(role="manager")
    cases = [CaseFactory(caseworker=worker) for worker in workers]
    for verb, which, number, day in told:
        carried_out(cases[which], verb, number, day, workers)

    assert kept() == counted(cases)
    _figures_hold(manager, cases)


def _figures_hold(manager, cases):
    mine = {case.pk for case in cases}
    for on in (ON, ON - timedelta(days=40), ON + timedelta(days=20)):
        scope = Scope(manager, on)
        stood = standing(scope, moves(scope))
        for step in range(6):
            now = set(on_step(scope.cases(), step=step, on=on).values_list("pk", flat=True))
            then = set(on_step(scope.cases(), step=step, on=scope.before).values_list("pk", flat=True))
            assert (stood.now[step], stood.then[step]) == (len(now & mine), len(then & mine))
    assert caseload(Scope(manager, ON)).cases == len(cases)


def test_a_closed_case_is_no_load_and_a_removed_one_is_forgotten(ida, rie):
    first, second = CaseFactory(caseworker=ida), CaseFactory(caseworker=ida)
    first.closed_on, first.closed_by, first.closing_reason = date(2026, 7, 1), ida, "no_need"
    first.save()

    assert caseload(Scope(rie, ON)).by_caseworker == {ida.pk: 1}

    second.delete()

    assert caseload(Scope(rie, ON)).by_caseworker == {}
    assert kept() == counted([first])


def test_a_moved_move_is_counted_where_it_went(ida):
    case = CaseFactory(caseworker=ida)
    given_help = InterventionFactory(case=case)
    retold(given_help)
    StepMove.objects.update(to_step=5)

    assert kept() == counted([case])
