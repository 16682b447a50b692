"""Whatever order people act in: no place twice, no child in two placements, no holes in the line, no step ungiven."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cases.models import Case, ChildInvestigation, Consent
from herning.rules import RuleBroken
from interventions import actions
from interventions.actions.referral import Asked
from interventions.enums import EndReason, LegalBasis, ReferralStatus
from interventions.models import Capacity, Intervention, Place, Placement, PlaceOffer, Referral, Step, StepMove
from interventions.models.intervention import with_step
from tests.factories.cases import CaseFactory, ChildConversationFactory, CustodyFactory
from tests.factories.interventions import CapacityFactory, FosterFamilyFactory, OfferFactory
from tests.factories.reviews import PlanFactory

ON = date(2026, 6, 15)
CHILDREN = 4
HELD = {ReferralStatus.OFFERED, ReferralStatus.ACCEPTED, ReferralStatus.STARTED}
VERBS = (
    "refer", "approve", "send_back", "accept", "wait", "offer", "take", "say_no", "lapse", "withdraw", "decline",
    "start", "end", "lend", "give_back", "move",
)  # fmt: skip


class Town:
    """A department with two places of help and a foster family with one, and children who may get both."""

    def __init__(self, ida, per, pia, lone, system):
        self.ida, self.per, self.pia, self.lone, self.system = ida, per, pia, lone, system
        self.day = ON
        department = per.departments.get()
        family = FosterFamilyFactory(department=department, approved_places=1)
        placing = OfferFactory(step=4, method="foster_care", is_legal_placement=True)
        self.desks = [
            CapacityFactory(offer=OfferFactory(step=2), department=department, places_total=2),
            CapacityFactory(offer=placing, department=department, foster_family=family, places_total=1),
            CapacityFactory(offer=placing, department=department, places_total=1),
        ]
        self.cases = [_lawful(ida) for _child in range(CHILDREN)]

    def do(self, verb, child, desk, number):
        """One act by whoever does it; what a rule refuses changes nothing."""
        self.day += timedelta(days=1)
        case, capacity = self.cases[child], self.desks[desk]
        referral = self.latest(child, desk)
        with suppress(RuleBroken, PermissionDenied), transaction.atomic():
            if verb in {"lend", "give_back"}:
                getattr(self, f"_{verb}")(capacity)
            elif verb == "refer":
                self._refer(case, capacity, referral)
            elif referral is not None:
                getattr(self, f"_{verb}")(referral, number)

    def latest(self, child, desk):
        """The child's last referral to a desk, if any."""
        asked = {"offer": self.desks[desk].offer_id, "foster_family": self.desks[desk].foster_family_id}
        return Referral.objects.filter(case=self.cases[child], **asked).order_by("-pk").first()

    def _refer(self, case, capacity, referral):
        ChildConversationFactory(case=case, on=self.day)
        draft = referral if referral and referral.status == ReferralStatus.DRAFT else None
        actions.refer(
            case=case, offer=capacity.offer, department=capacity.department, need="Ro", why_not_lower="Prøvet",
            on=self.day, asked=Asked(foster_family=capacity.foster_family), draft=draft, by=self.ida,
        )  # fmt: skip

    def _approve(self, referral, _number):
        actions.approve_referral(referral=referral, on=self.day, by=self.lone)

    def _send_back(self, referral, _number):
        actions.return_referral(referral=referral, reason="Skriv mere", on=self.day, by=self.lone)

    def _accept(self, referral, _number):
        actions.accept_referral(referral=referral, expected_on=self.day, jump_reason="Akut", on=self.day, by=self.per)

    def _wait(self, referral, _number):
        actions.put_on_waiting_list(referral=referral, answer="Kø", on=self.day, by=self.per)

    def _offer(self, referral, number):
        actions.offer_place(
            referral=referral, place_from=self.day, answer_by=self.day + timedelta(days=number),
            jump_reason="Akut" if number % 2 else "", on=self.day, by=self.per,
        )  # fmt: skip

    def _take(self, referral, _number):
        actions.take_place(place_offer=self._last(referral), on=self.day, by=self.ida)

    def _say_no(self, referral, _number):
        actions.decline_place(place_offer=self._last(referral), reason="Ikke nu", on=self.day, by=self.ida)

    def _lapse(self, referral, _number):
        actions.lapse_place_offer(place_offer=self._last(referral), on=self.day, by=self.system)

    def _withdraw(self, referral, _number):
        actions.withdraw_referral(referral=referral, reason="Flyttet", on=self.day, by=self.ida)

    def _decline(self, referral, _number):
        actions.decline_referral(referral=referral, reason="full", answer="Fyldt", on=self.day, by=self.per)

    def _move(self, referral, number):
        actions.move_in_line(referral=referral, to_number=number, reason="Akut", by=self.per)

    def _start(self, referral, _number):
        ChildConversationFactory(case=referral.case, on=self.day)
        facts = {
            "referral": referral, "starts_on": self.day, "exit_plan": "Hjem", "next_step": Step.objects.get(pk=1),
            "planned_end_on": None, "today": self.day, "by": self.ida,
        }  # fmt: skip
        if not referral.offer.is_legal_placement:
            actions.start_intervention(**facts)
            return
        actions.start_placement(
            **facts, legal_basis=LegalBasis.CONSENT, purpose="Ro", expected_months=12, contact="Hver weekend",
            first_supervision_on=self.day + timedelta(days=60), siblings_considered="", foster_type="general",
            heard=actions.Heard(
                is_companion_right_told=True, party_heard_on=self.day, is_support_person_offered=True
            ),
        )  # fmt: skip

    def _end(self, referral, _number):
        help_ = Intervention.objects.filter(referral=referral, ends_on=None).first()
        placement = Placement.objects.filter(intervention=help_, ends_on=None).first() if help_ else None
        if placement:
            self._go_home(placement)
        elif help_:
            actions.end_intervention(
                intervention=help_, ends_on=self.day, reason=EndReason.FINISHED, text="Nået", today=self.day,
                by=self.ida,
            )  # fmt: skip

    def _go_home(self, placement):
        case = placement.intervention.case
        PlanFactory(case=case, agreed_on=self.day) if not case.plans.exists() else case.plans.update(agreed_on=self.day)
        ChildConversationFactory(case=case, on=self.day)
        decided = actions.decide_return(
            placement=placement, decided_on=self.day, period_until=self.day, statement="Klar", support_at_home="Besøg",
            today=self.day, by=self.ida,
        )  # fmt: skip
        actions.complete_return(homecoming=decided, on=self.day, text="Nået", today=self.day, by=self.ida)
        # What was signed for one stay is no paper for the next.
        case.consents.update(given_on=self.day)
        case.investigations.update(finished_on=self.day)

    def _lend(self, capacity):
        actions.lend_place(capacity=capacity, lent_to="661", since=self.day, on=self.day, by=self.pia)

    def _give_back(self, capacity):
        for place in Place.objects.occupied(on=self.day).filter(capacity=capacity, referral=None)[:1]:
            actions.return_lent_place(place=place, on=self.day, by=self.pia)

    def _last(self, referral):
        found = PlaceOffer.objects.filter(referral=referral).order_by("-pk").first()
        if found is None:
            raise RuleBroken("nothing was offered")
        return found

    def must_hold(self):
        """What is true after every act."""
        held = Place.objects.occupied(on=self.day)
        for capacity in Capacity.objects.all():
            numbers = list(held.filter(capacity=capacity).values_list("number", flat=True))
            assert len(numbers) == len(set(numbers)) <= capacity.places_total
            line = Referral.objects.in_line().filter(offer=capacity.offer_id, foster_family=capacity.foster_family_id)
            assert [one.queue_number for one in line] == list(range(1, line.count() + 1))
        over = set(Intervention.objects.exclude(ends_on=None).values_list("referral", flat=True))
        places = Counter(held.exclude(referral=None).values_list("referral", flat=True))
        offers = Counter(PlaceOffer.objects.open().values_list("referral", flat=True))
        statuses = dict(Referral.objects.values_list("pk", "status"))
        assert places == Counter(pk for pk, status in statuses.items() if status in HELD and pk not in over)
        assert offers == Counter(pk for pk, status in statuses.items() if status == ReferralStatus.OFFERED)
        for case in with_step(Case.objects.all(), on=self.day):
            assert Placement.objects.filter(child=case.child_id, ends_on=None).count() <= 1
            told = StepMove.objects.filter(case=case).order_by("-on", "-pk").values_list("to_step", flat=True).first()
            assert told == case.current_step


