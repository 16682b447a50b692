"""How the help is followed: plan, goals, six-weekly reviews with their conversations, notes and scores."""

from datetime import date, timedelta

from bench.stories import TEXT, Story, at
from cases.models import ChildConversation
from herning.rules import add_months, working_day_on_or_before
from herning.web.models import Draft
from interventions.models import Intervention
from reviews.enums import Domain, MessageKind, PlanKind, Proposal, ReviewStatus, Whose
from reviews.models import FollowUpNote, Goal, Mail, Message, Plan, Review, SubGoal, SubGoalScore

RHYTHM = timedelta(weeks=6)
LAW_MONTHS = 3
NOTE_BEFORE = timedelta(days=7)
OVERDUE_SHARE = 0.1
SILENT_SHARE = 0.15


def follow(story: Story) -> None:
    """Reviews up to today; a tenth are overdue now, and some providers have been silent since the last."""
    sub_goals = _plan(story)
    start = story.interventions[0].starts_on
    due_on = working_day_on_or_before(start + RHYTHM)
    law_due_on = add_months(start, LAW_MONTHS)
    is_late = story.chance.random() < OVERDUE_SHARE
    while due_on < story.today and not (is_late and due_on + RHYTHM >= story.today):
        given = _given(story, due_on)
        _note(story, given, sub_goals, on=due_on - NOTE_BEFORE)
        next_due_on = working_day_on_or_before(due_on + RHYTHM)
        _hold(story, sub_goals, due_on=due_on, law_due_on=law_due_on, next_due_on=next_due_on)
        due_on = law_due_on = next_due_on
    if story.chance.random() > SILENT_SHARE and due_on - NOTE_BEFORE <= story.today:
        _note(story, story.interventions[-1], sub_goals, on=min(due_on - NOTE_BEFORE, story.today))
    planned = story.copier.add(Review(case=story.case, due_on=due_on, law_due_on=law_due_on))
    if due_on < story.today:
        told_on, worker = due_on + timedelta(days=1), story.caseworker
        key = f"review:{planned.pk}"
        mail = story.copier.add(
            Mail(recipient=worker, on=told_on, is_urgent=True, not_before=at(told_on), sent_at=at(told_on), attempts=1)
        )
        told = {"case": story.case, "review": planned, "key": key, "due_on": due_on, "mail": mail}
        story.copier.add(Message(recipient=worker, kind=MessageKind.OVERDUE_CASEWORKER, **told))


def _plan(story: Story) -> list[SubGoal]:
    add, on = story.copier.add, story.case.opened_on + timedelta(days=20)
    plan = add(Plan(case=story.case, kind=PlanKind.CHILD, purpose=TEXT, agreed_on=on, agreed_by=story.caseworker))
    sub_goals = []
    goals = ((Whose.CHILD, Domain.SCHOOL), (Whose.CHILD, Domain.LEISURE), (Whose.PARENTS, Domain.FAMILY))
    for whose, domain in goals:
        goal = add(Goal(plan=plan, whose=whose, domain=domain, text="En hverdag, der hænger sammen.", set_on=on))
        sub_goals.append(add(SubGoal(goal=goal, text="I seng før klokken ni.", measure="Fem af syv dage.", set_on=on)))
    sub_goals.append(add(SubGoal(goal=goal, text="Aftensmad ved bordet.", measure="Fire af syv dage.", set_on=on)))
    return sub_goals


def _given(story: Story, on: date) -> Intervention:
    return next(given for given in story.interventions if given.ends_on is None or given.ends_on > on)


def _note(story: Story, given: Intervention, sub_goals: list[SubGoal], *, on: date) -> None:
    note = story.copier.add(
        FollowUpNote(
            intervention=given,
            on=on,
            text=TEXT,
            proposal=Proposal.STAY,
            proposal_reason="Det går fremad.",
            written_by=story.people.workers[given.department_id],
        )
    )
    for sub_goal in sub_goals:
        story.copier.add(SubGoalScore(sub_goal=sub_goal, note=note, on=on, score=story.chance.randint(-2, 2)))


def _hold(story: Story, sub_goals: list[SubGoal], *, due_on: date, law_due_on: date, next_due_on: date) -> None:
    words = "Det går bedre i skolen end derhjemme."
    conversation = story.copier.add(
        ChildConversation(case=story.case, on=due_on, words=words, written_by=story.caseworker)
    )
    review = story.copier.add(
        Review(
            case=story.case,
            status=ReviewStatus.HELD,
            due_on=due_on,
            law_due_on=law_due_on,
            held_on=due_on,
            held_by=story.caseworker,
            conversation=conversation,
            parents_view=TEXT,
            well_being=story.chance.randint(3, 9),
            decision=Proposal.STAY,
            reason="Målene er på vej, og hjælpen er den rette.",
            next_due_on=next_due_on,
        )
    )
    for sub_goal in sub_goals:
        story.copier.add(SubGoalScore(sub_goal=sub_goal, review=review, on=due_on, score=story.chance.randint(-2, 2)))


def drafts(story: Story) -> None:
    """What a caseworker has typed and not yet sent: one draft in every 25 cases."""
    page = f"/sager/{story.case.number}/journal/"
    Draft.objects.create(
        user=story.caseworker,
        form="journal",
        subject=story.case.number,
        label=str(story.case),
        page=page,
        data={"text": TEXT},
    )
