"""A placement while it lasts and when it ends: contact, visits, change, breakdown, return, and what follows."""

from datetime import date, timedelta

import pytest

from herning.audit.models import Event
from herning.rules import RuleBroken
from interventions import actions
from interventions.actions import Heard
from interventions.enums import ReferralStatus
from interventions.models import (
    Breakdown,
    Intervention,
    Placement,
    Referral,
    Return,
    StepMove,
    SupervisionVisit,
)
from reviews.actions import agree_plan
from tests.factories.cases import CaseFactory, ChildConversationFactory, RelativeFactory
from tests.factories.interventions import InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.placements import PlacementFactory
from tests.factories.reviews import PlanFactory

JUNE_15, SEPT_15, OCT_1 = date(2026, 6, 15), date(2026, 9, 15), date(2026, 10, 1)


@pytest.fixture
def placed(case):
    """Placed in a foster family since 15 June, with the first visit due on 15 September."""
    placement = PlacementFactory(case=case)
    SupervisionVisit.objects.create(placement=placement, due_on=SEPT_15)
    return placement


def contact(placed, by, **also):
    asked = {
        "with_whom": "Mor", "rhythm": "Hver lørdag", "basis": "agreed", "is_less_than_monthly": False,
        "is_supervised": False, "childs_wish": "Oftere", "from_on": JUNE_15,
    }  # fmt: skip
    return actions.set_contact(placement=placed, by=by, **asked | also)


def visit_held(placed, by, **also):
    told = {
        "held_on": date(2026, 9, 10), "is_announced": False, "has_spoken_with_child": True, "was_without_staff": True,
        "child_words": "Her er rart", "no_talk_reason": "", "findings": "Trives", "follow_up": "",
        "next_due_on": date(2027, 3, 1), "today": SEPT_15,
    }  # fmt: skip
    return actions.hold_supervision(visit=placed.visits.get(held_on=None), by=by, **told | also)


def test_contact_is_arranged_once_for_each_and_limited_only_by_the_board(placed, ida):
    with pytest.raises(RuleBroken, match="§ 105"):
        contact(placed, ida, is_supervised=True)
    stranger = RelativeFactory(name="En Fremmed")
    with pytest.raises(RuleBroken, match="anden familie"):
        contact(placed, ida, relative=stranger)

    made = contact(placed, ida, is_supervised=True, basis="board")
    with pytest.raises(RuleBroken, match="allerede en aftale"):
        contact(placed, ida, with_whom="mor")
    actions.end_contact(contact=made, until=OCT_1, by=ida)
    with pytest.raises(RuleBroken, match="allerede afsluttet"):
        actions.end_contact(contact=made, until=OCT_1, by=ida)
    assert contact(placed, ida, from_on=OCT_1).with_whom == "Mor"


def test_a_visit_is_written_once_and_plans_the_next(placed, ida):
    for changed, field in [
        ({"child_words": ""}, "child_words"),
        ({"has_spoken_with_child": False}, "no_talk_reason"),
        ({"findings": " "}, "findings"),
        ({"next_due_on": date(2027, 3, 11)}, "next_due_on"),
        ({"held_on": date(2026, 9, 16)}, "held_on"),
        ({"held_on": date(2026, 6, 14)}, "held_on"),
    ]:
        with pytest.raises(RuleBroken) as refused:
            visit_held(placed, ida, **changed)
        assert refused.value.field == field
    first = placed.visits.get()

    held = visit_held(placed, ida)

    assert list(placed.visits.order_by("due_on").values_list("due_on", "held_on")) == [
        (SEPT_15, date(2026, 9, 10)), (date(2027, 3, 1), None),
    ]  # fmt: skip
    assert (held.held_by, held.was_without_staff) == (ida, True)
    with pytest.raises(RuleBroken, match="allerede skrevet"):
        actions.move_supervision(visit=first, due_on=OCT_1, reason="Sygdom", today=SEPT_15, by=ida)


def test_a_visit_moves_with_a_reason_within_the_half_year(placed, ida):
    visit = placed.visits.get()

    with pytest.raises(RuleBroken, match="to besøg om året"):
        actions.move_supervision(visit=visit, due_on=date(2026, 12, 16), reason="Sygdom", today=SEPT_15, by=ida)
    moved = actions.move_supervision(visit=visit, due_on=date(2026, 12, 15), reason="Sygdom", today=SEPT_15, by=ida)

    assert moved.due_on == date(2026, 12, 15)
    assert list(SupervisionVisit.objects.overdue(on=date(2026, 12, 15))) == []
    assert list(SupervisionVisit.objects.overdue(on=date(2026, 12, 16))) == [moved]


