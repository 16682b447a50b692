"""A placement begins only with what the law asks of it."""

from datetime import date

import pytest

from cases.models import ChildInvestigation, Consent
from herning.audit.models import Event
from herning.rules import RuleBroken, add_months
from interventions.actions import (
    Heard,
    accept_referral,
    approve_referral,
    mend_placement,
    record_breakdown,
    refer,
    start_placement,
)
from interventions.enums import LegalBasis
from interventions.models import Placement, Step, SupervisionVisit
from tests.factories.cases import CaseFactory, ChildConversationFactory, ChildFactory, CustodyFactory

JUNE_8, JUNE_15 = date(2026, 6, 8), date(2026, 6, 15)
HEARD = Heard(is_companion_right_told=True, party_heard_on=JUNE_8, is_support_person_offered=True)


@pytest.fixture
def accepted(case, given, lone, per):
    """A referral to foster care, approved and accepted."""

    def accept(case=case, **offer):
        told = {"step": 4, "method": "foster_care", "is_legal_placement": True} | offer
        capacity = given(**told)
        made = refer(
            case=case, offer=capacity.offer, department=capacity.department, need="Ro", why_not_lower="Prøvet",
            on=JUNE_8, by=case.caseworker,
        )  # fmt: skip
        if capacity.offer.step_id >= 3:
            approve_referral(referral=made, on=JUNE_8, by=lone)
        return accept_referral(referral=made, expected_on=JUNE_15, on=JUNE_8, by=per)

    return accept


@pytest.fixture
def lawful(case, ida):
    """Investigated, and consented to by the one who holds custody."""
    ChildInvestigation.objects.create(
        case=case, aware_on=case.aware_on, begun_on=date(2026, 6, 1), begun_by=ida, why="Bekymring",
        finished_on=date(2026, 6, 7), finished_by=ida, conclusion="§ 46",
    )  # fmt: skip
    custody = CustodyFactory(child=case.child)
    return Consent.objects.create(
        case=case, kind="placement", holder=custody.holder, given_on=date(2026, 6, 7), written_by=ida
    )


def begin(referral, **also):
    """Start the placement as its caseworker."""
    keywords = {
        "referral": referral, "starts_on": JUNE_15, "exit_plan": "Hjem med støtte",
        "next_step": Step.objects.get(pk=2), "planned_end_on": None, "legal_basis": LegalBasis.CONSENT,
        "purpose": "Ro", "expected_months": 12, "contact": "Hver anden weekend",
        "first_supervision_on": date(2026, 9, 15), "siblings_considered": "", "heard": HEARD,
        "foster_type": "general", "today": JUNE_15, "by": referral.case.caseworker,
    } | also  # fmt: skip
    return start_placement(**keywords)


def test_start_placement_keeps_step_and_law_apart(case, accepted, lawful):
    placement = begin(accepted(step=2, method="boarding_school"), next_step=Step.objects.get(pk=1), foster_type="")

    assert (placement.intervention.step_id, placement.legal_basis) == (2, LegalBasis.CONSENT)
    assert placement.intervention.planned_end_on == date(2027, 6, 15)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"purpose": " "}, "purpose"),
        ({"expected_months": 0}, "expected_months"),
        ({"contact": ""}, "contact"),
        ({"foster_type": ""}, "foster_type"),
        ({"first_supervision_on": date(2027, 1, 1)}, "first_supervision_on"),
        ({"first_supervision_on": date(2026, 6, 1)}, "first_supervision_on"),
        ({"next_step": None}, "next_step"),
        ({"planned_end_on": date(2026, 6, 1)}, "planned_end_on"),
        ({"starts_on": date(2026, 6, 7)}, "starts_on"),
    ],
)
def test_start_placement_refuses_beside_the_field(accepted, lawful, changed, field):
    with pytest.raises(RuleBroken) as refused:
        begin(accepted(), **changed)

    assert refused.value.field == field
    assert list(Placement.objects.all()) == []


def test_start_placement_considers_siblings_when_there_are_any(case, accepted, lawful):
    ChildFactory(family=case.child.family)
    referral = accepted()

    with pytest.raises(RuleBroken, match="søskende") as refused:
        begin(referral)

    assert refused.value.field == "siblings_considered"
    assert begin(referral, siblings_considered="Kan blive hjemme").siblings_considered == "Kan blive hjemme"


