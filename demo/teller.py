"""Tells stories by calling the actions: nothing is written that a person could not have done in that role."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cases import actions as casework
from cases.models import Case, Child, ChildInvestigation, Concern, Family, Relative
from demo.clock import Clock
from demo.course import BY_CONSENT
from demo.municipality import Cast
from demo.story import Scene, Story
from herning.accounts.models import User
from interventions import actions as ladder
from interventions.actions.referral import Asked
from interventions.models import Intervention, Placement, Referral, Return, SupervisionVisit
from reviews import actions as follow_up
from reviews.agreement_rules import Promise
from reviews.models import Plan, Review, SubGoal

HERE = ZoneInfo("Europe/Copenhagen")
OFFICE_OPENS = time(8, 5)
QUARTERS = 30
PASSED_OVER = "Pladsen passede ikke til alderen på barnet, der stod før i køen."


@dataclass(slots=True)
class Told:
    """What has been told of one child so far."""

    child: Child
    case: Case | None = None
    concerns: dict[str, Concern] = field(default_factory=dict)
    investigation: ChildInvestigation | None = None
    plan: Plan | None = None
    sub_goals: list[SubGoal] = field(default_factory=list)
    referrals: dict[str, Referral] = field(default_factory=dict)
    helps: dict[str, Intervention] = field(default_factory=dict)
    placements: dict[str, Placement] = field(default_factory=dict)
    returns: dict[str, Return] = field(default_factory=dict)
    prepared: Referral | None = None
    promised: list[int] = field(default_factory=list)


class Teller:
    """Knows who does what, and what each story has come to."""

    def __init__(self, cast: Cast, clock: Clock, today: date) -> None:
        self.cast = cast
        self.clock = clock
        self.today = today
        self.told: dict[tuple[int, int], Told] = {}
        self.families: dict[int, Family] = {}
        self.adults: dict[int, list[Relative]] = {}
        self.planned: dict[int, Review] = {}

    def tell(self, story: Story, scene: Scene, number: int) -> None:
        """Let one scene happen, at an hour of its day."""
        opens = datetime.combine(scene.on, OFFICE_OPENS, HERE)
        self.clock.moment = opens + timedelta(minutes=15 * (number % QUARTERS if scene.on < self.today else 0))
        told = self.told.get((story.number, scene.child))
        if told is None:
            self.clock.moment = scene.facts.get("received_at", opens) + timedelta(minutes=20)
            told = self._register(story, scene.child)
        act = getattr(self, f"_{scene.act}")
        act(story, told, scene.on, self.cast.caseworkers[story.caseworker], **scene.facts)

    def look_up_planned(self, scenes: list[tuple[Story, Scene]]) -> None:
        """Fetch the planned reviews of a week's scenes at once, rather than one at a time as each is held."""
        held = [(story.number, scene.child) for story, scene in scenes if scene.act == "review"]
        cases = [self.told[child].case for child in held if child in self.told]
        planned = Review.objects.planned().filter(case__in=cases).select_related("case") if cases else []
        self.planned = {review.case_id: review for review in planned}

    def _register(self, story: Story, number: int) -> Told:
        who, by = story.children[number], self.cast.caseworkers[story.caseworker]
        child = casework.register_child(
            name=who.name, born_on=who.born_on, expected_on=who.expected_on, cpr=who.cpr, address=story.address,
            is_address_protected=story.is_address_protected, school=who.school, language=who.language,
            family=self.families.get(story.number), by=by,
        )  # fmt: skip
        self.families[story.number] = child.family
        told = self.told[story.number, number] = Told(child)
        if number == 0:
            self.adults[story.number] = [
                casework.add_relative(
                    child=child,
                    name=adult.name,
                    kind=adult.kind,
                    can_support=adult.can_support,
                    address=story.address if adult.kind == "mother" else "",
                    is_address_protected=story.is_address_protected and adult.kind == "mother",
                    has_custody=adult.has_custody and child.born_on is not None,
                    by=by,
                )
                for adult in story.adults
            ]
        return told

    def _receive(
        self, _s: Story, told: Told, _on: date, by: User, *, key: str, received_at: datetime, kind: str, name: str,
        contact: str, text: str,
    ) -> None:  # fmt: skip
        self.clock.moment = received_at + timedelta(minutes=20)
        told.concerns[key] = casework.register_concern(
            child=told.child, received_at=received_at, reporter_kind=kind, reporter_name=name, reporter_contact=contact,
            text=text, now=self.clock.moment, by=by,
        )  # fmt: skip

    def _assess(self, _s: Story, told: Told, _on: date, by: User, *, key: str, is_in_danger: bool, text: str) -> None:
        concern = told.concerns[key]
        self.clock.moment = concern.received_at + timedelta(hours=2, minutes=10)
        casework.assess_concern(
            concern=concern, is_in_danger=is_in_danger, assessment=text, at=self.clock.moment, by=by
        )

    def _acknowledge(self, _s: Story, told: Told, on: date, by: User, *, key: str) -> None:
        concern = told.concerns[key]
        if concern.reporter_kind != "anonymous" and on <= self.today:
            casework.acknowledge_concern(concern=concern, on=on, by=by)

    def _dismiss(self, _s: Story, told: Told, on: date, by: User, *, key: str, reason: str) -> None:
        casework.close_concern(concern=told.concerns[key], reason=reason, on=on, by=by)

    def _join(self, _s: Story, told: Told, on: date, by: User, *, key: str, reason: str) -> None:
        casework.join_concern(concern=told.concerns[key], case=_case(told), reason=reason, on=on, by=by)

    def _open(self, _s: Story, told: Told, on: date, by: User, *, key: str, reason: str) -> None:
        told.case = casework.open_case(concern=told.concerns[key], reason=reason, on=on, by=by)
        told.case.child = told.child

    def _grant(self, story: Story, told: Told, on: date, _by: User, *, reason: str) -> None:
        other = self.cast.caseworkers[(story.caseworker + 1) % len(self.cast.caseworkers)]
        casework.open_with_reason(case=_case(told), reason=reason, at=self.clock.moment, by=other)

    def _begin_investigation(self, _s: Story, told: Told, on: date, by: User, *, why: str) -> None:
        told.investigation = casework.begin_investigation(case=_case(told), why=why, on=on, by=by)

    def _finish_investigation(self, _s: Story, told: Told, on: date, by: User, **words: str) -> None:
        assert told.investigation is not None  # noqa: S101 - the planner begins before it finishes
        casework.finish_investigation(investigation=told.investigation, on=on, by=by, **words)

    def _converse(self, _s: Story, told: Told, on: date, by: User, **words: str) -> None:
        casework.hold_conversation(case=_case(told), on=on, by=by, **words)

    def _waive(self, _s: Story, told: Told, on: date, by: User, *, reason: str) -> None:
        casework.waive_conversation(case=_case(told), on=on, reason=reason, by=by)

    def _note(self, _s: Story, told: Told, on: date, by: User, **words: Any) -> None:
        casework.write_note(case=_case(told), on=on, by=by, **words)

    def _consent(
        self, story: Story, told: Told, on: date, by: User, *, kind: str, adult: int | None, scope: str
    ) -> None:
        holder = None if adult is None else self.adults[story.number][adult]
        casework.record_consent(
            case=_case(told), kind=kind, holder=holder, is_by_child=adult is None, given_on=on, scope=scope, by=by
        )

    def _plan(self, _s: Story, told: Told, on: date, by: User, *, kind: str, purpose: str, goals: Any) -> None:
        plan = _agreed(told, on, by, kind=kind, purpose=purpose)
        for whose, domain, text, sub_goal, measure in goals:
            goal = follow_up.set_goal(plan=plan, whose=whose, domain=domain, text=text, on=on, by=by)
            told.sub_goals.append(follow_up.set_sub_goal(goal=goal, text=sub_goal, measure=measure, on=on, by=by))

    def _replan(self, _s: Story, told: Told, on: date, by: User, **words: str) -> None:
        _agreed(told, on, by, **words)

    def _refer(
        self, _s: Story, told: Told, on: date, by: User, *, key: str, offer: str, need: str, why_not_lower: str,
        wanted: str, draft: str, family: str,
    ) -> None:  # fmt: skip
        told.referrals[key] = ladder.refer(
            case=_case(told), offer=self.cast.offers[offer], department=self.cast.departments[offer], need=need,
            why_not_lower=why_not_lower, on=on, wanted_offer=self.cast.offers.get(wanted),
            draft=told.prepared if draft else None, asked=Asked(foster_family=self.cast.families.get(family)), by=by,
        )  # fmt: skip
        told.prepared = None

    def _approve(self, story: Story, told: Told, on: date, _by: User, *, key: str) -> None:
        leader = self.cast.leaders[story.team]
        told.referrals[key] = ladder.approve_referral(referral=told.referrals[key], on=on, by=leader)

    def _return(self, story: Story, told: Told, on: date, _by: User, *, key: str, reason: str) -> None:
        ladder.return_referral(referral=told.referrals[key], reason=reason, on=on, by=self.cast.leaders[story.team])

    def _provider(self, delivered: Referral | Intervention, turn: int) -> User:
        people = self.cast.providers[delivered.department_id]  # type: ignore[index]
        return people[turn % len(people)]

    def _accept(
        self, story: Story, told: Told, on: date, _by: User, *, key: str, expected_on: date, answer: str
    ) -> None:
        referral = told.referrals[key]
        told.referrals[key] = ladder.accept_referral(
            referral=referral, expected_on=expected_on, answer=answer, jump_reason=PASSED_OVER, on=on,
            by=self._provider(referral, 0),
        )  # fmt: skip

    def _wait(self, _s: Story, told: Told, on: date, _by: User, *, key: str, answer: str) -> None:
        referral = told.referrals[key]
        ladder.put_on_waiting_list(referral=referral, answer=answer, on=on, by=self._provider(referral, 0))

    def _decline(self, _s: Story, told: Told, on: date, _by: User, *, key: str, reason: Any, answer: str) -> None:
        referral = told.referrals[key]
        ladder.decline_referral(referral=referral, reason=reason, answer=answer, on=on, by=self._provider(referral, 0))

    def _start(self, _s: Story, told: Told, on: date, by: User, *, key: str, **exits: Any) -> None:
        told.helps[key] = ladder.start_intervention(
            referral=told.referrals[key], starts_on=on, today=on, by=by, **self._ways_out(exits)
        )
        told.helps[key].case = _case(told)

    def _place(
        self, _s: Story, told: Told, on: date, by: User, *, key: str, moved_from: str, why_moved: str, **facts: Any
    ) -> None:  # fmt: skip
        begun: dict[str, Any] = self._ways_out(facts)
        begun |= {"referral": told.referrals[key], "starts_on": on, "today": on, "by": by}
        if moved_from:
            placement = ladder.change_placement(placement=told.placements[moved_from], text=why_moved, **begun)
        else:
            placement = ladder.start_placement(**begun)
        if facts["legal_basis"] in BY_CONSENT:
            # What was agreed is reported at once; what goes before the Board waits for its word.
            placement = ladder.mend_placement(
                placement=placement, heard=facts["heard"], siblings_considered=facts["siblings_considered"],
                reported_on=on, on=on, by=by,
            )  # fmt: skip
        told.placements[key] = placement
        told.helps[key] = placement.intervention
        told.helps[key].case = _case(told)

    def _supervise(
        self, _s: Story, told: Told, on: date, by: User, *, key: str, is_small: bool, words: str, findings: str,
        next_due_on: date,
    ) -> None:  # fmt: skip
        visit = SupervisionVisit.objects.planned().get(placement=told.placements[key])
        visit.placement = told.placements[key]
        ladder.hold_supervision(
            visit=visit, held_on=on, is_announced=True, has_spoken_with_child=not is_small, was_without_staff=True,
            child_words="" if is_small else words, no_talk_reason=words if is_small else "", findings=findings,
            follow_up="", next_due_on=next_due_on, today=on, by=by,
        )  # fmt: skip

    def _ways_out(self, facts: dict[str, Any]) -> dict[str, Any]:
        next_step, next_offer = facts.pop("next_step"), facts.pop("next_offer")
        return facts | {"next_step": self.cast.steps.get(next_step), "next_offer": self.cast.offers.get(next_offer)}

    def _end(self, _s: Story, told: Told, on: date, by: User, *, key: str, reason: Any, text: str) -> None:
        ladder.end_intervention(intervention=told.helps[key], ends_on=on, reason=reason, text=text, today=on, by=by)

    def _decide_return(self, _s: Story, told: Told, on: date, by: User, *, key: str, **facts: Any) -> None:
        placement = told.placements[key]
        told.returns[key] = ladder.decide_return(placement=placement, decided_on=on, today=on, by=by, **facts)

    def _come_home(self, _s: Story, told: Told, on: date, by: User, *, key: str, text: str) -> None:
        ladder.complete_return(homecoming=told.returns[key], on=on, text=text, today=on, by=by)

    def _provider_note(
        self, story: Story, told: Told, on: date, _by: User, *, key: str, scores: Any, **words: Any
    ) -> None:
        given = told.helps[key]
        follow_up.write_follow_up_note(
            intervention=given,
            on=on,
            scores=_scored(told, scores),
            by=self._provider(given, 1 + story.number % 2),
            **words,
        )

    def _review(
        self, _s: Story, told: Told, on: date, by: User, *, words: str, waiver: str, parents: str, network: str,
        to_step: int | None, scores: Any, promises: Any, kept_from: bool, **facts: Any,
    ) -> None:  # fmt: skip
        case = _case(told)
        review = self.planned.pop(case.pk, None) or Review.objects.planned().get(case=case)
        held = follow_up.hold_review(
            review=review, held_on=on, child_words=words, waiver_reason=waiver, parents_view=parents,
            network_view=network, scores=_scored(told, scores), child_scale=_pointed_at(words, scores),
            settled=dict.fromkeys(told.promised, kept_from), promises=[Promise(*promise) for promise in promises],
            to_step=None if to_step is None else self.cast.steps[to_step], by=by, **facts,
        )  # fmt: skip
        told.prepared = held.referral
        told.promised = list(held.promises.values_list("pk", flat=True))

    def _close(self, _s: Story, told: Told, on: date, by: User, *, reason: str, text: str, aftercare: str = "") -> None:
        follow_up.close_case(case=_case(told), reason=reason, text=text, aftercare=aftercare, on=on, by=by)


def _case(told: Told) -> Case:
    assert told.case is not None  # noqa: S101 - the planner opens the case first
    return told.case


def _scored(told: Told, scores: tuple[int, ...]) -> dict[int, int]:
    return {sub_goal.pk: score for sub_goal, score in zip(told.sub_goals, scores, strict=False)}


def _pointed_at(words: str, scores: tuple[int, ...]) -> int | None:
    """Which of the five faces a child who was heard points at: much as the sub-goals go."""
    return 3 + round(sum(scores) / len(scores)) if words and scores else None


def _agreed(told: Told, on: date, by: User, **words: str) -> Plan:
    seen = told.plan.pk if told.plan else None
    told.plan = follow_up.agree_plan(case=_case(told), on=on, seen_plan=seen, by=by, **words)
    return told.plan
