"""The invented municipality before the first story: districts, teams, people, departments and places."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from demo import names
from demo.families import FAMILY_CARE, HOMES, OWN_PLACES, approved_until
from demo.offers import DEPARTMENTS, LONG_AGO, MEJERIET, OFFERS
from herning.accounts.actions import add_membership, add_team, create_user
from herning.accounts.models import Department, District, Provider, Team, User
from herning.accounts.permissions import Role
from interventions.actions import (
    add_capacity,
    place_department,
    register_foster_family,
    set_capacity,
    set_distance,
    set_price,
)
from interventions.models import Capacity, FosterFamily, Offer, Step

PASSWORD = "indsatstrappen-demo"  # noqa: S105 - printed for everybody, and only with DEMO
DOMAIN = "herning.example"
INVENTED = "Opdigtet antal til demonstrationen"
INVENTED_PRICE = "Opdigtet pris til demonstrationen"
# By step; invented, so that the screens show prices.
PRICES = {1: (18_000, "course"), 2: (3_400, "week"), 3: (16_500, "month"), 4: (39_000, "month"), 5: (3_200, "day")}
WORKERS = 2
# By the code of an offer, the district its department lies in, and kilometres between districts; invented.
LIES_IN = {
    "munkgaard": "Vest", "broen": "Øst", "claudisvej": "Midt", MEJERIET: "Midt", "bomiljoeet": "Midt",
    "ungeteam": "Midt", "between": "Midt", "spaed-og-smaabornsteam": "Øst",
}  # fmt: skip
KILOMETRES = (("Vest", "Midt", 14), ("Midt", "Øst", 9), ("Vest", "Øst", 23))


@dataclass(slots=True)
class Cast:
    """Everybody and everything the stories need at hand, fetched once."""

    caseworkers: list[User] = field(default_factory=list)
    leaders: list[User] = field(default_factory=list)
    providers: dict[int, list[User]] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    steps: dict[int, Step] = field(default_factory=dict)
    families: dict[str, FosterFamily] = field(default_factory=dict)


def email(name: str) -> str:
    """The address somebody signs in with; the ending belongs to nobody."""
    return f"{names.ascii_name(name)}@{DOMAIN}"


def establish(today: date) -> Cast:
    """Bring the people and the places into being, by the administrator."""
    system = User.objects.system()
    administrator = create_user(
        email=email(names.ADMINISTRATOR), name=names.ADMINISTRATOR, role=Role.ADMINISTRATOR, by=system
    )
    cast = Cast(steps={step.number: step for step in Step.objects.all()})
    _authority(cast, administrator)
    _places(cast, administrator)
    _deliverers(cast, administrator)
    _families(cast, today)
    _ways(cast, administrator)
    # One hash for all: a slow one for each of eighty people would take longer than half of the stories.
    User.objects.active().update(password=make_password(PASSWORD))
    return cast


def _authority(cast: Cast, by: User) -> None:
    teams: list[Team] = [add_team(name=name, district=district, by=by) for name, district in names.TEAMS]
    for name, team in zip(names.LEADERS, teams, strict=True):
        cast.leaders.append(create_user(email=email(name), name=name, role=Role.TEAM_LEADER, team=team, by=by))
    for number, name in enumerate(names.CASEWORKERS):
        team = teams[number * len(teams) // len(names.CASEWORKERS)]
        cast.caseworkers.append(create_user(email=email(name), name=name, role=Role.CASEWORKER, team=team, by=by))
    for name in names.MANAGERS:
        create_user(email=email(name), name=name, role=Role.MANAGER, by=by)
    create_user(email=email(names.SECRETARY), name=names.SECRETARY, role=Role.SECRETARY, by=by)


def _places(cast: Cast, by: User) -> None:
    """Who gives each offer, and how many places there are; the catalogue states Mejeriet's, the others are invented."""
    for code, name, provider in DEPARTMENTS:
        owner = Provider.objects.get_or_create(code=provider, defaults={"name": provider})[0]
        Department.objects.get_or_create(code=code, defaults={"name": name, "provider": owner})
    departments = {department.code: department for department in Department.objects.all()}
    cast.offers = {offer.code: offer for offer in Offer.objects.select_related("step")}
    for listed in OFFERS:
        offer = cast.offers[listed.code]
        given = Capacity.objects.filter(offer=offer, closes_on=None).select_related("department").order_by("pk").first()
        if given is None:
            department = departments[listed.department]
            add_capacity(
                offer=offer, department=department, places_total=listed.places, opens_on=LONG_AGO,
                note=INVENTED if listed.places else "Opdigtet til demonstrationen", by=by,
            )  # fmt: skip
        else:
            department = given.department
            places = OWN_PLACES if listed.code == FAMILY_CARE else listed.places
            if listed.code != MEJERIET and places is not None:
                set_capacity(capacity=given, places_total=places, on=LONG_AGO, by=by)
                Capacity.objects.filter(pk=given.pk).update(note=INVENTED)
        cast.departments[listed.code] = department
        if listed.step in PRICES:
            kroner, unit = PRICES[listed.step]
            set_price(offer=offer, kroner=kroner, unit=unit, valid_from=LONG_AGO, note=INVENTED_PRICE, by=by)


def _deliverers(cast: Cast, by: User) -> None:
    """A leader and two workers in each department that gives something."""
    for number, department in enumerate(sorted(set(cast.departments.values()), key=lambda one: one.code)):
        people = []
        for place in range(1 + WORKERS):
            name = names.at_work(number * (1 + WORKERS) + place)
            role = Role.PROVIDER_WORKER if place else Role.PROVIDER_LEADER
            user = create_user(email=email(name), name=name, role=role, by=by)
            add_membership(user=user, department=department, since=LONG_AGO, by=by)
            people.append(user)
        cast.providers[department.pk] = people


def _families(cast: Cast, today: date) -> None:
    """The foster families, registered by the leader of the department that finds them."""
    offer, department = cast.offers[FAMILY_CARE], cast.departments[FAMILY_CARE]
    districts = {district.name: district for district in District.objects.all()}
    for home in HOMES:
        cast.families[home.name] = register_foster_family(
            offer=offer, department=department, name=home.name, kind=home.kind, district=districts[home.district],
            approved_by="Socialtilsyn Midt", approved_from=LONG_AGO, approved_until=approved_until(home, today),
            approved_places=home.places, min_age=home.youngest, max_age=home.oldest, wishes=home.wishes,
            takes_siblings=home.takes_siblings, languages=list(home.languages), by=cast.providers[department.pk][0],
        )  # fmt: skip


def _ways(cast: Cast, by: User) -> None:
    """Where departments lie, and how far it is between the districts."""
    districts = {district.name: district for district in District.objects.all()}
    for one, other, km in KILOMETRES:
        set_distance(one=districts[one], other=districts[other], km=km, by=by)
    for code, name in LIES_IN.items():
        department = cast.departments[code]
        cast.departments[code] = place_department(
            department=department, seen_version=department.version, district=districts[name], by=by
        )
