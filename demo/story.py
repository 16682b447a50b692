"""What a story is: a family, and scenes that happen on days; all of it invented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing that happens to one child of a family on a day; `act` names what the teller does."""

    on: date
    act: str
    child: int
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Adult:
    """A parent or somebody of the network."""

    name: str
    kind: str
    has_custody: bool
    can_support: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """Who a child is."""

    name: str
    is_girl: bool
    born_on: date | None
    expected_on: date | None
    cpr: str
    school: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One family's story: who they are, whose case it is, and its scenes in the order they happen."""

    number: int
    caseworker: int
    team: int
    address: str
    is_address_protected: bool
    children: tuple[Child, ...]
    adults: tuple[Adult, ...]
    scenes: tuple[Scene, ...]
