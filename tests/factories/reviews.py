"""Plans, notes and reviews."""

from datetime import date

import factory

from reviews.models import FollowUpNote, Goal, HoldCheck, Plan, Review, SubGoal
from tests.factories.cases import CaseFactory, ChildConversationFactory
from tests.factories.interventions import InterventionFactory


class PlanFactory(factory.django.DjangoModelFactory):
    """The plan in force since 8 June 2026."""

    class Meta:
        model = Plan

    case = factory.SubFactory(CaseFactory)
    kind = "child"
    purpose = "En rolig hverdag hjemme."
    agreed_on = date(2026, 6, 8)
    agreed_by = factory.SelfAttribute("case.caseworker")


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    plan = factory.SubFactory(PlanFactory)
    whose = "child"
    domain = "daily_life"
    text = "Sofie har en almindelig hverdag"
    set_on = date(2026, 6, 8)


class SubGoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SubGoal

    goal = factory.SubFactory(GoalFactory)
    text = factory.Sequence(lambda n: f"Kommer i skole hver dag {n}")
    measure = "Skolens fremmøde"
    set_on = date(2026, 6, 8)


class ReviewFactory(factory.django.DjangoModelFactory):
    """Planned for Monday 27 July 2026, six weeks after the help began; the trait `held` was held that day.

    One planned for later than the law's three months is a later one, whose day is the law's too.
    """

    class Meta:
        model = Review

    class Params:
        held = factory.Trait(
            status="held",
            held_on=date(2026, 7, 27),
            held_by=factory.SelfAttribute("case.caseworker"),
            conversation=factory.SubFactory(
                ChildConversationFactory, case=factory.SelfAttribute("..case"), on=date(2026, 7, 27)
            ),
            parents_view="Det går bedre.",
            decision="stay",
            reason="Hjælpen virker, men er ny.",
            next_due_on=date(2026, 9, 7),
        )

    case = factory.SubFactory(CaseFactory)
    due_on = date(2026, 7, 27)
    law_due_on = factory.LazyAttribute(lambda made: max(made.due_on, date(2026, 9, 15)))


class FollowUpNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUpNote

    intervention = factory.SubFactory(InterventionFactory)
    on = date(2026, 7, 20)
    text = "Sofie er kommet i gang."
    written_by = factory.SelfAttribute("intervention.started_by")


class HoldCheckFactory(factory.django.DjangoModelFactory):
    """Three months after a step down on Saturday 20 June 2026, from step 3 to step 2; not yet answered."""

    class Meta:
        model = HoldCheck
        rename = {"from_step": "from_step_id", "to_step": "to_step_id"}

    case = factory.SubFactory(CaseFactory)
    moved_on = date(2026, 6, 20)
    from_step = 3
    to_step = 2
    months = 3
    due_on = date(2026, 9, 20)
