"""The people of a municipality as large as its cases ask for: 25 children each, eight caseworkers to a team."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from bench.copying import Copier
from herning.accounts.models import Department, District, Membership, Provider, Team, User
from herning.accounts.permissions import Role
from interventions.enums import MethodType
from interventions.models import Capacity, Offer

CHILDREN_PER_CASEWORKER = 25
CASEWORKERS_PER_TEAM = 8
PLACES = 25
OFFERS_PER_STEP = 10
DEPARTMENTS_PER_PROVIDER = 5
DISTRICTS = ("Nord", "Vest", "Syd")
METHODS = {
    1: MethodType.COUNSELLING,
    2: MethodType.FAMILY_TREATMENT,
    3: MethodType.KINSHIP_CARE,
    4: MethodType.FOSTER_CARE,
    5: MethodType.RESIDENTIAL_TREATMENT,
}
OPENED = date(2015, 1, 1)


@dataclass
class Organisation:
    """Who there is, and which departments still have room."""

    copier: Copier
    districts: list[District] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    leaders: list[User] = field(default_factory=list)
    caseworkers: list[User] = field(default_factory=list)
    manager: User | None = None
    offers: dict[int, list[Offer]] = field(default_factory=lambda: defaultdict(list))
    capacities: dict[int, list[Capacity]] = field(default_factory=lambda: defaultdict(list))
    workers: dict[int, User] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def room_on(self, step: int) -> Capacity:
        """A department with a free place on a step; a new one opens when the last is full."""
        held = self.capacities[step]
        if not held or self.taken[held[-1].pk] == PLACES:
            held.append(self._open_department(step))
        return held[-1]

    def _open_department(self, step: int) -> Capacity:
        number = len(self.workers)
        if number % DEPARTMENTS_PER_PROVIDER == 0:
            self.provider = self.copier.add(Provider(code=f"udfoerer-{number}", name=f"Udfører {number}"))
        department = self.copier.add(
            Department(provider=self.provider, code=f"afdeling-{number}", name=f"Afdeling {number}")
        )
        for role in (Role.PROVIDER_LEADER, Role.PROVIDER_WORKER):
            user = self.copier.add(_person(role, number))
            self.copier.add(Membership(user=user, department=department, since=OPENED))
        self.workers[department.pk] = user
        offers = self.offers[step]
        # Every third department has places to spare when it is as full as it gets here.
        places = PLACES + 5 * (number % 3 == 0)
        return self.copier.add(
            Capacity(
                offer=offers[len(self.capacities[step]) % len(offers)],
                department=department,
                places_total=places,
                opens_on=OPENED,
            )
        )


def organise(copier: Copier, *, cases: int) -> Organisation:
    """Districts, teams, their people and the offers of steps 1 to 5; departments open as children come."""
    made = Organisation(copier)
    made.districts = [copier.add(District(name=f"Distrikt {name}")) for name in DISTRICTS]
    caseworkers = max(2, -(-cases // CHILDREN_PER_CASEWORKER))
    for number in range(-(-caseworkers // CASEWORKERS_PER_TEAM)):
        team = copier.add(Team(name=f"Team {number}", district=made.districts[number % len(DISTRICTS)]))
        made.teams.append(team)
        made.leaders.append(copier.add(_person(Role.TEAM_LEADER, number, team)))
    made.caseworkers = [
        copier.add(_person(Role.CASEWORKER, number, made.teams[number // CASEWORKERS_PER_TEAM]))
        for number in range(caseworkers)
    ]
    made.manager = copier.add(_person(Role.MANAGER, 0))
    for step, method in METHODS.items():
        for number in range(OFFERS_PER_STEP):
            made.offers[step].append(
                copier.add(
                    Offer(
                        code=f"tilbud-{step}-{number}",
                        name=f"Tilbud {step}.{number}",
                        step_id=step,
                        number=number,
                        method=method,
                        is_legal_placement=step >= 3,
                        min_age=None,
                        max_age=None,
                    )
                )
            )
    return made


def _person(role: Role, number: int, team: Team | None = None) -> User:
    return User(
        email=f"{role.value}.{number}@example.dk",
        name=f"{role.label} {number}",
        role=role,
        team=team,
        password=make_password(None),
    )
