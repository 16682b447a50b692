"""The help a child is given: one or two interventions, their referrals, places, placements and moves."""

from datetime import date, timedelta

from bench.stories import TEXT, Story
from cases.enums import ConsentKind
from cases.models import Consent
from interventions.enums import BoardOutcome, EndReason, LegalBasis, MoveCause, ReferralStatus
from interventions.models import Capacity, Intervention, Place, Placement, Referral, StepMove

# Invented: no count of children per step has been published.
STEP_WEIGHTS = {1: 36, 2: 38, 3: 6, 4: 12, 5: 8}
APPROVED_FROM = 3
CASES_PER_REFERRAL = 20


def help_given(story: Story) -> None:
    """Half the children have moved once; every child has help now, and some a referral under way."""
    first_day = story.case.opened_on + timedelta(days=20)
    first = _step(story)
    if story.chance.random() < 0.5:
        _intervene(story, first, starts_on=first_day, ends_on=None)
    else:
        moved_on = first_day + (story.today - first_day) * story.chance.random()
        moved_on = max(moved_on, first_day + timedelta(days=1))
        _intervene(story, first, starts_on=first_day, ends_on=moved_on)
        _intervene(story, _step(story), starts_on=moved_on, ends_on=None)
    _under_way(story)


def _step(story: Story) -> int:
    return story.chance.choices(list(STEP_WEIGHTS), list(STEP_WEIGHTS.values()))[0]


def _intervene(story: Story, step: int, *, starts_on: date, ends_on: date | None) -> None:
    add, people, case, by = story.copier.add, story.people, story.case, story.caseworker
    capacity = people.room_on(step)
    referral = _refer(story, step, capacity, ReferralStatus.STARTED, on=starts_on - timedelta(days=9))
    given = add(
        Intervention(
            case=case,
            referral=referral,
            offer=capacity.offer,
            department=capacity.department,
            step_id=step,
            starts_on=starts_on,
            planned_end_on=story.today + timedelta(days=story.chance.randint(5, 300)),
            exit_plan="Hjem med støtte fra netværket.",
            next_step_id=step - 1,
            started_by=by,
            ends_on=ends_on,
            ended_by=by if ends_on else None,
            end_reason=EndReason.FINISHED if ends_on else "",
            end_text=TEXT if ends_on else "",
        )
    )
    if ends_on is None:
        people.taken[capacity.pk] += 1
        add(Place(capacity=capacity, number=people.taken[capacity.pk], referral=referral, since=starts_on))
    if step >= APPROVED_FROM:
        _place_out(story, given)
    _move(story, given)
    story.interventions.append(given)


def _refer(story: Story, step: int, capacity: Capacity, status: ReferralStatus, *, on: date) -> Referral:
    approved = step >= APPROVED_FROM and status != ReferralStatus.AWAITING_APPROVAL
    answered = status in {ReferralStatus.STARTED, ReferralStatus.WAITING}
    return story.copier.add(
        Referral(
            case=story.case,
            status=status,
            step_id=step,
            offer=capacity.offer,
            department=capacity.department,
            need="Ro om hverdagen.",
            why_not_lower="Hjælpen på trinnet under er prøvet.",
            made_on=on,
            made_by=story.caseworker,
            approved_on=on if approved else None,
            approved_by=story.people.leaders[story.people.teams.index(story.case.team)] if approved else None,
            answered_on=on if answered else None,
            answered_by=story.people.workers[capacity.department_id] if answered else None,
            expected_on=on + timedelta(days=9) if answered else None,
        )
    )


def _place_out(story: Story, given: Intervention) -> None:
    before_board = story.number % 11 == 0
    decided = before_board and story.number % 22 == 0
    story.copier.add(
        Placement(
            intervention=given,
            child=story.child,
            starts_on=given.starts_on,
            ends_on=given.ends_on,
            legal_basis=LegalBasis.BOARD if before_board else LegalBasis.CONSENT,
            purpose="Ro og stabile voksne.",
            expected_months=12,
            contact="Hver anden weekend.",
            siblings_considered="Ingen søskende hjemme.",
            is_support_person_offered=True,
            first_supervision_on=given.starts_on + timedelta(days=90),
            board_decided_on=given.starts_on if decided else None,
            board_outcome=BoardOutcome.DECIDED if decided else "",
            board_decision="Udvalget følger indstillingen." if decided else "",
            board_recorded_by=story.people.manager if decided else None,
        )
    )
    for holder in [] if before_board else story.relatives[:2]:
        story.copier.add(
            Consent(
                case=story.case,
                kind=ConsentKind.PLACEMENT,
                holder=holder,
                given_on=given.starts_on,
                written_by=story.caseworker,
            )
        )


def _move(story: Story, given: Intervention) -> None:
    before = story.interventions[-1].step_id if story.interventions else None
    if before == given.step_id:
        return
    story.copier.add(
        StepMove(
            case=story.case,
            from_step_id=before,
            to_step_id=given.step_id,
            on=given.starts_on,
            cause=MoveCause.START,
            reason="Det mindst indgribende, der er nok.",
            skipped=max(0, given.step_id - (before or 0) - 1),
            intervention=given,
            decided_by=story.caseworker,
        )
    )


def _under_way(story: Story) -> None:
    remainder = story.number % CASES_PER_REFERRAL
    status = {3: ReferralStatus.SENT, 9: ReferralStatus.WAITING, 14: ReferralStatus.AWAITING_APPROVAL}.get(remainder)
    if status is not None:
        step = APPROVED_FROM if status == ReferralStatus.AWAITING_APPROVAL else 2
        capacity = story.people.capacities[step][-1] if story.people.capacities[step] else story.people.room_on(step)
        _refer(story, step, capacity, status, on=story.today - timedelta(days=4))
