"""One point of the placement checklist, and what is known of a placement when it is asked (no database, no clock)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

# What the caseworker says in the form; the rest is read from the case.
SAID = frozenset(
    {
        "board", "siblings", "two_caseworkers", "companion", "hearing", "purpose", "duration", "foster_type",
        "support_person", "child_support_person", "contact", "supervision",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a placement; `evidence` says of a point who did it and when."""

    starts_on: date
    # Since when the child is out of the home, and the stay rests on its basis; the start where nothing else is known.
    placed_since: date | None = None
    basis_since: date | None = None
    legal_basis: str = ""
    born_on: date | None = None
    aware_on: date | None = None
    is_investigated: bool = False
    has_position: bool = False
    has_siblings: bool = False
    siblings_considered: str = ""
    siblings_not_investigated: tuple[str, ...] = ()
    is_spoken_with: bool = False
    is_waived: bool = False
    spoken_since: str = ""
    is_companion_right_told: bool = False
    is_heard: bool = False
    has_holders: bool = False
    consents_missing: tuple[str, ...] = ()
    is_decided_by_board: bool = False
    board_refused_on: date | None = None
    purpose: str = ""
    expected_months: int = 0
    has_plan: bool = False
    is_foster_care: bool = False
    foster_type: str = ""
    family_type: str = ""
    is_family_approved: bool | None = None
    is_support_person_offered: bool = False
    is_child_support_person_offered: bool = False
    contact: str = ""
    first_supervision_on: date | None = None
    had_two_caseworkers: bool | None = None
    is_reported: bool = False
    is_secure_unit: bool = False
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def stays_since(self) -> date:
        """The first day of the unbroken stay."""
        return self.placed_since or self.starts_on

    @property
    def rests_since(self) -> date:
        """The first day on its present basis."""
        return self.basis_since or self.starts_on

    @property
    def founded_on(self) -> date:
        """The day its present basis was chosen: at the start, or since."""
        return max(self.starts_on, self.rests_since)


@dataclass(frozen=True, slots=True)
class Point:
    """One point: what the law asks, whether it is done, and whether a placement can begin without it."""

    code: str
    paragraph: str
    text: str
    is_met: bool
    # What is missing and what to do about it, for the refusal and the list.
    lacks: str
    blocks: bool = True
    may_be_mended: bool = False
    due_on: date | None = None
    field: str | None = None
    evidence: str = ""
    # Somebody has said no: it is told in red, and waiting does not mend it.
    is_refused: bool = False

    @property
    def is_lacking(self) -> bool:
        """Whether the law requires it and it is not there."""
        return self.blocks and not self.is_met

    @property
    def is_said(self) -> bool:
        """Whether the caseworker says it, rather than the case."""
        return self.code in SAID
