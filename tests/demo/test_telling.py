"""A small municipality, told by the actions in one process: what must hold of it, and what it must show."""

from datetime import date, timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from cases.models import Case, CaseGrant, Child, Concern
from dashboards.figures import holes
from dashboards.figures.scope import Scope
from demo.municipality import PASSWORD
from demo.planner import SEED, stories
from demo.telling import is_unfinished, marked_unfinished, tell
from herning.accounts.models import User
from herning.accounts.permissions import Role
from herning.audit.models import Event
from herning.rules import working_days_between
from interventions import rules
from interventions.models import Intervention, Placement, Referral, StepMove
from reviews.actions import remind, schedule
from reviews.models import Message, Review
from reviews.silent import silent

TODAY = date(2026, 11, 18)
OPEN_CASES = 18


@pytest.fixture(scope="module", autouse=True)
def _told(django_db_setup, django_db_blocker):
    """The telling, done once for all tests of this file and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not User.objects.filter(role=Role.SYSTEM).exists():
            # A test that emptied every table ran before.
            import_module("herning.accounts.migrations.0002_system_user").add(apps, None)
            import_module("interventions.migrations.0002_ladder").lay(apps, None)
        call_command("load_catalogue", stdout=StringIO())
        tell(stories(SEED, TODAY, open_cases=OPEN_CASES), today=TODAY, processes=1, say=lambda _: None)
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


def test_every_case_has_the_moves_its_help_gives():
    for case in Case.objects.all():
        periods = [rules.Period(*days) for days in case.interventions.values_list("step", "starts_on", "ends_on")]
        told = [rules.Move(move.on, move.from_step_id, move.to_step_id) for move in case.moves.order_by("on", "pk")]
        assert told == rules.moves(periods)
    assert StepMove.objects.filter(to_step__gt=F("from_step")).exists()
    assert StepMove.objects.filter(to_step__lt=F("from_step")).exists()


def test_every_child_in_reviewed_help_has_one_planned_review():
    helped = set(Intervention.objects.active(on=TODAY).filter(step__gte=1).values_list("case_id", flat=True))

    assert dict(Review.objects.planned().values_list("case").annotate(Count("pk"))) == dict.fromkeys(helped, 1)


def test_the_sweep_and_the_reminders_have_nothing_left_to_do():
    system = User.objects.system()

    assert (schedule(on=TODAY, by=system), remind(on=TODAY, by=system)) == (0, 0)
    assert Message.objects.exists()


def test_what_is_told_carries_its_own_day():
    assert Event.objects.filter(kind="review.held").earliest("at").at.date() < TODAY - timedelta(days=60)
    assert [
        review.pk
        for review in Review.objects.held()
        if not Event.objects.filter(
            kind="review.held", subject_type="review", subject_id=str(review.pk), at__date=review.held_on
        ).exists()
    ] == []


def test_somebody_of_each_role_can_sign_in(client):
    for role in set(Role) - {Role.SYSTEM}:
        user = User.objects.with_role(role).earliest("pk")
        assert user.check_password(PASSWORD)


def test_the_rare_is_there():
    late = Review.objects.overdue(on=TODAY)
    in_help = Intervention.objects.active(on=TODAY)

    assert Child.objects.filter(born_on=None, cases__closed_on=None).exists()
    assert Child.objects.filter(is_address_protected=True).exists()
    assert Placement.objects.filter(is_address_secret=True, ends_on=None).exists()
    assert Placement.objects.before_the_board().exists()
    assert Placement.objects.filter(ends_on=None, legal_basis="consent").exists()
    assert [review.pk for review in late if 3 < working_days_between(review.due_on, TODAY) <= 10] != []
    assert [review.pk for review in late if working_days_between(review.due_on, TODAY) > 10] != []
    assert silent(Intervention.objects.all(), on=TODAY).exists()
    assert Referral.objects.awaiting_approval().exists()
    assert set(Referral.objects.values_list("status", flat=True)) >= {"draft", "waiting", "awaiting", "started"}
    assert in_help.filter(planned_end_on__lte=TODAY + timedelta(days=30), next_offer=None).exists()
    assert CaseGrant.objects.exists()
    assert Child.objects.values("family").annotate(n=Count("pk")).filter(n__gt=1).exists()
    assert Case.objects.exclude(closed_on=None).exists()
    assert StepMove.objects.filter(skipped__gt=0).exists()
    assert Review.objects.planned().filter(starts_at__date__gt=TODAY).exists()
    manager = User.objects.filter(role=Role.MANAGER).first()
    (key, hole), *_others = holes.holes(holes.supplies(on=TODAY), holes.needs(Scope(manager, TODAY)))
    assert (key[0], hole.offers, hole.waiting) == (5, 0, 1)


def test_concerns_keep_and_miss_their_deadlines():
    fresh = Concern.objects.not_assessed().get()
    late = [
        concern.pk
        for concern in Concern.objects.exclude(acknowledged_on=None)
        if working_days_between(timezone.localdate(concern.received_at), concern.acknowledged_on) > 6
    ]

    assert timezone.localdate(fresh.received_at) == TODAY
    assert len(late) == 1


def test_a_second_telling_adds_nothing():
    answered = StringIO()

    call_command("tell_demo", stdout=answered)

    assert answered.getvalue() == "There are cases already; nothing was told.\n"


def test_telling_on_top_of_cases_is_refused_even_when_insisted_on():
    with pytest.raises(CommandError, match="never added"):
        call_command("tell_demo", force=True)


def test_half_a_telling_is_not_taken_for_a_whole_one():
    assert not is_unfinished()
    with marked_unfinished():
        assert is_unfinished()
        with pytest.raises(CommandError, match="interrupted"):
            call_command("tell_demo")
    assert not is_unfinished()


def test_sign_ins_are_printed_in_a_demonstration_alone(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="no demonstration"):
        call_command("demo_users")

    settings.DEMO = True
    printed = StringIO()
    call_command("demo_users", stdout=printed)

    assert PASSWORD in printed.getvalue()
    assert [line.split()[0] for line in printed.getvalue().splitlines()[1:]] == [
        "caseworker", "team_leader", "provider_worker", "provider_leader", "manager", "secretary", "administrator",
    ]  # fmt: skip
