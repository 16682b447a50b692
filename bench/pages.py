"""The five pages that are measured, and their timing at two sizes in turn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median

from django.urls import reverse

from bench.databases import use
from bench.floor import bare_link, own_statements, replay
from bench.judging import FLOOR_LIMIT, Measured, grown, judge
from bench.urls import EMPTY
from bench.visiting import Visitor
from cases.models import Case
from herning.accounts.models import User
from herning.accounts.permissions import Role

WARM_UP = 5
RUNS = 10
TURNS = 6


@dataclass(frozen=True)
class Page:
    """A page by its name, whose it is, and its address in a database."""

    work: str
    role: Role
    address: Callable[[User], str]
    # What is sent where the page's script asks for a part of it.
    form: Mapping[str, str] | None = None


def _own_case(user: User) -> str:
    number = Case.objects.filter(caseworker=user).order_by("pk").values_list("number", flat=True)[10]
    return reverse("dashboards:case", args=[number])


PAGES = [
    Page("caseworker's start page", Role.CASEWORKER, lambda _: reverse("dashboards:start")),
    Page("case list with a filter", Role.CASEWORKER, lambda _: reverse("cases:cases") + "?trin=2"),
    Page("case overview", Role.CASEWORKER, _own_case),
    Page("provider's start page", Role.PROVIDER_WORKER, lambda _: reverse("dashboards:start")),
    Page("staircase", Role.MANAGER, lambda _: reverse("dashboards:staircase")),
]


@dataclass
class Timed:
    """One page in one database: how often it asks, and how long it and its floor took."""

    cases: int
    queries: int = 0
    seconds: list[float] = field(default_factory=list)
    replayed: list[float] = field(default_factory=list)
    emptied: list[float] = field(default_factory=list)

    @property
    def floor(self) -> float:
        """The same statements bare, and an empty view through the same middleware, in seconds."""
        return median(self.replayed) + median(self.emptied)


def measure_page(page: Page, sizes: dict[int, str]) -> list[Measured]:
    """A page at each size; the databases take turns, so that a busy moment of the machine meets them all."""
    timed = {cases: Timed(cases) for cases in sizes}
    for _turn in range(TURNS):
        for cases, name in sizes.items():
            use(name)
            one_turn(page, timed[cases])
    lines = [
        judge(page.work, cases=one.cases, queries=one.queries, seconds=one.seconds, floor=one.floor, limit=FLOOR_LIMIT)
        for one in timed.values()
    ]
    (small, large), (few, many) = lines, timed.values()
    return [*lines, grown(small, large, small_seconds=few.seconds, large_seconds=many.seconds)]


def one_turn(page: Page, timed: Timed) -> None:
    """Ask for a page some times, each time beside its floor, in the database that is in use."""
    user = typical(page.role)
    visitor, url = Visitor(user), page.address(user)
    for _time in range(WARM_UP):
        visitor.ask(url, page.form)
        visitor.ask(EMPTY)
    empty = visitor.statements(EMPTY)
    statements = visitor.statements(url, page.form)
    timed.queries = len(statements)
    with bare_link() as link:
        own = own_statements(statements, empty)
        for _time in range(WARM_UP):
            replay(link, own)
        for _time in range(RUNS):
            timed.seconds.append(visitor.ask(url, page.form))
            timed.replayed.append(replay(link, own))
            timed.emptied.append(visitor.ask(EMPTY))


def typical(role: Role) -> User:
    """Somebody in the middle of those who hold a role: neither the first, whose pages are odd, nor the last."""
    people = User.objects.with_role(role).order_by("pk")
    return people[people.count() // 2]
