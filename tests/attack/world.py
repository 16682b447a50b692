"""What the forms are about: one of everything of Ida's, and as much of other people's."""

from datetime import UTC, date, datetime

from cases.models import Case
from interventions.enums import ReferralStatus
from interventions.models import Step
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    ChildConversationFactory,
    ChildFactory,
    ConcernFactory,
    CustodyFactory,
    RelativeFactory,
)
from tests.factories.interventions import CapacityFactory, OfferFactory, ReferralFactory
from tests.factories.knowledge import InvitationFactory
from tests.factories.reviews import GoalFactory, PlanFactory, SubGoalFactory
from tests.house.world import build

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
SPOKEN_ON = date(2026, 11, 2)


def build_world(*, people):
    """The cast, and everything the table of forms names, by name."""
    ida, department = people["ida"], people["per"].departments.get()
    own = build(ida=ida, per=people["per"], department=department)
    fresh = OfferFactory(name="Nyt tilbud")
    CapacityFactory(offer=fresh, department=department)
    CapacityFactory(offer=own["awaiting"].offer, department=department)
    ChildConversationFactory(case=own["case"], on=SPOKEN_ON)
    ChildConversationFactory(case=own["placement"].intervention.case, on=SPOKEN_ON)
    return {
        **people,
        **own,
        "department": department,
        **_of_ida(ida, people["per"], department),
        **_of_others(people["bo"]),
        "invited": InvitationFactory(leader=people["pia"], meeting__case=own["case"]).meeting,
        "colleague": UserFactory(name="Kaj Lind", team=ida.team),
        "fresh": fresh,
        "worker": people["per"],
        "two": Step.objects.get(pk=2),
        "person": people["bo"],
        "other_team": people["bo"].team,
        "other_department": people["stig"].departments.get(),
    }


def _of_ida(ida, per, department):
    """A case without help, a concern about a child without a case, and a placement about to begin."""
    plain, placing = CaseFactory(caseworker=ida), CaseFactory(caseworker=ida)
    for case in (plain, placing):
        ChildConversationFactory(case=case)
    foster = OfferFactory(step=4, method="foster_care", is_legal_placement=True)
    return {
        "plain": plain,
        "placing": ReferralFactory(
            case=placing, offer=foster, department=department, approved=True, status=ReferralStatus.ACCEPTED,
            answered_on=date(2026, 6, 9), answered_by=per, expected_on=date(2026, 6, 15),
        ),
        "loose": ConcernFactory(
            child=ChildFactory(name="Emil Krag"), team=ida.team, registered_by=ida, is_in_danger=False,
            assessment="Ikke akut.", assessed_at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC), assessed_by=ida,
        ),
    }  # fmt: skip


def _of_others(bo):
    """Bo's case with its family, plan and draft referral."""
    case = CaseFactory(caseworker=bo, child__is_address_protected=True, child__address="Skjulvej 7, 7400 Herning")
    goal = GoalFactory(plan=PlanFactory(case=case))
    return {
        "bos_case": case,
        "bos_child": case.child,
        "bos_relative": CustodyFactory(child=case.child).holder,
        "bos_other_relative": RelativeFactory(family=case.child.family),
        "bos_goal": goal,
        "bos_sub_goal": SubGoalFactory(goal=goal),
        "bos_draft": ReferralFactory(case=case, status=ReferralStatus.DRAFT, offer=None, department=None, step=2),
    }


def key_of(thing):
    """What an address names a thing by."""
    if isinstance(thing, Case):
        return thing.number
    return getattr(thing, "code", None) or getattr(thing, "pk", thing)
