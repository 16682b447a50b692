"""A child that moves from one placement to another is out of the home without a break: the law's clocks run on."""

from datetime import date

import pytest
from django.urls import reverse

from cases.models import Consent
from herning.rules import RuleBroken
from interventions.actions import change_placement, hold_supervision, move_supervision, record_board_decision
from interventions.enums import LegalBasis, ReferralStatus
from interventions.models import Placement
from interventions.placement_checklist import lacking
from interventions.placement_facts import checklist
from reviews.clocks import deadlines
from tests.factories.cases import ChildConversationFactory, CustodyFactory
from tests.factories.interventions import OfferFactory, ReferralFactory
from tests.factories.placements import PlacementFactory
from tests.factories.reviews import PlanFactory
from tests.interventions.test_placement import HEARD

JUNE_15, JUNE_20, SEPT_15, OCT_1 = date(2026, 6, 15), date(2026, 6, 20), date(2026, 9, 15), date(2026, 10, 1)

VISIT = {
    "is_announced": False, "has_spoken_with_child": True, "was_without_staff": True, "child_words": "Her er rart",
    "no_talk_reason": "", "findings": "Trives", "follow_up": "", "next_due_on": date(2027, 3, 1),
}  # fmt: skip


@pytest.fixture
def placed(case):
    """In a foster family since 15 June; nobody has visited yet."""
    placement = PlacementFactory(case=case)
    placement.visits.create(due_on=SEPT_15)
    return placement


@pytest.fixture
def moved(case, claudisvej, per):
    """Move the child to a residential home."""

    def move(placed, on, **also):
        ChildConversationFactory(case=case, on=on)
        offer = OfferFactory(step=5, method="residential_treatment", is_legal_placement=True)
        referral = ReferralFactory(
            case=case, offer=offer, department=claudisvej, approved=True, status=ReferralStatus.ACCEPTED,
            made_on=on, answered_on=on, answered_by=per,
        )  # fmt: skip
        kept = {
            "starts_on": on, "exit_plan": "Hjem", "next_step": placed.intervention.next_step, "planned_end_on": None,
            "legal_basis": placed.legal_basis, "purpose": "Ro", "expected_months": 6, "contact": "Hver uge",
            "first_supervision_on": on, "siblings_considered": "", "heard": HEARD,
            "urgent_ground": "Kan ikke blive", "text": "Behov for behandling", "today": on,
        }  # fmt: skip
        by = placed.intervention.case.caseworker
        return change_placement(placement=placed, referral=referral, by=by, **kept | also)

    return move


def due(case):
    return {deadline.kind: deadline.due_on for deadline in deadlines(case)}


def test_a_move_on_the_fifth_day_gives_the_board_no_new_week(case, placed, moved, sanne, signed_in):
    Placement.objects.filter(pk=placed.pk).update(legal_basis=LegalBasis.PROVISIONAL, urgent_ground="Vold")
    placed.refresh_from_db()

    new = moved(placed, JUNE_20)

    assert due(case)["board"] == date(2026, 6, 22)
    assert due(case)["plan_before"] == JUNE_15
    (point,) = [point for point in checklist(new, new.intervention.referral) if point.code == "provisional"]
    assert point.due_on == date(2026, 6, 22)
    board = signed_in(sanne).get(reverse("interventions:board"))
    assert [(one, one.due_on) for one in board.context["waiting"]] == [(new, date(2026, 6, 22))]
    told = {"on": JUNE_20, "outcome": "decided", "text": "Godkendt.", "today": JUNE_20, "by": sanne}
    with pytest.raises(RuleBroken, match="Barnet er flyttet"):
        record_board_decision(placement=placed, **told)


def test_what_the_stay_rests_on_from_the_move_counts_from_the_move(case, placed, moved):
    moved(placed, OCT_1, legal_basis=LegalBasis.PROVISIONAL)

    assert due(case)["board"] == date(2026, 10, 8)


@pytest.mark.parametrize("basis", [LegalBasis.BOARD, LegalBasis.PROVISIONAL])
def test_the_boards_decision_follows_the_child_from_143_to_47(case, placed, moved, sanne, basis):
    PlanFactory(case=case)
    Placement.objects.filter(pk=placed.pk).update(
        legal_basis=LegalBasis.PROVISIONAL, urgent_ground="Vold", board_decided_on=JUNE_20, board_outcome="decided",
        board_decision="Godkendt.", board_recorded_by=sanne,
    )  # fmt: skip
    placed.refresh_from_db()

    new = moved(placed, OCT_1, legal_basis=basis)

    assert (new.board_decided_on, new.board_decision, new.board_recorded_by) == (JUNE_20, "Godkendt.", sanne)
    codes = {point.code for point in lacking(checklist(new, new.intervention.referral))}
    assert not codes & {"board", "provisional"}
    assert "board" not in due(case)


def test_nobody_moves_on_what_the_board_refused(case, placed, moved, sanne):
    Placement.objects.filter(pk=placed.pk).update(
        legal_basis=LegalBasis.PROVISIONAL, urgent_ground="Vold", board_decided_on=JUNE_20, board_outcome="refused",
        board_decision="Afvist.", board_recorded_by=sanne,
    )  # fmt: skip
    placed.refresh_from_db()

    with pytest.raises(RuleBroken, match="Udvalget afviste") as refused:
        moved(placed, OCT_1)

    assert refused.value.field == "legal_basis"


@pytest.fixture
def by_consent(case, ida, placed):
    """The basis is the child's custody holder's word, given before the start."""
    custody = CustodyFactory(child=case.child)
    Consent.objects.create(
        case=case, kind="placement", holder=custody.holder, given_on=date(2026, 6, 7), written_by=ida
    )


@pytest.mark.usefixtures("by_consent")
def test_a_move_gives_neither_the_plan_nor_the_visit_more_time(case, placed, moved, ida):
    with pytest.raises(RuleBroken, match=r"senest tir 15\. dec\. 2026") as refused:
        moved(placed, OCT_1, first_supervision_on=date(2026, 12, 16))
    assert refused.value.field == "first_supervision_on"
    placed.refresh_from_db()
    placed.intervention.refresh_from_db()

    new = moved(placed, OCT_1, first_supervision_on=date(2026, 12, 15))

    assert (new.placed_since, new.stays_since) == (JUNE_15, JUNE_15)
    assert due(case)["plan"] == SEPT_15
    with pytest.raises(RuleBroken, match="to besøg om året"):
        move_supervision(visit=new.visits.get(), due_on=date(2026, 12, 16), reason="Sygdom", today=OCT_1, by=ida)


@pytest.mark.usefixtures("by_consent")
def test_the_half_year_runs_from_the_last_visit_at_the_place_before(placed, moved, ida):
    hold_supervision(visit=placed.visits.get(), held_on=date(2026, 9, 10), today=SEPT_15, by=ida, **VISIT)

    new = moved(placed, OCT_1, first_supervision_on=date(2027, 3, 10))

    with pytest.raises(RuleBroken, match="to besøg om året"):
        move_supervision(visit=new.visits.get(), due_on=date(2027, 3, 11), reason="Sygdom", today=OCT_1, by=ida)
