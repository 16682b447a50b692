"""One of everything in Ida's case, for the access table to open."""

from datetime import date

from django.utils import timezone

from cases.enums import ConsentKind, NoteKind
from cases.models import ChildInvestigation, Consent, JournalNote
from herning.accounts.models import Absence
from herning.web.models import Draft, ParkedTask
from interventions.enums import LegalBasis, ReferralStatus
from interventions.models import Breakdown, Contact, Placement, Return, SupervisionVisit
from reviews.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.approval import ApprovalDelegationFactory
from tests.factories.cases import CaseFactory, ConcernFactory, CustodyFactory, RelativeFactory
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.knowledge import MeetingFactory
from tests.factories.neighbours import ForeignPlaceFactory
from tests.factories.reviews import (
    FollowUpNoteFactory,
    GoalFactory,
    HoldCheckFactory,
    PlanFactory,
    ReviewFactory,
    SubGoalFactory,
)
from tests.house.world_catalogue import catalogue_things
from tests.house.world_meetings import meetings
from tests.house.world_places import places


def build(*, ida, per, department):
    """Everything an address can be about, by the name that the table uses."""
    case = CaseFactory(caseworker=ida)
    placed = CaseFactory(caseworker=ida)
    offer, foster = OfferFactory(), OfferFactory(step=4, is_legal_placement=True)
    made = {"department": department, "case": case}
    custody = CustodyFactory(child=case.child)
    capacity = CapacityFactory(offer=offer, department=department)
    intervention = InterventionFactory(offer=offer, **made)
    plan = PlanFactory(case=case)
    goal = GoalFactory(plan=plan)
    review = ReviewFactory(case=case)
    return {
        **meetings(review, ida=ida),
        "case": case,
        "child": case.child,
        "custody": custody,
        "relative": RelativeFactory(family=case.child.family),
        "concern": ConcernFactory(child=case.child, team=ida.team, district=ida.team.district),
        "note": JournalNote.objects.create(
            case=case, kind=NoteKind.CONTACT, on=date(2026, 6, 2), heading="Opkald", text="Ro.", written_by=ida
        ),
        "draft": Draft.objects.create(
            user=ida, form="journal", subject="2025-00007", page="/sager/2025-00007/journal/ny/", data={"text": "Ro."}
        ),
        "consent": Consent.objects.create(
            case=case, kind=ConsentKind.SUPPORT, holder=custody.holder, given_on=date(2026, 6, 2), written_by=ida
        ),
        "investigation": ChildInvestigation.objects.create(
            case=case, aware_on=date(2026, 5, 28), begun_on=date(2026, 6, 1), begun_by=ida, why="Skolen."
        ),
        "intervention": intervention,
        "sent": ReferralFactory(offer=offer, **made),
        "awaiting": ReferralFactory(offer=foster, status=ReferralStatus.AWAITING_APPROVAL, **made),
        "accepted": ReferralFactory(
            offer=offer,
            status=ReferralStatus.ACCEPTED,
            answered_on=date(2026, 6, 9),
            answered_by=per,
            expected_on=date(2026, 6, 15),
            **made,
        ),
        **_placements(ida, placed, foster, department),
        "offer": offer,
        "capacity": capacity,
        **places(ida=ida, per=per, department=department),
        **catalogue_things(by=ida, department=department),
        "neighbour": (foreign := ForeignPlaceFactory()).neighbour,
        "foreign": foreign,
        "meeting": MeetingFactory(case=case),
        "plan": plan,
        "goal": goal,
        "sub_goal": SubGoalFactory(goal=goal),
        "review": review,
        "message": Message.objects.create(
            recipient=ida, kind="due_soon", key=f"review:{review.pk}", review=review, case=case, due_on=review.due_on
        ),
        "held": ReviewFactory(case=case, held=True),
        "hold_check": HoldCheckFactory(case=case),
        "follow_up": FollowUpNoteFactory(intervention=intervention, written_by=per),
        "limit": "team_leader",
        "delegation": ApprovalDelegationFactory(team=ida.team),
        "team": ida.team,
        "person": ida,
        "membership": per.memberships.get(),
        "absence": Absence.objects.create(
            user=ida,
            cover=UserFactory(name="Åse Vikar", team=ida.team),
            since=date(2027, 1, 4),
            until=date(2027, 1, 8),
            registered_by=ida,
        ),
        "parked": ParkedTask.objects.create(
            task="reviews.tasks.remind",
            task_id="1",
            queue="default",
            error="OperationalError",
            failed_at=timezone.now(),
        ),
    }


def _placements(ida, placed, foster, department):
    """One that runs with its contact and visit, one on the way home, and one that broke down."""
    running = _placement(placed, foster, department)
    returning = _placement(CaseFactory(caseworker=ida), foster, department)
    broken = _placement(CaseFactory(caseworker=ida), foster, department)
    broken.ends_on = date(2026, 7, 1)
    broken.save()
    # Agreed since the stay began, as a return asks for.
    PlanFactory(case=placed, agreed_on=date(2026, 11, 2))
    return {
        "placement": running,
        "visit": SupervisionVisit.objects.create(placement=running, due_on=running.first_supervision_on),
        "contact": Contact.objects.create(
            placement=running, with_whom="Moster Karen", rhythm="Hver lørdag", basis="agreed", from_on=date(2026, 7, 1),
            agreed_by=ida,
        ),
        "homecoming": Return.objects.create(
            placement=returning, decided_on=date(2026, 11, 2), decided_by=ida, period_until=date(2027, 3, 1),
            statement="Klar.", plan_revised_on=date(2026, 11, 1), support_at_home="Ungeteamet.",
        ),
        "breakdown": Breakdown.objects.create(
            placement=broken, on=date(2026, 7, 1), what_happened="Rejste hjem.", recorded_by=ida
        ),
    }  # fmt: skip


def _placement(case, foster, department):
    """One by provisional decision that the Board has not decided on."""
    given = InterventionFactory(case=case, offer=foster, department=department)
    return Placement.objects.create(
        intervention=given,
        child=case.child,
        starts_on=given.starts_on,
        legal_basis=LegalBasis.PROVISIONAL,
        purpose="Ro.",
        expected_months=12,
        contact="Hver weekend.",
        first_supervision_on=date(2026, 9, 1),
    )
