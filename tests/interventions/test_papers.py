"""What was signed for an earlier stay is no paper for a new one."""

from datetime import date

import pytest

from cases.models import ChildInvestigation, Consent
from herning.rules import RuleBroken
from interventions.models import Placement
from interventions.placement_facts import checklist
from tests.factories.cases import CaseFactory, ChildFactory, InvestigationFactory
from tests.factories.placements import PlacementFactory
from tests.interventions.test_placement import JUNE_8, JUNE_15, begin
from tests.interventions.test_placement import accepted as accepted
from tests.interventions.test_placement import lawful as lawful

JUNE_1 = date(2026, 6, 1)


@pytest.fixture
def home_again(case, ida, lawful):
    """Placed in 2025 and home on 1 June; what there is was signed and finished before that."""
    earlier = PlacementFactory(case=case, starts_on=date(2025, 6, 2))
    Placement.objects.filter(pk=earlier.pk).update(ends_on=JUNE_1)
    old = date(2025, 5, 28)
    Consent.objects.update(given_on=old)
    ChildInvestigation.objects.update(aware_on=date(2025, 3, 1), begun_on=date(2025, 3, 1), finished_on=old)
    return earlier


def consented(case, ida):
    holder = case.child.custodies.get().holder
    Consent.objects.create(case=case, kind="placement", holder=holder, given_on=JUNE_8, written_by=ida)


@pytest.mark.usefixtures("home_again")
def test_a_child_that_came_home_is_not_placed_on_the_old_papers(case, ida, accepted):
    referral = accepted()
    with pytest.raises(RuleBroken, match=r"børnefaglig undersøgelse.*mangler samtykke"):
        begin(referral)
    with pytest.raises(RuleBroken, match="mangler samtykke"):
        begin(referral, urgent_ground="Fundet alene i nat")

    consented(case, ida)
    with pytest.raises(RuleBroken, match="børnefaglig undersøgelse"):
        begin(referral)
    urgent = begin(referral, urgent_ground="Fundet alene i nat")

    lacks = {point.code for point in checklist(urgent, referral) if point.is_lacking}
    assert (urgent.starts_on, lacks) == (JUNE_15, {"investigation", "position"})


def test_a_new_investigation_and_a_new_consent_are_papers(case, ida, home_again, accepted):
    consented(case, ida)
    InvestigationFactory(case=case, finished_on=JUNE_8, finished_by=ida, conclusion="§ 46")

    assert begin(accepted()).mend_by is None


def test_a_sibling_is_investigated_when_the_investigation_is_finished(case, ida, accepted, lawful):
    sibling = ChildFactory(family=case.child.family, name="Anton Bang")
    placed = begin(accepted(), siblings_considered="Bliver hjemme")
    mine = InvestigationFactory(case=CaseFactory(child=sibling, caseworker=ida))

    def is_met():
        points = checklist(placed, placed.intervention.referral)
        return next(point.is_met for point in points if point.code == "siblings_investigated")

    assert not is_met()
    mine.finished_on, mine.finished_by, mine.conclusion = JUNE_8, ida, "§ 32"
    mine.save()
    assert is_met()
