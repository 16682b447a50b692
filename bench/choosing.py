"""The list of offers to choose from, in a small catalogue and in a large one with years of help behind it."""

import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from bench.copying import Copier
from bench.databases import databases, settle, use
from bench.judging import Measured, judge
from bench.loader import load
from bench.organisation import METHODS, Organisation
from bench.pages import Page, Timed, one_turn
from cases.models import Case
from herning.accounts.models import Department, District, User
from herning.accounts.permissions import Role
from interventions.enums import EndReason, FosterType, MethodType, PriceUnit, ReferralStatus
from interventions.models import (
    Capacity,
    FosterFamily,
    Intervention,
    Offer,
    OfferPrice,
    Place,
    Referral,
)
from reviews import outcomes

CASES = 200
# The list is asked for again and again; the page it first stands on has the child's header and the form besides.
LIST_LIMIT_MS, PAGE_LIMIT_MS = 100, 150
TURNS = 6
STAYS_AT_ONCE = 10
STAY = timedelta(days=90)
GROUPS = ["trivsel", "skole", "adfaerd", "omsorgssvigt"]
STORED_AT_ONCE = 5_000


@dataclass(frozen=True)
class Catalogue:
    """How much there is to choose from, and how much has gone before."""

    offers: int
    families: int
    past: int


SMALL, LARGE = Catalogue(50, 10, 1_000), Catalogue(500, 2_000, 100_000)


def measure_choosing(small: Catalogue = SMALL, large: Catalogue = LARGE) -> list[Measured]:
    """Both catalogues in turn; the median is kept below a limit, and both ask the database as often.

    Measured are the list, as it comes back when the need is changed, and the whole page it first stands on.
    """
    sizes = {small: "bench_choosing_small", large: "bench_choosing_large"}
    limits = {"choosing list": LIST_LIMIT_MS, "choosing page": PAGE_LIMIT_MS}
    pages = [
        Page("choosing list", Role.CASEWORKER, _address, form={"need": "Ro.", "look": "update"}),
        Page("choosing page", Role.CASEWORKER, _address),
    ]
    timed = {(page.work, catalogue): Timed(catalogue.offers) for page in pages for catalogue in sizes}
    with databases(*sizes.values()):
        for catalogue, name in sizes.items():
            use(name)
            taken = fill(catalogue, today=timezone.localdate())
            settle()
            sys.stdout.write(f"{catalogue.offers} offers and {catalogue.past:,} past loaded in {taken:.0f} s\n")
            sys.stdout.flush()
        for _turn in range(TURNS):
            for catalogue, name in sizes.items():
                use(name)
                for page in pages:
                    one_turn(page, timed[page.work, catalogue])
    return [
        judge(
            f"{work}: {catalogue.offers} offers, {catalogue.families:,} families, {catalogue.past:,} past",
            cases=CASES, queries=one.queries, seconds=one.seconds, floor=limits[work] / 1000, limit=1.0,
            also=len({timed[work, other].queries for other in sizes}) == 1,
        )
        for (work, catalogue), one in timed.items()
    ]  # fmt: skip


