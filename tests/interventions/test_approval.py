"""Who approves what: by step and price, lent for some days, never one's own; and when two act at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import close_old_connections, connection
from django.urls import reverse

from herning.accounts.permissions import Role
from herning.rules import RuleBroken
from herning.web.days import long_date
from interventions.actions import (
    approve_referral,
    delegate_approval,
    refer,
    set_approval_limit,
    withdraw_delegation,
    withdraw_referral,
)
from interventions.approval_rules import Limit, approver
from interventions.enums import ReferralStatus
from interventions.models import ApprovalDelegation, ApprovalLimit, OfferPrice, Referral
from tests.factories.accounts import UserFactory
from tests.factories.approval import ApprovalDelegationFactory
from tests.factories.cases import CaseFactory, ChildConversationFactory
from tests.factories.interventions import CapacityFactory, OfferFactory, ReferralFactory

JUNE_8 = date(2026, 6, 8)
NOBODY = ""
LIMITS = [Limit("caseworker", 2, 4_000), Limit("team_leader", 4, 20_000), Limit("manager", 5)]
# step · price a week · who approves it · who approves it when the team leader has made it
MATRIX = [
    (0, None, NOBODY, NOBODY),
    (1, 4_000, NOBODY, NOBODY),
    (2, 4_001, "team_leader", "manager"),
    (2, 20_001, "manager", "manager"),
    (2, None, NOBODY, NOBODY),
    (3, 0, "team_leader", "manager"),
    (3, None, "team_leader", "manager"),
    (4, 20_000, "team_leader", "manager"),
    (4, 20_001, "manager", "manager"),
    (5, 0, "manager", "manager"),
    (5, None, "manager", "manager"),
]


@pytest.mark.parametrize("row", MATRIX, ids=str)
def test_step_and_price_say_who_approves(row):
    step, price, asked, asked_of_leader = row

    assert approver(step, price, LIMITS) == asked
    assert approver(step, price, LIMITS, is_leader=True) == asked_of_leader


@pytest.mark.parametrize("step", [3, 4, 5])
def test_the_upper_steps_are_never_the_caseworkers_alone_whatever_the_limits(step):
    assert approver(step, 0, [Limit("caseworker", 5), Limit("team_leader", 5)]) == "team_leader"


def awaiting(case, *, role=Role.TEAM_LEADER, by=None):
    """A referral to step 4 that waits for approval."""
    return ReferralFactory(
        case=case, offer=OfferFactory(step=4), status=ReferralStatus.AWAITING_APPROVAL, approver_role=role,
        made_by=by or case.caseworker,
    )  # fmt: skip


# Who acts · whom it waits for · whether the word was lent to them · what comes of it
WHO = [
    ("lone", Role.TEAM_LEADER, False, "approved"),
    ("lone", "", False, "approved"),
    ("lone", Role.MANAGER, False, "refused"),
    ("rie", Role.MANAGER, False, "approved"),
    ("rie", Role.TEAM_LEADER, False, "refused"),
    ("colleague", Role.TEAM_LEADER, False, "refused"),
    ("colleague", Role.TEAM_LEADER, True, "approved"),
    ("colleague", Role.MANAGER, True, "refused"),
    ("ida", Role.TEAM_LEADER, True, "own"),
    ("leif", Role.TEAM_LEADER, False, "refused"),
    ("leif", Role.TEAM_LEADER, True, "approved"),
    ("per", Role.TEAM_LEADER, False, "refused"),
    ("alf", Role.MANAGER, False, "refused"),
]


@pytest.fixture
def colleague(team):
    """Another caseworker of Ida's team."""
    return UserFactory(name="Kaj Lind", team=team)


@pytest.fixture
def leif(other_team):
    """The leader of another team."""
    return UserFactory(name="Leif Bo", role=Role.TEAM_LEADER, team=other_team)


@pytest.mark.parametrize(("who", "role", "is_lent", "outcome"), WHO)
def test_only_whom_it_waits_for_approves(request, case, who, role, is_lent, outcome):
    by = request.getfixturevalue(who)
    referral = awaiting(case, role=role)
    CapacityFactory(offer=referral.offer, department=referral.department)
    if is_lent:
        ApprovalDelegationFactory(team=case.team, to=by)

    if outcome == "approved":
        assert approve_referral(referral=referral, on=JUNE_8, by=by).approved_by == by
        return
    with pytest.raises(RuleBroken if outcome == "own" else PermissionDenied):
        approve_referral(referral=referral, on=JUNE_8, by=by)
    assert Referral.objects.get().status == ReferralStatus.AWAITING_APPROVAL


