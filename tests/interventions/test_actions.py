"""The story of one child's help, told by acts against the real database."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from herning.audit.models import Event
from herning.rules import RuleBroken
from interventions.actions import (
    accept_referral,
    approve_referral,
    decline_referral,
    end_intervention,
    prepare_referral,
    put_on_waiting_list,
    refer,
    return_referral,
    set_capacity,
    start_intervention,
    withdraw_referral,
)
from interventions.enums import DeclineReason, EndReason, ReferralStatus
from interventions.models import Intervention, Place, Referral, Step, StepMove
from interventions.signals import intervention_ended, intervention_started
from tests.factories.cases import CaseFactory, ChildConversationFactory, ChildFactory
from tests.factories.interventions import InterventionFactory, OfferFactory, ReferralFactory

JUNE_8 = date(2026, 6, 8)
JUNE_15 = date(2026, 6, 15)


def referred(case, capacity, **also):
    """A referral by the case's own caseworker."""
    keywords = {
        "case": case, "offer": capacity.offer, "department": capacity.department, "need": "Ro om hverdagen",
        "why_not_lower": "Gruppe er prøvet", "on": JUNE_8, "by": case.caseworker,
    } | also  # fmt: skip
    return refer(**keywords)


def accepted(case, capacity, per):
    """An accepted referral below step 3."""
    return accept_referral(referral=referred(case, capacity), expected_on=JUNE_15, on=JUNE_8, by=per)


def begun(referral, step=1, **also):
    """Help that began on 15 June, with its exit planned."""
    keywords = {
        "referral": referral, "starts_on": JUNE_15, "exit_plan": "Hjem med netværket", "today": JUNE_15,
        "next_step": Step.objects.get(pk=step), "by": referral.case.caseworker,
    } | also  # fmt: skip
    return start_intervention(**keywords)


def test_refer_goes_straight_to_the_provider_below_step_three(case, given):
    referral = referred(case, given(step=2))

    assert (referral.status, referral.step_id, referral.made_by) == (ReferralStatus.SENT, 2, case.caseworker)
    assert [event.kind for event in Event.objects.all()] == ["referral.made"]


@pytest.mark.parametrize("step", [3, 4, 5])
def test_refer_waits_for_the_team_leader_from_step_three(case, given, step):
    assert referred(case, given(step=step)).status == ReferralStatus.AWAITING_APPROVAL


@pytest.mark.parametrize("step", [1, 4])
def test_refer_refuses_a_step_without_saying_why_not_lower(case, given, step):
    with pytest.raises(RuleBroken, match="lavere trin") as refused:
        referred(case, given(step=step), why_not_lower=" ")

    assert refused.value.field == "why_not_lower"
    assert list(Referral.objects.all()) == []


def test_refer_to_the_lowest_step_needs_no_such_reason(case, given):
    assert referred(case, given(step=0), why_not_lower="").status == ReferralStatus.SENT


def test_refer_refuses_when_the_child_is_not_spoken_with(ida, given):
    case = CaseFactory(caseworker=ida)
    ChildConversationFactory(case=case, on=date(2026, 5, 30))

    with pytest.raises(RuleBroken, match="§ 5"):
        referred(case, given())


def test_refer_asks_for_a_new_conversation_after_help_has_begun(case, given):
    InterventionFactory(case=case, starts_on=date(2026, 6, 5))

    with pytest.raises(RuleBroken, match="§ 5"):
        referred(case, given())


def test_refer_speaks_not_with_the_unborn(ida, given):
    case = CaseFactory(caseworker=ida, child=ChildFactory(unborn=True))

    assert referred(case, given()).status == ReferralStatus.SENT


def test_refer_refuses_a_closed_offer_and_a_department_without_it(case, given, claudisvej):
    closed = given(closes_on=date(2026, 6, 8))
    with pytest.raises(RuleBroken, match="lukket"):
        referred(case, closed)

    with pytest.raises(RuleBroken, match="giver ikke") as refused:
        refer(
            case=case, offer=OfferFactory(), department=claudisvej, need="Ro", why_not_lower="Prøvet", on=JUNE_8,
            by=case.caseworker,
        )  # fmt: skip
    assert refused.value.field == "offer"