def fill(catalogue: Catalogue, *, today: date) -> float:
    """Load the catalogue beside a small municipality and count what it led to; gives the seconds it took."""
    begun = time.perf_counter()
    people = load(cases=CASES, today=today)
    copier = Copier()
    with transaction.atomic():
        given = _offers(copier, catalogue, people)
        _families(copier, catalogue, people)
        copier.store()
        _past(copier, catalogue, given, today)
        copier.store()
    outcomes.count(on=today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return time.perf_counter() - begun


def _offers(copier: Copier, catalogue: Catalogue, people: Organisation) -> list[Capacity]:
    """So many offers over the five steps that help is given on, each at a department, with ages, groups and a price."""
    departments = _departments(copier, people)
    steps, found = cycle(METHODS), []
    for number in range(catalogue.offers):
        step = next(steps)
        offer = copier.add(
            Offer(
                code=f"valg-{number}", name=f"Tilbud {number}", step_id=step, number=number % 90, method=METHODS[step],
                min_age=(0, 6, 12)[number % 3], max_age=(12, 17, 22)[number % 3],
                target_groups=GROUPS[: number % len(GROUPS)], professions=["pædagog"], is_legal_placement=step >= 3,
                description="Forløb for børn og forældre.", has_own_school=number % 17 == 0,
            )
        )  # fmt: skip
        copier.add(
            OfferPrice(offer=offer, kroner=1_000 + number, unit=PriceUnit.WEEK, valid_from=date(2020, 1, 1))
        )  # fmt: skip
        found.append(
            copier.add(
                Capacity(
                    offer=offer, department=departments[number % len(departments)],
                    places_total=STAYS_AT_ONCE, opens_on=date(2015, 1, 1),
                )
            )
        )  # fmt: skip
    return found


def _departments(copier: Copier, people: Organisation) -> list[Department]:
    provider = Department.objects.order_by("pk").values_list("provider_id", flat=True)[0]
    districts = list(District.objects.order_by("pk"))
    return [
        copier.add(
            Department(
                provider_id=provider, code=f"valg-{number}", name=f"Afdeling V{number}",
                district=districts[number % len(districts)],
            )
        )
        for number in range(100)
    ]  # fmt: skip


def _families(copier: Copier, catalogue: Catalogue, people: Organisation) -> None:
    """All families under one offer, at five departments."""
    offer = copier.add(
        Offer(
            code="valg-familier", name="Plejefamilier", step_id=4, method=MethodType.FOSTER_CARE,
            is_legal_placement=True,
        )
    )  # fmt: skip
    departments = list(Department.objects.order_by("pk")[:5])
    districts = list(District.objects.order_by("pk"))
    # A network family is there for one child alone.
    kinds = cycle(kind for kind in FosterType if kind != FosterType.NETWORK)
    for number in range(catalogue.families):
        department = departments[number % len(departments)]
        family = copier.add(
            FosterFamily(
                name=f"Familien {number}", kind=next(kinds), department=department,
                district=districts[number % len(districts)], approved_by="Socialtilsyn Midt",
                approved_from=date(2020, 1, 1), approved_places=1 + number % 3, min_age=number % 7,
                max_age=12 + number % 6, target_groups=GROUPS[: number % len(GROUPS)],
                languages=["arabisk"] if number % 10 == 0 else [], takes_siblings=number % 4 == 0,
                wishes="Gerne et skolebarn.",
            )
        )  # fmt: skip
        copier.add(
            Capacity(
                offer=offer, department=department, foster_family=family, places_total=1 + number % 3,
                opens_on=date(2020, 1, 1),
            )
        )  # fmt: skip


def _past(copier: Copier, catalogue: Catalogue, given: list[Capacity], today: date) -> None:
    """Help that has ended, each stay at a numbered place of its own days."""
    cases = cycle(Case.objects.select_related("caseworker", "team").order_by("pk"))
    leaders = dict(User.objects.with_role(Role.TEAM_LEADER).values_list("team_id", "pk"))
    for number, (capacity, case) in enumerate(islice(zip(cycle(given), cases, strict=False), catalogue.past)):
        stay = number // len(given)
        ends_on = today - timedelta(days=30) - STAY * (stay // STAYS_AT_ONCE)
        _stay(copier, capacity, case, leaders[case.team_id], place=stay % STAYS_AT_ONCE + 1, ends_on=ends_on)
        if number % STORED_AT_ONCE == 0:
            copier.store()


def _stay(copier: Copier, capacity: Capacity, case: Case, leader: int, *, place: int, ends_on: date) -> None:
    step, starts_on = capacity.offer.step_id, ends_on - STAY
    referral = copier.add(
        Referral(
            case=case, status=ReferralStatus.STARTED, step_id=step, offer=capacity.offer,
            department=capacity.department, need="Ro.", why_not_lower="Prøvet.", made_on=starts_on,
            made_by=case.caseworker, approved_on=starts_on if step >= 3 else None,
            approved_by_id=leader if step >= 3 else None,
        )
    )  # fmt: skip
    copier.add(
        Intervention(
            case=case, referral=referral, offer=capacity.offer, department=capacity.department, step_id=step,
            starts_on=starts_on, exit_plan="Hjem.", next_step_id=step - 1, started_by=case.caseworker,
            ends_on=ends_on, ended_by=case.caseworker,
            end_reason=EndReason.MOVED_DOWN if place % 2 else EndReason.MOVED_UP,
        )
    )  # fmt: skip
    copier.add(Place(capacity=capacity, number=place, referral=referral, since=starts_on, until=ends_on))


def _address(user: User) -> str:
    number = Case.objects.open().filter(caseworker=user).order_by("pk").values_list("number", flat=True)[10]
    return reverse("interventions:refer", args=[number])