@pytest.mark.parametrize(
    "changed", [{"since": date(2026, 6, 9)}, {"until": date(2026, 6, 7)}, {"is_withdrawn": True}, {"team": None}]
)
def test_a_lent_word_holds_for_its_days_its_team_and_until_it_is_taken_back(case, colleague, other_team, changed):
    lent = {"team": case.team, "to": colleague} | changed
    ApprovalDelegationFactory(**lent | {"team": lent["team"] or other_team})

    with pytest.raises(PermissionDenied):
        approve_referral(referral=awaiting(case), on=JUNE_8, by=colleague)


def test_a_price_beyond_the_leaders_limit_goes_to_the_manager(case, given, lone, rie, alf):
    capacity = given(step=2)
    OfferPrice.objects.create(offer=capacity.offer, kroner=30_000, unit="week", valid_from=date(2026, 1, 1))
    for role, step, price in (("caseworker", 2, 4_000), ("team_leader", 5, 20_000)):
        set_approval_limit(
            limit=ApprovalLimit.objects.get(pk=role), highest_step=step, highest_weekly_price=price, seen_version=1,
            by=alf,
        )  # fmt: skip

    made = refer(
        case=case, offer=capacity.offer, department=capacity.department, need="Ro", why_not_lower="Prøvet", on=JUNE_8,
        by=case.caseworker,
    )  # fmt: skip

    assert (made.status, made.approver_role) == (ReferralStatus.AWAITING_APPROVAL, Role.MANAGER)
    assert list(Referral.objects.to_approve_by(lone, on=JUNE_8)) == []
    assert list(Referral.objects.to_approve_by(rie, on=JUNE_8)) == [made]


def test_the_leaders_own_referral_waits_for_the_manager(case, given, lone, rie):
    capacity = given(step=4)
    made = refer(
        case=case, offer=capacity.offer, department=capacity.department, need="Ro", why_not_lower="Prøvet", on=JUNE_8,
        by=lone,
    )  # fmt: skip

    with pytest.raises(RuleBroken, match="selv lavet"):
        approve_referral(referral=made, on=JUNE_8, by=lone)
    assert approve_referral(referral=made, on=JUNE_8, by=rie).status == ReferralStatus.SENT


def test_a_limit_is_refused_when_it_has_changed_or_frees_the_upper_steps(alf, db):
    limit = ApprovalLimit.objects.get(pk="caseworker")
    with pytest.raises(RuleBroken, match="Trin 3–5"):
        set_approval_limit(limit=limit, highest_step=3, highest_weekly_price=None, seen_version=1, by=alf)
    set_approval_limit(limit=limit, highest_step=1, highest_weekly_price=None, seen_version=1, by=alf)
    with pytest.raises(RuleBroken, match="ændret imens"):
        set_approval_limit(limit=limit, highest_step=2, highest_weekly_price=None, seen_version=1, by=alf)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"since": date(2026, 6, 7)}, "since"),
        ({"until": date(2026, 6, 7)}, "until"),
        ({"until": date(2036, 6, 7)}, "until"),
        ({"to": "lone"}, "to"),
        ({"to": "bo"}, "to"),
        ({"to": "per"}, "to"),
        ({"reason": " "}, "reason"),
    ],
)
def test_a_word_is_lent_to_a_colleague_for_days_to_come(request, lone, colleague, changed, field):
    if "to" in changed:
        changed = {"to": request.getfixturevalue(changed["to"])}
    asked = {"to": colleague, "since": JUNE_8, "until": date(2026, 6, 20), "reason": "Ferie"} | changed

    with pytest.raises(RuleBroken) as refused:
        delegate_approval(**asked, on=JUNE_8, by=lone)

    assert (refused.value.field, ApprovalDelegation.objects.count()) == (field, 0)