def test_a_breakdown_ends_the_placement_and_asks_what_was_learnt(placed, ida):
    contact(placed, ida)
    with pytest.raises(RuleBroken, match="Registrér sammenbrud"):
        actions.end_intervention(
            intervention=placed.intervention, ends_on=OCT_1, reason="breakdown", text="Rejste", today=OCT_1, by=ida
        )

    broke = actions.record_breakdown(
        placement=placed, on=OCT_1, what_happened="Rejste hjem", childs_view="Savnede mor", today=OCT_1, by=ida
    )

    placed.refresh_from_db()
    assert (placed.ends_on, placed.intervention.end_reason) == (OCT_1, "breakdown")
    assert (placed.visits.get().cancelled_on, placed.contacts.get().until) == (OCT_1, OCT_1)
    assert list(Breakdown.objects.without_learning(by=OCT_1)) == [broke]
    learnt = actions.learn_from_breakdown(breakdown=broke, learning="Hør barnet før", on=date(2026, 10, 20), by=ida)
    assert (learnt.learnt_by, list(Breakdown.objects.without_learning(by=date(2027, 1, 1)))) == (ida, [])
    with pytest.raises(RuleBroken, match="allerede skrevet"):
        actions.learn_from_breakdown(breakdown=broke, learning="Mere", on=date(2026, 10, 21), by=ida)
    assert Event.objects.filter(kind="breakdown.recorded").get().case_number == placed.case_number


def sent_home(placed, by, **also):
    told = {
        "decided_on": OCT_1, "period_until": date(2027, 4, 1), "statement": "Klar",
        "support_at_home": "Ungeteamet", "today": OCT_1,
    }  # fmt: skip
    return actions.decide_return(placement=placed, by=by, **told | also)


def test_a_return_is_decided_after_a_talk_and_ends_the_placement_when_the_child_is_home(placed, case, ida):
    with pytest.raises(RuleBroken, match="ikke talt med"):
        sent_home(placed, ida)
    ChildConversationFactory(case=case, on=date(2026, 9, 20))
    with pytest.raises(RuleBroken, match="seks måneder"):
        sent_home(placed, ida, period_until=date(2027, 4, 2))
    for agreed_on in (None, date(2026, 6, 8)):
        if agreed_on:
            seen = PlanFactory(case=case, agreed_on=agreed_on).pk
        with pytest.raises(RuleBroken, match="Planen er ikke revideret"):
            sent_home(placed, ida)
    agree_plan(case=case, kind="child", purpose="Hjem igen", on=date(2026, 9, 25), seen_plan=seen, by=ida)
    with pytest.raises(RuleBroken, match="planen blev revideret") as refused:
        sent_home(placed, ida, decided_on=date(2026, 9, 24), period_until=OCT_1)
    assert refused.value.field == "decided_on"

    decided = sent_home(placed, ida)

    assert decided.plan_revised_on == date(2026, 9, 25)
    assert list(Return.objects.near(by=date(2027, 3, 31))) == []
    assert list(Return.objects.near(by=date(2027, 4, 1))) == [decided]
    with pytest.raises(RuleBroken, match="allerede besluttet"):
        sent_home(placed, ida)
    home = actions.complete_return(
        homecoming=decided, on=date(2026, 11, 2), text="Hjemme", today=date(2026, 11, 2), by=ida
    )
    placed.refresh_from_db()
    assert (home.returned_on, placed.ends_on) == (date(2026, 11, 2), date(2026, 11, 2))
    with pytest.raises(RuleBroken, match="ophørt"):
        actions.complete_return(homecoming=decided, on=OCT_1, text="Igen", today=date(2026, 11, 2), by=ida)


def changed(placed, referral, by, **also):
    kept = {
        "starts_on": OCT_1, "exit_plan": "Hjem", "next_step": placed.intervention.next_step, "planned_end_on": None,
        "legal_basis": "provisional", "purpose": "Ro", "expected_months": 6, "contact": "Hver uge",
        "first_supervision_on": date(2026, 12, 1), "siblings_considered": "", "heard": Heard(),
        "urgent_ground": "Kan ikke blive", "foster_type": "", "text": "Behov for behandling", "today": OCT_1,
    }  # fmt: skip
    return actions.change_placement(placement=placed, referral=referral, by=by, **kept | also)


def test_a_change_of_placement_is_one_act_and_never_two_places_at_once(placed, case, ida, per, claudisvej):
    StepMove.objects.create(case=case, to_step_id=4, on=JUNE_15, cause="start", reason="ro", decided_by=ida,
                            intervention=placed.intervention)  # fmt: skip
    offer = OfferFactory(step=5, method="residential_treatment", is_legal_placement=True)
    referral = ReferralFactory(
        case=case, offer=offer, department=claudisvej, approved=True, status=ReferralStatus.ACCEPTED, made_on=OCT_1,
        answered_on=OCT_1, answered_by=per,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="ikke talt med"):
        changed(placed, referral, ida)
    placed.refresh_from_db()
    assert placed.ends_on is None
    ChildConversationFactory(case=case, on=date(2026, 9, 28))
    with pytest.raises(RuleBroken, match="anden sag"):
        changed(PlacementFactory(case=CaseFactory(caseworker=ida)), referral, ida)

    new = changed(placed, referral, ida)

    placed.refresh_from_db()
    assert (placed.ends_on, new.starts_on, new.previous) == (OCT_1, OCT_1, placed)
    assert placed.intervention.end_reason == "moved_up"
    assert list(Placement.objects.running().filter(child=case.child_id)) == [new]
    assert list(StepMove.objects.order_by("on").values_list("on", "from_step", "to_step")) == [
        (JUNE_15, None, 4), (OCT_1, 4, 5),
    ]  # fmt: skip
    with pytest.raises(RuleBroken):
        changed(placed, referral, ida)


