"""From 18 a stay rests on the young person's own word alone: youth support (Barnets lov §§ 114–120)."""

from datetime import date

import pytest
from django.urls import reverse

from cases.actions import withdraw_consent
from cases.models import ChildInvestigation, Consent
from herning.rules import RuleBroken
from interventions.basis_rules import bases
from interventions.ending import ending_of
from interventions.enums import LegalBasis
from interventions.models import Placement
from interventions.placement_facts import checklist
from reviews.clocks import OF_AGE, deadlines
from tests.factories.cases import CaseFactory, ChildConversationFactory, ChildFactory, CustodyFactory
from tests.factories.placements import PlacementFactory
from tests.interventions.test_placement import JUNE_8, JUNE_15, accepted, begin  # noqa: F401 (a fixture)

ALL_BUT_YOUTH = [basis for basis in LegalBasis if basis != LegalBasis.YOUTH]


@pytest.fixture
def case(ida):
    """A young man of 19 whose mother held custody until he was of age."""
    case = CaseFactory(caseworker=ida, child=ChildFactory(name="Mads Holm", born_on=date(2007, 1, 9)))
    CustodyFactory(child=case.child, since=date(2007, 1, 9))
    ChildConversationFactory(case=case)
    ChildInvestigation.objects.create(
        case=case, aware_on=case.aware_on, begun_on=date(2026, 6, 1), begun_by=ida, why="Ungestøtte",
        finished_on=date(2026, 6, 7), finished_by=ida, conclusion="Opholdet fortsætter",
    )  # fmt: skip
    return case


def consented(case, kind="youth", **also):
    told = {"is_by_child": True, "given_on": date(2026, 6, 7)} | also
    return Consent.objects.create(case=case, kind=kind, written_by=case.caseworker, **told)


def test_it_begins_on_his_own_word_and_asks_no_custody_holder(case, accepted):  # noqa: F811
    referral = accepted()
    consented(case, kind="placement")

    with pytest.raises(RuleBroken, match="Der mangler samtykke til ungestøtte fra Mads Holm"):
        begin(referral, legal_basis=LegalBasis.YOUTH)

    consented(case)
    placement = begin(referral, legal_basis=LegalBasis.YOUTH)
    points = {point.code: point for point in checklist(placement, placement.intervention.referral)}
    assert (points["consent"].paragraph, points["consent"].is_met) == ("§§ 114–120", True)
    assert "support_person" not in points


@pytest.mark.parametrize("basis", ALL_BUT_YOUTH)
def test_nobody_else_decides_for_him(case, accepted, basis):  # noqa: F811
    referral = accepted()
    consented(case)
    consented(case, kind="placement")
    told = {"board_decided_on": JUNE_8, "board_decision": "Anbringes."} if basis == LegalBasis.BOARD else {}

    with pytest.raises(RuleBroken, match="fyldt 18 år og samtykker selv"):
        begin(referral, legal_basis=basis, **told)

    assert list(Placement.objects.all()) == []


def test_a_child_is_never_placed_as_a_youth(ida, accepted):  # noqa: F811
    child = CaseFactory(caseworker=ida, child=ChildFactory(born_on=date(2008, 6, 16)))
    ChildConversationFactory(case=child)
    consented(child)
    referral = accepted(case=child)

    with pytest.raises(RuleBroken, match="Ungestøtte er for unge fra 18 år"):
        begin(referral, legal_basis=LegalBasis.YOUTH, urgent_ground="Kan ikke vente")


def test_the_form_offers_what_the_age_allows(case, accepted, ida, signed_in):  # noqa: F811
    page = signed_in(ida).get(reverse("interventions:start", args=[accepted().pk]))

    form = page.context["form"]
    assert [value for value, _label in form.fields["legal_basis"].choices] == ["youth"]
    assert form["legal_basis"].value() == "youth"
    assert bases(date(2016, 5, 4), first=JUNE_8, last=JUNE_15) == ALL_BUT_YOUTH
    assert bases(date(2008, 6, 10), first=JUNE_8, last=JUNE_15) == list(LegalBasis)


def test_it_ends_when_he_takes_his_word_back(case, ida):
    placement = PlacementFactory(case=case, legal_basis=LegalBasis.YOUTH)
    given = consented(case)
    assert ending_of(placement.intervention, on=date(2026, 7, 2)).is_consent_withdrawn is False

    withdraw_consent(consent=given, on=date(2026, 7, 1), by=ida)

    assert ending_of(placement.intervention, on=date(2026, 7, 2)).is_consent_withdrawn is True


def test_a_stay_that_has_become_youth_support_is_decided(ida):
    case = CaseFactory(caseworker=ida, child=ChildFactory(born_on=date(2008, 7, 1)))
    placement = PlacementFactory(case=case)
    assert OF_AGE in {one.kind for one in deadlines(case, on=JUNE_15)}

    Placement.objects.filter(pk=placement.pk).update(legal_basis=LegalBasis.YOUTH)

    assert OF_AGE not in {one.kind for one in deadlines(case, on=JUNE_15)}