def test_start_placement_asks_for_an_investigation_or_an_urgent_ground(case, accepted, lawful):
    ChildInvestigation.objects.all().delete()
    referral = accepted()

    with pytest.raises(RuleBroken, match="børnefaglig undersøgelse"):
        begin(referral)

    urgent = begin(referral, urgent_ground="Fundet alene i nat", starts_on=date(2026, 6, 7))
    assert urgent.starts_on == date(2026, 6, 7)
    # Four months after the municipality became aware of the child, as § 20 says.
    assert urgent.mend_by == add_months(case.aware_on, 4)
    assert list(Placement.objects.to_mend()) == [urgent]


def test_an_urgent_placement_is_mended_when_nothing_lacks_any_more(case, ida, accepted, lawful):
    urgent = begin(accepted(), urgent_ground="Fundet alene i nat", heard=Heard())
    still = {"placement": urgent, "siblings_considered": "", "reported_on": None, "by": ida}

    kept = mend_placement(heard=Heard(is_companion_right_told=True), on=date(2026, 6, 18), **still)
    assert (urgent.mend_by, kept.mend_by, kept.mended_on) == (date(2026, 6, 22), date(2026, 6, 22), None)

    mended = mend_placement(heard=HEARD, on=date(2026, 6, 19), **still)
    assert (mended.mend_by, mended.mended_on) == (date(2026, 6, 22), date(2026, 6, 19))
    assert list(Placement.objects.to_mend()) == []
    assert list(Event.objects.filter(kind__startswith="placement.").order_by("pk").values_list("kind", flat=True)) == [
        "placement.started", "placement.checked", "placement.mended",
    ]  # fmt: skip


def test_start_placement_tells_all_that_lacks_at_once(case, accepted, lawful):
    ChildInvestigation.objects.all().delete()

    with pytest.raises(RuleBroken, match=r"1\) .*undersøgelse.*bisidder.*parterne.*støtteperson"):
        begin(accepted(), heard=Heard())

    assert list(SupervisionVisit.objects.all()) == []


def test_the_first_visit_is_planned_with_the_placement(accepted, lawful):
    placement = begin(accepted())

    assert list(placement.visits.values_list("due_on", "held_on")) == [(date(2026, 9, 15), None)]


@pytest.mark.parametrize("basis", [LegalBasis.CONSENT, LegalBasis.OWN_WISH])
def test_start_placement_asks_for_every_consent(accepted, lawful, basis):
    lawful.withdrawn_on = date(2026, 6, 8)
    lawful.save()

    with pytest.raises(RuleBroken, match="mangler samtykke") as refused:
        begin(accepted(), legal_basis=basis)

    assert refused.value.field == "legal_basis"


def test_start_placement_by_the_board_needs_no_consent(accepted, lawful):
    lawful.withdrawn_on = date(2026, 6, 8)
    lawful.save()

    assert list(Placement.objects.before_the_board()) == []
    placement = begin(accepted(), legal_basis=LegalBasis.PROVISIONAL, urgent_ground="Fundet alene i nat")
    assert list(Placement.objects.before_the_board()) == [placement]


def test_a_young_person_of_fifteen_consents_too(ida, accepted):
    case = CaseFactory(caseworker=ida, child=ChildFactory(name="Emil Bang", born_on=date(2011, 1, 1)))
    ChildConversationFactory(case=case)
    custody = CustodyFactory(child=case.child, since=date(2011, 1, 1))
    Consent.objects.create(case=case, kind="placement", holder=custody.holder, given_on=JUNE_8, written_by=ida)
    referral = accepted(case=case)

    with pytest.raises(RuleBroken, match="Emil Bang"):
        begin(referral, urgent_ground="Akut")

    Consent.objects.create(case=case, kind="placement", is_by_child=True, given_on=JUNE_8, written_by=ida)
    assert begin(referral, urgent_ground="Akut").child == case.child


def test_a_child_is_never_in_two_placements(case, ida, accepted, lawful):
    first = begin(accepted())
    ChildConversationFactory(case=case, on=JUNE_15)
    second = accepted(step=5, method="residential_treatment")

    with pytest.raises(RuleBroken, match="allerede anbragt"):
        begin(second, foster_type="")

    record_breakdown(placement=first, on=date(2026, 7, 1), what_happened="Rejste", childs_view="",
                     today=date(2026, 7, 1), by=ida)  # fmt: skip
    first.refresh_from_db()
    assert first.ends_on == date(2026, 7, 1)
    begun = begin(second, foster_type="", starts_on=date(2026, 7, 1), today=date(2026, 7, 1),
                  first_supervision_on=date(2026, 9, 1))  # fmt: skip
    assert begun.starts_on == date(2026, 7, 1)


def test_the_unborn_are_not_placed(ida, accepted):
    case = CaseFactory(caseworker=ida, child=ChildFactory(unborn=True))

    with pytest.raises(RuleBroken, match="ikke født"):
        begin(accepted(case=case))