def test_a_stand_in_approves_on_the_screen_and_sees_no_other_page_of_the_case(
    signed_in, case, lone, colleague, time_machine
):
    time_machine.move_to("2026-06-08T09:00:00+02:00")
    referral = awaiting(case)
    CapacityFactory(offer=referral.offer, department=referral.department)
    leader, stand_in = signed_in(lone), signed_in(colleague)
    approve = reverse("interventions:approve", args=[referral.pk])
    assert stand_in.get(approve).status_code == 404

    lent = {"to": colleague.pk, "since": "2026-06-08", "until": "2026-06-20", "reason": "Ferie"}
    told = leader.post(reverse("interventions:delegations"), lent, follow=True).content.decode()
    assert f"{colleague.name} kan nu godkende i dit sted til og med {long_date(date(2026, 6, 20))}." in told
    assert approve in stand_in.get("/").content.decode()
    page = stand_in.get(approve)
    assert (page.status_code, page.context["header"]["tabs"]) == (200, [])
    assert stand_in.get(reverse("interventions:referral", args=[referral.pk])).status_code == 404
    answer = stand_in.post(approve, {"decision": "approve"})
    assert (answer.status_code, answer["Location"]) == (302, "/")

    withdraw_delegation(delegation=ApprovalDelegation.objects.get(), by=lone)
    assert stand_in.get(reverse("interventions:approve", args=[awaiting(case).pk])).status_code == 404


@pytest.mark.parametrize("is_lent", [False, True])
def test_the_form_is_not_shown_again_in_a_second_tab_once_the_approval_is_decided(
    signed_in, case, lone, colleague, is_lent
):
    if is_lent:
        ApprovalDelegationFactory(team=case.team, to=colleague)
    client, referral = signed_in(colleague if is_lent else lone), awaiting(case)
    CapacityFactory(offer=referral.offer, department=referral.department)
    url = reverse("interventions:approve", args=[referral.pk])
    assert client.get(url).status_code == 200
    approve_referral(referral=referral, on=JUNE_8, by=lone)

    again = client.get(url)

    onward = reverse("dashboards:start") if is_lent else reverse("interventions:referral", args=[referral.pk])
    assert (again.status_code, again.url) == (302, onward)
    assert "Der er taget stilling: visitationen er nu “Sendt til udfører”." in client.get(again.url).content.decode()


def test_days_that_come_are_named_and_not_called_now(signed_in, lone, colleague, time_machine):
    time_machine.move_to("2026-06-08T09:00:00+02:00")
    lent = {"to": colleague.pk, "since": "2026-06-10", "until": "2026-06-20", "reason": "Ferie"}

    told = signed_in(lone).post(reverse("interventions:delegations"), lent, follow=True).content.decode()

    days = f"fra {long_date(date(2026, 6, 10))} til og med {long_date(date(2026, 6, 20))}"
    assert f"{colleague.name} kan godkende i dit sted {days}." in told


def test_the_manager_finds_what_waits_on_the_start_page(signed_in, case, rie, lone):
    managers, leaders = awaiting(case, role=Role.MANAGER), awaiting(case)

    shown = signed_in(rie).get("/").content.decode()

    assert reverse("interventions:approve", args=[managers.pk]) in shown
    assert reverse("interventions:approve", args=[leaders.pk]) not in shown


@pytest.mark.django_db(transaction=True)
def test_approving_while_the_caseworker_withdraws_lets_only_one_through(ida, lone):
    case = CaseFactory(caseworker=ida)
    ChildConversationFactory(case=case)
    referral = awaiting(case)
    CapacityFactory(offer=referral.offer, department=referral.department)

    def act(what):
        try:
            what()
        except RuleBroken:
            return "told"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as together:
        results = together.map(
            act,
            [
                lambda: approve_referral(referral=referral, on=JUNE_8, by=lone),
                lambda: withdraw_referral(referral=referral, reason="Flyttet", on=JUNE_8, by=ida),
            ],
        )
        approved, withdrawn = results

    close_old_connections()
    status = Referral.objects.get().status
    # What is approved can still be withdrawn; what is withdrawn can never be approved.
    assert (approved, withdrawn, status) in {
        ("done", "done", ReferralStatus.WITHDRAWN),
        ("told", "done", ReferralStatus.WITHDRAWN),
    }