def test_refer_twice_to_the_same_help_is_refused(case, given):
    capacity = given()
    referred(case, capacity)

    with pytest.raises(RuleBroken, match="allerede visiteret"):
        referred(case, capacity)


def test_refer_in_another_workers_case_is_refused(case, given, bo):
    with pytest.raises(PermissionDenied):
        referred(case, given(), by=bo)


def test_a_prepared_referral_is_completed_as_the_same_row(case, given, ida):
    draft = prepare_referral(case=case, step=Step.objects.get(pk=1), need="Mindre hjælp", on=JUNE_8, by=ida)
    capacity = given(step=1)

    done = referred(case, capacity, need=draft.need, why_not_lower=draft.why_not_lower, draft=draft)

    assert (done.pk, done.status, done.offer) == (draft.pk, ReferralStatus.SENT, capacity.offer)
    with pytest.raises(RuleBroken):
        referred(case, given(step=1), draft=draft)


def test_a_draft_of_another_case_is_refused(case, given, ida):
    draft = ReferralFactory(case__caseworker=ida, status=ReferralStatus.DRAFT, offer=None, department=None, step=1)

    with pytest.raises(RuleBroken, match="anden sag"):
        referred(case, given(), draft=draft)


def test_approval_is_never_ones_own(case, given, lone, team):
    own = referred(case, given(step=4), by=lone)
    with pytest.raises(RuleBroken, match="selv lavet"):
        approve_referral(referral=own, on=JUNE_8, by=lone)

    others = referred(case, given(step=5))
    assert approve_referral(referral=others, on=JUNE_8, by=lone).status == ReferralStatus.SENT
    with pytest.raises(RuleBroken, match="Genindlæs"):
        approve_referral(referral=others, on=JUNE_8, by=lone)


def test_a_caseworker_may_not_approve(case, given, ida):
    with pytest.raises(PermissionDenied):
        approve_referral(referral=referred(case, given(step=4)), on=JUNE_8, by=ida)


def test_a_returned_referral_is_a_draft_again(case, given, lone):
    returned = return_referral(referral=referred(case, given(step=4)), reason="Prøv netværket", on=JUNE_8, by=lone)

    assert (returned.status, returned.returned_reason) == (ReferralStatus.DRAFT, "Prøv netværket")


def test_accepting_takes_the_lowest_free_place_and_full_is_told(case, given, per, ida):
    capacity = given(places=2)
    children = [CaseFactory(caseworker=ida) for _ in range(3)]
    for other in children:
        ChildConversationFactory(case=other)
    first, second, third = (referred(other, capacity) for other in children)
    accept_referral(referral=first, expected_on=JUNE_15, on=JUNE_8, by=per)
    accept_referral(referral=second, expected_on=JUNE_15, on=JUNE_8, by=per)
    put_on_waiting_list(referral=referred(case, capacity), answer="Der er kø", on=JUNE_8, by=per)

    with pytest.raises(RuleBroken, match="Alle 2 pladser er optaget, og 1 barn venter"):
        accept_referral(referral=third, expected_on=JUNE_15, on=JUNE_8, by=per)

    withdraw_referral(referral=first, reason="Flyttet", on=JUNE_8, by=ida)
    accept_referral(referral=third, expected_on=JUNE_15, jump_reason="Akut", on=JUNE_8, by=per)
    assert list(Place.objects.order_by("pk").values_list("number", "until")) == [(1, JUNE_8), (2, None), (1, None)]


def test_only_the_department_answers(case, given, stig):
    with pytest.raises(PermissionDenied):
        accept_referral(referral=referred(case, given()), expected_on=JUNE_15, on=JUNE_8, by=stig)


def test_declining_says_why(case, given, per):
    referral = referred(case, given())
    with pytest.raises(RuleBroken) as refused:
        decline_referral(referral=referral, reason=DeclineReason.AGE, answer="", on=JUNE_8, by=per)
    assert refused.value.field == "answer"

    declined = decline_referral(referral=referral, reason=DeclineReason.AGE, answer="For ung", on=JUNE_8, by=per)

    assert (declined.status, declined.answered_by) == (ReferralStatus.DECLINED, per)


