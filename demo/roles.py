"""Which stories a municipality has: first those that show something rare, then so many of each common kind."""

from dataclasses import replace
from random import Random

from demo.paths import Role

#: One family each: what must be there whatever the size. The first is the first caseworker's own.
SPECIALS: tuple[tuple[Role, ...], ...] = (
    (Role("open", 5, "soon", "first", ages=(15, 17)),),
    (Role("open", 4, "later", "secret", ages=(6, 13)), Role("open", 2, "soon", ages=(3, 12))),
    (Role("open", 4, "soon", "board_pending", ages=(5, 12)),),
    (Role("open", 2, "long", "silent", ages=(6, 12)),),
    (Role("open", 3, "overdue", "", ages=(4, 12)),),
    (Role("open", 5, "later", "running_out", ages=(15, 17)),),
    (Role("open", 1, "just", "", ages=(4, 8)), Role("open", 2, "later", ages=(6, 12)), Role("closed", 1)),
    (Role("new", oddity="investigating", ages=(-1, -1)),),
    (Role("open", 2, "soon", "protected", ages=(4, 12)),),
    (Role("open", 2, "", "draft", ages=(7, 13)),),
    (Role("new", oddity="awaiting", ages=(5, 12)),),
    (Role("concern", oddity="tonight", ages=(8, 13)),),
    (Role("concern", oddity="late_acknowledgement", ages=(5, 12)),),
    (Role("open", 2, "later", "grant", ages=(5, 12)),),
    (Role("open", 2, "later", "joined", ages=(7, 12)),),
    (Role("new", oddity="waiting", ages=(7, 12)),),
    (Role("new", oddity="too_young", ages=(12, 13)),),
)

#: So many of each in a whole municipality.
OF_A_KIND: tuple[tuple[Role, int], ...] = (
    (Role("open", 4, "later", "board", ages=(5, 12)), 5),
    (Role("open", 4, "", "board_pending", ages=(3, 12)), 1),
    (Role("open", 4, "later", "secret", ages=(3, 12)), 2),
    (Role("open", 5, "later", "running_out", ages=(15, 17)), 2),
    (Role("open", 1, "long", "silent"), 2),
    (Role("open", 2, "long", "silent"), 4),
    (Role("open", 2, "overdue", "silent"), 4),
    (Role("open", 1, "", "draft"), 4),
    (Role("open", 2, "", "draft", ages=(4, 15)), 5),
    (Role("open", 1, "", "waiting", ages=(7, 13)), 5),
    (Role("open", 1, "", "waiting", ages=(13, 16)), 4),
    (Role("open", 2, "", "awaiting", ages=(5, 13)), 4),
    (Role("open", 2, "", "awaiting", ages=(15, 16)), 2),
    (Role("open", 2, "", "returned", ages=(5, 13)), 2),
    (Role("open", 2, "soon", ages=(-1, -1)), 4),
    (Role("open", 1, "later", ages=(-1, -1)), 3),
    (Role("open", 2, "later", "protected", ages=(2, 12)), 5),
    (Role("open", 2, "later", "grant", ages=(5, 15)), 1),
    (Role("open", 2, "later", "joined"), 10),
    (Role("open", 2, "later", "late_acknowledgement"), 3),
    (Role("new", oddity="new"), 10),
    (Role("new", oddity="new", ages=(-1, -1)), 1),
    (Role("new", oddity="investigating"), 14),
    (Role("new", oddity="investigating", ages=(-1, -1)), 2),
    (Role("new", oddity="late_investigation"), 3),
    (Role("new", oddity="sent"), 6),
    (Role("new", oddity="waiting", ages=(7, 13)), 3),
    (Role("new", oddity="waiting", ages=(14, 17)), 5),
    (Role("new", oddity="awaiting", ages=(4, 13)), 2),
    (Role("new", oddity="too_young", ages=(11, 13)), 2),
    (Role("new", oddity="accepted"), 4),
    (Role("new", oddity="wanted", ages=(8, 12)), 3),
    (Role("new", oddity="declined", ages=(5, 13)), 3),
    (Role("concern", oddity="yesterday"), 2),
    (Role("concern", oddity="late"), 1),
    (Role("concern", oddity="assessed"), 9),
    (Role("concern", oddity="none"), 30),
    (Role("closed", 1), 22),
    (Role("closed", 2), 14),
    (Role("closed", 4, ages=(4, 12)), 3),
    (Role("open", 3, "", ages=(2, 14)), 20),
    (Role("open", 4, "", ages=(1, 13)), 36),
    (Role("open", 5, "", ages=(15, 17)), 10),
    (Role("open", 0, "later", ages=(2, 15)), 8),
)
#: What the rest of the open cases are.
COMMON = ((Role("open", 1), 48), (Role("open", 2), 52))
#: What a sibling's case may be; a placement needs the custody holders, who are on record for the eldest.
EXTRA = (Role("open", 1), Role("open", 2), Role("open", 1), Role("closed", 1), Role("new", oddity="investigating"))
LATENESS = (("later", 76), ("soon", 13), ("just", 5), ("overdue", 4), ("long", 2))


def drawn(rng: Random) -> Role:
    """A common story."""
    return rng.choices([role for role, _ in COMMON], [weight for _, weight in COMMON])[0]


def lateness(rng: Random, role: Role) -> Role:
    """A role with when its review is due, where the role leaves it open."""
    if role.lateness or role.kind != "open":
        return role
    return replace(role, lateness=rng.choices([name for name, _ in LATENESS], [weight for _, weight in LATENESS])[0])