ON = date(2026, 11, 20)
# The help, what else is known in the case, and whether its exit is ready and warned about eight weeks ahead.
EXITS = [
    ({"step": 4, "next_step": 2}, {}, (False, True)),
    ({"step": 4, "next_step": 2}, {"referral": (2, "sent")}, (True, False)),
    ({"step": 4, "next_step": 2}, {"referral": (1, "accepted")}, (True, False)),
    ({"step": 4, "next_step": 2}, {"referral": (2, "draft")}, (False, True)),
    ({"step": 4, "next_step": 2}, {"referral": (2, "declined")}, (False, True)),
    ({"step": 4, "next_step": 2}, {"referral": (4, "accepted")}, (False, True)),
    ({"step": 4, "next_step": 2}, {"help": 2}, (True, False)),
    ({"step": 4, "next_step": 2}, {"help": 1}, (False, True)),
    ({"step": 1, "next_step": 0}, {}, (True, False)),
    ({"step": 2, "next_step": 0}, {}, (False, True)),
    ({"step": 2, "next_step": 0}, {"named": None}, (True, False)),
    ({"step": 2, "next_step": 0}, {"named": date(2026, 12, 1)}, (False, True)),
    ({"step": 0, "next_step": None}, {}, (False, False)),
    ({"step": 1, "next_step": 0, "days": -1}, {}, (True, True)),
    ({"step": 4, "next_step": 2, "days": 57}, {}, (False, False)),
]


@pytest.mark.parametrize(("told", "known", "expected"), EXITS)
def test_an_exit_is_ready_when_the_next_step_is_decided(case, claudisvej, told, known, expected):
    step, days = told["step"], told.get("days", 40)
    given = InterventionFactory(
        case=case, offer=OfferFactory(step=step), next_step=told["next_step"], planned_end_on=ON + timedelta(days=days)
    )
    if "referral" in known:
        lower, status = known["referral"]
        answered = {"answered_on": ON, "answered_by": case.caseworker} if status in {"accepted", "declined"} else {}
        reason = {"decline_reason": "full"} if status == "declined" else {}
        ReferralFactory(
            case=case, offer=OfferFactory(step=lower), status=status, approved=lower >= 3, **answered, **reason
        )
    if "help" in known:
        InterventionFactory(case=case, offer=OfferFactory(step=known["help"]))
    if "named" in known:
        Intervention.objects.filter(pk=given.pk).update(next_offer=OfferFactory(step=0, closes_on=known["named"]))

    shown = Intervention.objects.with_exit().get(pk=given.pk)
    warned = Intervention.objects.exit_warned(on=ON).filter(pk=given.pk).exists()

    assert (shown.is_exit_ready, warned) == expected
    assert Intervention.objects.overrun(on=ON).filter(pk=given.pk).exists() == (days < 0 and step > 0)


def test_a_time_limited_offer_ends_after_its_longest_course(case):
    offer = OfferFactory(step=2, is_time_limited=True, max_weeks=16)
    given = InterventionFactory(case=case, offer=offer, next_step=1)

    assert Intervention.objects.with_exit().get(pk=given.pk).exits_on == JUNE_15 + timedelta(weeks=16)
    assert list(Intervention.objects.overrun(on=ON)) == [given]


def test_prolonging_is_kept_with_its_reason_and_the_next_step_is_drafted_once(case, ida, signed_in):
    given = InterventionFactory(case=case, offer=OfferFactory(step=4), planned_end_on=date(2026, 12, 1), next_step=2)
    actions.prolong_intervention(
        intervention=given, planned_end_on=date(2027, 2, 1), reason="Skolen", today=ON, by=ida
    )  # fmt: skip
    assert Event.objects.filter(kind="intervention.prolonged").values_list("why", flat=True).get() == "Skolen"

    client, url = signed_in(ida), f"/indsatser/{given.pk}/naeste/"
    first = client.post(url, {"step": "2", "need": "Støtte hjemme"})
    second = client.post(url, {"step": "2", "need": "Støtte hjemme"})

    draft = Referral.objects.get(status=ReferralStatus.DRAFT)
    assert (draft.step_id, draft.need) == (2, "Støtte hjemme")
    assert first["Location"] == second["Location"] == f"/sager/{case.number}/visitation/?udkast={draft.pk}"
