"""A child in danger is investigated within four months of the concern, also while nobody has begun."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cases.enums import ConcernOutcome
from interventions.models import Placement
from interventions.placement_facts import checklist, facts_of
from reviews.clocks import TO_INVESTIGATE, deadlines
from tests.factories.cases import CaseFactory, ConcernFactory, InvestigationFactory
from tests.factories.interventions import OfferFactory, ReferralFactory
from tests.today import TODAY

JULY_20, SEPT_1 = datetime(2026, 7, 20, 8, tzinfo=UTC), datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def case(ida):
    """Ida's case, known since May."""
    return CaseFactory(caseworker=ida)


@pytest.fixture
def joined(case, ida):
    """A concern of a child in danger, added to the case."""

    def join(received_at, *, is_in_danger=True):
        return ConcernFactory(
            child=case.child, team=case.team, registered_by=ida, received_at=received_at, assessed_at=received_at,
            assessed_by=ida, is_in_danger=is_in_danger, assessment="Vold", outcome=ConcernOutcome.JOINED, case=case,
            outcome_reason="Undersøges", decided_on=received_at.date(), decided_by=ida,
            acknowledged_on=received_at.date(), acknowledged_by=ida,
        )  # fmt: skip

    return join


def due(case):
    return [(one.due_on, one.url) for one in deadlines(case) if one.kind == TO_INVESTIGATE]


def test_the_first_concern_that_nobody_investigates_has_its_four_months(case, joined):
    joined(datetime(2026, 6, 3, 8, tzinfo=UTC), is_in_danger=False)
    assert due(case) == []
    joined(JULY_20)
    joined(SEPT_1)

    assert due(case) == [(date(2026, 11, 20), reverse("cases:investigation", args=[case.number]))]
    InvestigationFactory(case=case, aware_on=date(2026, 9, 2))
    assert due(case) == []


def test_it_stands_among_the_deadlines_and_on_both_start_pages(case, joined, ida, lone, signed_in):
    joined(JULY_20)
    url = reverse("cases:investigation", args=[case.number])

    of_case = signed_in(ida).get(reverse("reviews:deadlines", args=[case.number])).content.decode()

    assert ("Børnefaglig undersøgelse, ikke begyndt" in of_case, f'href="{url}"' in of_case) == (True, True)
    for person in (ida, lone):
        assert f'href="{url}"' in signed_in(person).get(reverse("dashboards:start")).content.decode()


def test_an_urgent_placement_has_four_months_from_the_concern_that_led_to_it(case, joined):
    InvestigationFactory(case=case, aware_on=date(2026, 6, 1), finished_on=date(2026, 6, 30))
    joined(SEPT_1)
    referral = ReferralFactory(case=case, offer=OfferFactory(step=4, is_legal_placement=True), approved=True)
    # The earlier stay is over, and what was found before it is no paper for this one.
    meant = Placement(child=case.child, starts_on=date(2026, 9, 2), legal_basis="consent", urgent_ground="Vold")
    assert facts_of(meant, referral).aware_on == date(2026, 6, 1)
    case.investigations.all().delete()

    assert facts_of(meant, referral).aware_on == date(2026, 9, 1)
    (point,) = [one for one in checklist(meant, referral) if one.code == "investigation"]
    assert point.due_on == date(2027, 1, 1)
    assert point.due_on > TODAY
