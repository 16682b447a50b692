"""The loaded municipality is one that the system itself could have written."""

from datetime import date

import pytest

from bench.loader import load
from cases.models import Case, Child
from interventions.models import Intervention, Place, StepMove
from reviews.actions.schedule import schedule
from reviews.models import Review

TODAY = date(2026, 11, 20)


@pytest.fixture
def loaded(db):
    """Twenty open cases."""
    return load(cases=20, today=TODAY)


def test_loading_gives_that_many_open_cases_each_with_help_and_a_planned_review(loaded):
    assert Case.objects.open().count() == 20
    assert Intervention.objects.active(on=TODAY).values("case").distinct().count() == 20
    assert Review.objects.planned().count() == 20
    assert Place.objects.occupied(on=TODAY).count() == 20


def test_each_case_stands_where_its_last_move_led(loaded):
    for case in Case.objects.all():
        last = StepMove.objects.filter(case=case).latest("on", "pk")
        assert last.to_step_id == Intervention.objects.active(on=TODAY).get(case=case).step_id


def test_the_sweep_finds_nothing_to_add(loaded, system):
    assert schedule(on=TODAY, by=system) == 0


def test_the_sweep_plans_the_same_days_again(loaded, system):
    before = list(Review.objects.planned().order_by("case").values_list("case", "due_on", "law_due_on"))
    Review.objects.planned().filter(messages=None).delete()
    lost = 20 - Review.objects.planned().count()

    assert schedule(on=TODAY, by=system) == lost
    assert list(Review.objects.planned().order_by("case").values_list("case", "due_on", "law_due_on")) == before


def test_a_second_row_gets_a_new_id(loaded, ida):
    newest = Child.objects.latest("pk")

    assert Child.objects.create(family=newest.family, name="Ny", born_on=date(2020, 1, 1)).pk == newest.pk + 1