def test_start_intervention_moves_the_child_and_tells_the_floors_above(case, given, per, ida):
    heard = []
    listener = lambda **said: heard.append((said["intervention"], said["by"]))  # noqa: E731 -- kept alive by its name
    intervention_started.connect(listener)
    try:
        started = begun(accepted(case, given(step=2), per))
    finally:
        intervention_started.disconnect(listener)

    assert heard == [(started, ida)]
    (move,) = StepMove.objects.all()
    assert (move.on, move.from_step_id, move.to_step_id, move.skipped) == (JUNE_15, None, 2, 1)
    assert (move.reason, move.decided_by) == ("Gruppe er prøvet", ida)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"exit_plan": "  "}, "exit_plan"),
        ({"next_step": None}, "next_step"),
        ({"step": 2}, "next_step"),
        ({"planned_end_on": JUNE_15}, "planned_end_on"),
        ({"starts_on": date(2026, 6, 7)}, "starts_on"),
        ({"starts_on": date(2027, 6, 7)}, "starts_on"),
    ],
)
def test_start_intervention_refuses_without_an_exit_or_in_disorder(case, given, per, changed, field):
    referral = accepted(case, given(step=2), per)

    with pytest.raises(RuleBroken) as refused:
        begun(referral, **changed)

    assert refused.value.field == field
    assert list(Intervention.objects.all()) == []
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.ACCEPTED


def test_start_intervention_refuses_what_is_not_accepted_and_what_is_a_placement(case, given, per):
    with pytest.raises(RuleBroken, match="Sendt til udfører"):
        begun(referred(case, given(step=2)))
    with pytest.raises(RuleBroken, match="anbringelse i lovens forstand"):
        begun(accepted(case, given(step=2, is_legal_placement=True), per))


def test_end_intervention_frees_the_place_and_tells_the_move(case, given, per, ida):
    started = begun(accepted(case, given(step=2, places=1), per))
    heard = []
    listener = lambda **said: heard.append(said["intervention"])  # noqa: E731 -- kept alive by its name
    intervention_ended.connect(listener)
    try:
        ended = end_intervention(
            intervention=started, ends_on=date(2026, 7, 1), reason=EndReason.FINISHED, text="Det går godt",
            today=date(2026, 7, 1), by=ida,
        )  # fmt: skip
    finally:
        intervention_ended.disconnect(listener)

    assert heard == [ended]
    assert Place.objects.get().until == date(2026, 7, 1)
    assert list(StepMove.objects.order_by("on").values_list("on", "from_step", "to_step")) == [
        (JUNE_15, None, 2), (date(2026, 7, 1), 2, None),
    ]  # fmt: skip
    with pytest.raises(RuleBroken, match="allerede afsluttet"):
        end_intervention(
            intervention=started, ends_on=date(2026, 7, 2), reason=EndReason.OTHER, text="Igen",
            today=date(2026, 7, 2), by=ida,
        )  # fmt: skip


@pytest.mark.parametrize("ends_on", [date(2026, 6, 14), date(2026, 7, 2)])
def test_end_intervention_refuses_before_the_start_and_ahead_of_time(case, given, per, ida, ends_on):
    started = begun(accepted(case, given(step=2), per))

    with pytest.raises(RuleBroken) as refused:
        end_intervention(
            intervention=started, ends_on=ends_on, reason=EndReason.OTHER, text="Slut", today=date(2026, 7, 1), by=ida
        )

    assert refused.value.field == "ends_on"


def test_places_are_never_fewer_than_children(case, given, per, pia, stig):
    capacity = given(step=2, places=2)
    accepted(case, capacity, per)

    with pytest.raises(RuleBroken, match="1 barn har plads nu"):
        set_capacity(capacity=capacity, places_total=0, on=JUNE_15, by=pia)
    assert set_capacity(capacity=capacity, places_total=1, on=JUNE_15, by=pia).places_total == 1
    with pytest.raises(PermissionDenied):
        set_capacity(capacity=capacity, places_total=1, on=JUNE_15, by=stig)
