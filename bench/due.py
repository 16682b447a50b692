"""Any number of cases whose help waits for its review: people, help and earlier reviews, and nothing more."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from bench.copying import Copier
from cases.models import Case, Child, ChildConversation, Family
from herning.accounts.models import Team, User
from herning.accounts.permissions import Role
from interventions.enums import ReferralStatus
from interventions.models import Intervention, Referral
from reviews.enums import Proposal, ReviewStatus
from reviews.models import Review
from tests.factories.accounts import DepartmentFactory, TeamFactory
from tests.factories.interventions import OfferFactory

STORED_AT_ONCE = 5_000
RHYTHM = timedelta(weeks=6)


def copy_due(cases: int, *, starts_on: date, children_each: int = 1, held_on: date | None = None) -> list[Case]:
    """Copy open cases with help since a day and no planned review; so many children to a caseworker.

    With `held_on`, every second case has held a review that day, six weeks before the next.
    """
    copier, team = Copier(), TeamFactory()
    offer, department = OfferFactory(), DepartmentFactory()
    made: list[Case] = []
    with transaction.atomic():
        for number in range(cases):
            if number % children_each == 0:
                caseworker = _caseworker(copier, team)
            case = _case(copier, team, caseworker, opened_on=starts_on)
            referral = copier.add(
                Referral(
                    case=case, status=ReferralStatus.STARTED, step_id=offer.step_id, offer=offer,
                    department=department, need="Ro om hverdagen.", why_not_lower="Prøvet uden virkning.",
                    made_on=starts_on, made_by=caseworker,
                )
            )  # fmt: skip
            copier.add(
                Intervention(
                    case=case, referral=referral, step_id=offer.step_id, offer=offer, department=department,
                    starts_on=starts_on, exit_plan="Netværket tager over.", next_step_id=offer.step_id - 1,
                    started_by=caseworker,
                )
            )  # fmt: skip
            if held_on and number % 2:
                _hold(copier, case, held_on)
            made.append(case)
            if number % STORED_AT_ONCE == STORED_AT_ONCE - 1:
                copier.store()
        copier.store()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def _caseworker(copier: Copier, team: Team) -> User:
    person = copier.add(User(name="Ida Holm", role=Role.CASEWORKER, team=team, password=make_password(None)))
    person.email = f"due.{person.pk}@example.dk"
    return person


def _case(copier: Copier, team: Team, caseworker: User, *, opened_on: date) -> Case:
    child = copier.add(Child(family=copier.add(Family()), name="Sofie Lund", born_on=date(2016, 5, 4)))
    case = copier.add(
        Case(
            child=child, caseworker=caseworker, team=team, district=team.district, opened_on=opened_on,
            aware_on=opened_on,
        )
    )  # fmt: skip
    case.number = f"{opened_on.year}-D{case.pk:07d}"
    return case


def _hold(copier: Copier, case: Case, on: date) -> None:
    by = case.caseworker
    words = copier.add(ChildConversation(case=case, on=on, words="Det går godt.", written_by=by))
    copier.add(
        Review(
            case=case, status=ReviewStatus.HELD, due_on=on, law_due_on=on, held_on=on, held_by=by, conversation=words,
            decision=Proposal.STAY, reason="Hjælpen virker, men er ny.", next_due_on=on + RHYTHM,
        )
    )  # fmt: skip