def _lawful(ida):
    """A case that is investigated and consented to."""
    case = CaseFactory(caseworker=ida)
    ChildInvestigation.objects.create(
        case=case, aware_on=case.aware_on, begun_on=date(2026, 6, 1), begun_by=ida, why="Bekymring",
        finished_on=date(2026, 6, 7), finished_by=ida, conclusion="§ 46",
    )  # fmt: skip
    holder = CustodyFactory(child=case.child).holder
    Consent.objects.create(case=case, kind="placement", holder=holder, given_on=date(2026, 6, 7), written_by=ida)
    return case


steps = some.tuples(some.sampled_from(VERBS), some.integers(0, CHILDREN - 1), some.integers(0, 2), some.integers(1, 4))


@pytest.mark.django_db
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(acts=some.lists(steps, min_size=20, max_size=30))
def test_no_sequence_of_acts_gives_a_place_twice_or_breaks_the_line(ida, per, pia, lone, system, acts):
    with transaction.atomic():
        town = Town(ida, per, pia, lone, system)
        # Everybody is referred, accepted or put in line first, so that most acts find something to do; a child asks
        # for the family or for the department's own place, not for both at once.
        for child in range(CHILDREN):
            for desk in (0, 1 + child % 2):
                town.do("refer", child, desk, 1)
                town.do("approve", child, desk, 1)
                town.do("accept" if child == 0 else "wait", child, desk, 1)
        town.must_hold()
        for act in acts:
            town.do(*act)
            town.must_hold()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_whole_story_reaches_every_act(ida, per, pia, lone, system):
    town = Town(ida, per, pia, lone, system)
    told = [
        ("refer", 0, 0), ("accept", 0, 0), ("start", 0, 0), ("refer", 0, 1), ("accept", 0, 1), ("start", 0, 1),
        ("refer", 1, 1), ("wait", 1, 1), ("refer", 2, 1), ("wait", 2, 1), ("end", 0, 1), ("offer", 1, 1),
        ("take", 1, 1), ("start", 1, 1), ("lend", 0, 0), ("give_back", 0, 0), ("refer", 0, 2), ("accept", 0, 2),
        ("start", 0, 2), ("refer", 1, 2), ("wait", 1, 2), ("offer", 1, 2), ("end", 0, 2), ("offer", 1, 2),
        ("say_no", 1, 2), ("withdraw", 1, 2), ("decline", 2, 1), ("end", 0, 0),
    ]  # fmt: skip
    for verb, child, desk in told:
        town.do(verb, child, desk, 2)
        town.must_hold()
        if verb == "refer" and desk:
            assert town.latest(child, desk).status == "awaiting"
            town.do("approve", child, desk, 2)

    statuses = Referral.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["started", "started", "started", "declined", "started", "withdrawn"]
    assert Placement.objects.count() == 3
