"""Which domains a child's sub-goals lie in: told by the floor above, which keeps the goals."""

from collections.abc import Callable, Mapping

from cases.models import Case

# Each is called with a case and gives the domains of its sub-goals in force, with their names; filled at the start.
DOMAINS_OF: list[Callable[[Case], Mapping[str, str]]] = []


def domains_of(case: Case) -> dict[str, str]:
    """The domains that are worked on in a case, each with its name."""
    found: dict[str, str] = {}
    for tell in DOMAINS_OF:
        found |= tell(case)
    return found
