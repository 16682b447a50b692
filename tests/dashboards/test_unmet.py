"""Unmet demand: each number equals its list, a child counts once for an offer, and whose cases it is about."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from cases.models import Case
from dashboards.figures import unmet
from dashboards.figures.scope import Scope
from herning.accounts.permissions import ROLES, Permission, Role
from tests.factories.cases import CaseFactory
from tests.factories.interventions import OfferFactory, ReferralFactory

ON = date(2026, 6, 30)


@pytest.fixture
def told(ida, bo):
    """Ida's child wanted one offer and waited at another; Bo's was told the first is full, and waited there before."""
    full, other = OfferFactory(step=4, code="fyldt", name="Fyldt"), OfferFactory(step=2, code="andet", name="Andet")
    case, elsewhere = CaseFactory(caseworker=ida), CaseFactory(caseworker=bo)
    ReferralFactory(case=case, offer=other, wanted_offer=full, status="waiting", waiting_since=date(2026, 6, 10))
    ReferralFactory(
        case=elsewhere, offer=full, approved=True, status="declined", decline_reason="full", answer="Fyldt",
        answered_on=date(2026, 6, 12), answered_by=bo, waiting_since=date(2026, 6, 9),
    )  # fmt: skip
    ReferralFactory(case=case, offer=other, status="waiting", waiting_since=date(2026, 1, 1), made_on=date(2026, 1, 1))


def test_each_offer_counts_its_children_and_equals_its_list(told, rie):
    scope = Scope(rie, ON)

    found = unmet.unmet(scope)

    assert [(one.code, one.children, one.wanted, one.full, one.waited) for one in found] == [
        ("andet", 1, 0, 0, 1),
        ("fyldt", 2, 1, 1, 1),
    ]
    for one in found:
        children = {row.case.child_id for row in unmet.behind(scope, code=one.code).select_related("case")}
        assert len(children) == one.children


def test_a_team_leader_sees_the_own_team_alone(told, lone):
    assert [(one.code, one.children) for one in unmet.unmet(Scope(lone, ON))] == [("andet", 1), ("fyldt", 1)]


@time_machine.travel(datetime(2026, 6, 30, 9, tzinfo=UTC), tick=False)
@pytest.mark.parametrize("who", ["rie", "lone"])
def test_whoever_sees_a_number_may_see_each_child_behind_it(told, who, request, signed_in):
    """So a small number tells nothing that its reader may not know, and none is left out."""
    user = request.getfixturevalue(who)
    rows = signed_in(user).get("/trappen/udaekket/").context["rows"]
    reached = set(Case.objects.visible_to(user).values_list("pk", flat=True))

    assert rows
    for row in rows:
        listed = signed_in(user).get(f"/trappen/udaekket/boern/{row['query']}").context["rows"]
        cases = {referral.case_id for referral in listed}
        assert (len(cases), cases - reached) == (row["offer"].children, set())


def test_nobody_else_sees_the_numbers():
    assert {role for role, verbs in ROLES.items() if Permission.SEE_STAIRCASE in verbs} == {
        Role.MANAGER, Role.TEAM_LEADER,
    }  # fmt: skip


@pytest.mark.parametrize("address", ["/trappen/udaekket/", "/trappen/udaekket/boern/?tilbud=fyldt&maaneder=12"])
def test_the_pages_open(told, rie, signed_in, address):
    assert signed_in(rie).get(address).status_code == 200


def test_an_unknown_offer_is_not_found(rie, signed_in):
    assert signed_in(rie).get("/trappen/udaekket/boern/?tilbud=nix").status_code == 404
