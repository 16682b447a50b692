"""Two people act on one child in the same moment: one waits for the other, and nobody's act is broken off."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from cases.models import Case
from herning.audit.models import Event
from reviews.actions import explain_review, hold_review, lapse_review, take_over_review
from reviews.models import Review
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory
from tests.factories.reviews import ReviewFactory

HELD_ON = date(2026, 7, 27)


def hold(review, ida, _lone):
    hold_review(
        review=review, held_on=HELD_ON, child_words="Jeg sover bedre.", parents_view="Ro.", scores={}, decision="stay",
        reason="Hjælpen virker.", next_due_on=date(2026, 9, 7), by=ida,
    )  # fmt: skip


def explain(review, _ida, lone):
    explain_review(review=review, text="Mor er indlagt.", today=date(2026, 9, 1), by=lone)


def take_over(review, ida, lone):
    bo = UserFactory(role="caseworker", team=ida.team)
    take_over_review(review=review, caseworker=bo, text="Ida er syg.", today=date(2026, 9, 1), by=lone)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [hold, explain, take_over])
def test_whoever_has_the_case_gets_its_review_too(transactional_db, ida, lone, act):
    case = CaseFactory(caseworker=ida)
    InterventionFactory(case=case)
    review = ReviewFactory(case=case)

    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            meanwhile = elsewhere.submit(_on_its_own_connection, act, review, ida, lone)
            _until_somebody_waits()
            assert Review.objects.select_for_update().get(pk=review.pk).status == "planned"
        meanwhile.result()

    assert Event.objects.filter(case_number=case.number).exists()


def test_a_review_held_meanwhile_does_not_lapse(ida, system):
    review = ReviewFactory(case__caseworker=ida)
    as_it_was = Review.objects.get(pk=review.pk)
    hold(review, ida, None)

    assert lapse_review(review=as_it_was, by=system).status == "held"

    assert not Event.objects.filter(kind="review.lapsed").exists()


def _on_its_own_connection(act, *given):
    try:
        act(*given)
    finally:
        connection.close()


def _until_somebody_waits():
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("the other act never came to the locked row")
