"""What a child needs, as the ranking of offers reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from interventions.enums import MethodType

# Which kinds of help work towards goals in which domain; our own grouping of the catalogue's methods. The domains are
# the codes of the floor that keeps the goals. What is for all children works towards no one child's.
METHODS_FOR: dict[str, frozenset[str]] = {
    "daily_life": frozenset(
        {
            MethodType.FAMILY_TREATMENT, MethodType.SUPPORT_PERSON, MethodType.RESPITE_CARE, MethodType.SUPERVISION,
            MethodType.SEMI_INDEPENDENT_LIVING, MethodType.OWN_ROOM, MethodType.HYBRID_SUPPORT,
            MethodType.KINSHIP_CARE, MethodType.FOSTER_CARE, MethodType.TREATMENT_FOSTER_CARE,
            MethodType.RESIDENTIAL_HOME, MethodType.RESIDENTIAL_TREATMENT, MethodType.PARENT_PROGRAMME,
        }
    ),
    "school": frozenset(
        {
            MethodType.SCHOOL_MODEL, MethodType.DAY_TREATMENT, MethodType.BOARDING_SCHOOL, MethodType.SUPPORT_PERSON,
            MethodType.HYBRID_SUPPORT,
        }
    ),
    "leisure": frozenset(
        {
            MethodType.CHILD_GROUP, MethodType.SUPPORT_PERSON, MethodType.SUBSIDY, MethodType.RESPITE_CARE,
            MethodType.KINSHIP_CARE,
        }
    ),
    "family": frozenset(
        {
            MethodType.COUNSELLING, MethodType.PARENT_PROGRAMME, MethodType.FAMILY_TREATMENT, MethodType.HEALTH_VISIT,
            MethodType.SUPERVISION, MethodType.RESPITE_CARE, MethodType.KINSHIP_CARE, MethodType.RESIDENTIAL_FAMILY,
        }
    ),
    "mastery": frozenset(
        {
            MethodType.INDIVIDUAL_TREATMENT, MethodType.CHILD_GROUP, MethodType.COUNSELLING, MethodType.SUPPORT_PERSON,
            MethodType.DAY_TREATMENT, MethodType.SEMI_INDEPENDENT_LIVING, MethodType.OWN_ROOM,
            MethodType.TREATMENT_FOSTER_CARE, MethodType.RESIDENTIAL_TREATMENT, MethodType.SECURE_UNIT,
        }
    ),
    "health": frozenset(
        {
            MethodType.HEALTH_VISIT, MethodType.INDIVIDUAL_TREATMENT, MethodType.COUNSELLING, MethodType.DAY_TREATMENT,
            MethodType.RESIDENTIAL_TREATMENT, MethodType.RESIDENTIAL_FAMILY, MethodType.TREATMENT_FOSTER_CARE,
        }
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """One child on one day; without an age it is not born. What is empty is not known or not asked for."""

    age: int | None
    # The child itself: a network family is approved for one.
    child: int | None = None
    age_text: str = ""
    target_group: str = ""
    target_group_name: str = ""
    wants_siblings_together: bool = False
    wants_school_kept: bool = False
    language: str = ""
    # The domains of the sub-goals in force, each with its name.
    domains: Mapping[str, str] = field(default_factory=dict)
    district: int | None = None
    # Kilometres from the child's district to others.
    km: Mapping[int, int] = field(default_factory=dict)
    # Departments where a sibling is placed now.
    siblings_at: frozenset[int] = frozenset()


class Results(NamedTuple):
    """What an offer has achieved here before, in numbers of children."""

    ended: int = 0
    ended_well: int = 0
    scored: int = 0
    goals_better: int = 0
    stepped_down: int = 0
    held: int = 0
    median_weeks: int | None = None


def speaks(languages: list[str], wanted: str) -> bool:
    """Whether a child's language is among those an offer or family speaks, however it is written."""
    return wanted.strip().casefold() in {language.strip().casefold() for language in languages}
