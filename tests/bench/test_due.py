"""The cases that wait for the sweep, for the drills and for the measurement over a city."""

from datetime import date

from bench.due import RHYTHM, copy_due
from reviews.actions import schedule
from reviews.models import Review

TODAY = date(2026, 11, 23)


def test_each_case_waits_for_one_review_and_every_second_has_held_one(db, system):
    cases = copy_due(5, starts_on=TODAY - 2 * RHYTHM, children_each=2, held_on=TODAY - RHYTHM)

    assert schedule(on=TODAY, by=system) == 5
    assert list(Review.objects.planned().order_by("case").values_list("case", "due_on")) == [
        (cases[0].pk, TODAY - RHYTHM),
        (cases[1].pk, TODAY),
        (cases[2].pk, TODAY - RHYTHM),
        (cases[3].pk, TODAY),
        (cases[4].pk, TODAY - RHYTHM),
    ]
    assert Review.objects.held().count() == 2
    assert len({case.caseworker_id for case in cases}) == 3
