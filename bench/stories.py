"""One open case with all it has gathered: people, help, moves, plan, reviews, notes and the trail."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bench.copying import Copier
from bench.organisation import CHILDREN_PER_CASEWORKER, Organisation
from cases.enums import ConcernOutcome, ConsentKind, NoteKind, ReporterKind
from cases.models import (
    Case,
    Child,
    ChildConversation,
    ChildInvestigation,
    Concern,
    Consent,
    Custody,
    Family,
    JournalNote,
    Relative,
)
from herning.accounts.models import User
from herning.audit.models import Access, Event
from herning.rules import add_months
from interventions.models import Intervention

FIRST_NAMES = ("Sofie", "Mads", "Åse", "Jens", "Ida", "Øjvind", "Freja", "Noah", "Karla", "William", "Zara", "Æske")
LAST_NAMES = ("Mikkelsen", "Møller", "Aagaard", "Østergaard", "Sørensen", "Lund", "Krogh", "Ågren", "Vad", "Dam")
TEXT = "Der er talt om hverdagen, skolen og fritiden, og om hvad der skal til for at det går bedre. " * 6
LONGEST_OPEN = 420
NEWEST = 45


@dataclass
class Story:
    """A case while it is written; `chance` is its own, so that a story does not depend on the others."""

    copier: Copier
    people: Organisation
    number: int
    today: date
    child: Child
    case: Case
    relatives: list[Relative]
    chance: Random
    interventions: list[Intervention] = field(default_factory=list)

    @property
    def caseworker(self) -> User:
        """Whose case it is."""
        return self.case.caseworker


def at(day: date, hour: int = 9) -> datetime:
    """A time of day."""
    return datetime.combine(day, time(hour), UTC)


def begin(
    copier: Copier,
    people: Organisation,
    number: int,
    *,
    today: date,
    family: Family | None,
    free_cpr: Callable[[date], str],
) -> Story:
    """The child, its family and the open case, from the concern that led to it."""
    chance = Random(number)
    opened_on = today - timedelta(days=chance.randint(NEWEST, LONGEST_OPEN))
    aware_on = opened_on - timedelta(days=5)
    relatives: list[Relative] = []
    if family is None:
        family = copier.add(Family())
    last = LAST_NAMES[chance.randrange(len(LAST_NAMES))]
    for kind, first in (("mother", "Karen"), ("father", "Peter"), ("grandparent", "Else")):
        relatives.append(copier.add(Relative(family=family, name=f"{first} {last}", kind=kind, phone="20 00 00 00")))
    unborn = number % 50 == 7
    born_on = None if unborn else opened_on - timedelta(days=chance.randint(30, 17 * 365))
    child = copier.add(
        Child(
            family=family,
            name=f"{FIRST_NAMES[chance.randrange(len(FIRST_NAMES))]} {last}",
            born_on=born_on,
            expected_on=today + timedelta(days=60) if unborn else None,
            cpr=free_cpr(born_on) if born_on and number % 10 else None,
            address="Bredgade 1, 7400 Herning",
            is_address_protected=number % 40 == 3,
            school="" if unborn else "Brændgårdskolen",
        )
    )
    for holder in relatives[:2]:
        copier.add(Custody(child=child, holder=holder, since=born_on or opened_on))
    caseworker = people.caseworkers[(number // CHILDREN_PER_CASEWORKER) % len(people.caseworkers)]
    team = caseworker.team
    assert team is not None
    case = copier.add(
        Case(
            number=f"{opened_on.year}-{number + 1:05d}",
            child=child,
            caseworker=caseworker,
            team=team,
            district=team.district,
            opened_on=opened_on,
            aware_on=aware_on,
            kle="27.24.00",
        )
    )
    story = Story(copier, people, number, today, child, case, relatives, chance)
    _concerns(story)
    return story


def _concerns(story: Story) -> None:
    case, caseworker = story.case, story.caseworker
    story.copier.add(
        Concern(
            child=story.child,
            team=case.team,
            district=case.district,
            received_at=at(case.aware_on),
            registered_by=caseworker,
            reporter_kind=ReporterKind.SCHOOL,
            reporter_name="Lærer Jens",
            text=TEXT,
            assessed_at=at(case.aware_on, 14),
            assessed_by=caseworker,
            is_in_danger=False,
            assessment=TEXT,
            acknowledged_on=case.opened_on,
            acknowledged_by=caseworker,
            outcome=ConcernOutcome.OPENED,
            outcome_reason="Der er grund til at se nærmere på det.",
            decided_on=case.opened_on,
            decided_by=caseworker,
            case=case,
        )
    )
    if story.number % CHILDREN_PER_CASEWORKER == 0:
        story.copier.add(
            Concern(
                child=story.child,
                team=case.team,
                district=case.district,
                received_at=at(story.today - timedelta(days=1)),
                registered_by=caseworker,
                reporter_kind=ReporterKind.DAY_CARE,
                text=TEXT,
            )
        )


def casework(story: Story) -> None:
    """Investigation, consents, conversation, journal and the trail of who did and who looked."""
    add, case, by = story.copier.add, story.case, story.caseworker
    add(ChildConversation(case=case, on=case.opened_on, words="Jeg vil gerne have ro derhjemme.", written_by=by))
    is_finished = bool(story.chance.randrange(10))
    add(
        ChildInvestigation(
            case=case,
            aware_on=case.aware_on,
            begun_on=case.opened_on,
            begun_by=by,
            why="Skolen er bekymret.",
            finished_on=min(add_months(case.opened_on, 3), story.today) if is_finished else None,
            finished_by=by if is_finished else None,
            child_and_family=TEXT if is_finished else "",
            conclusion=TEXT if is_finished else "",
        )
    )
    for holder in story.relatives[:2]:
        add(Consent(case=case, kind=ConsentKind.SUPPORT, holder=holder, given_on=case.opened_on, written_by=by))
    open_days = (story.today - case.opened_on).days
    for index, kind in enumerate([*NoteKind, NoteKind.CONTACT]):
        on = case.opened_on + timedelta(days=open_days * index // 6)
        add(JournalNote(case=case, kind=kind, on=on, heading=f"Notat {index + 1}", text=TEXT, written_by=by))
        trail = {"by": by, "subject_type": "case", "subject_id": str(case.pk), "case_number": case.number}
        add(Event(kind="journal.written", **trail))
        add(Access(page="dashboards:case", relation="caseworker", **trail))
