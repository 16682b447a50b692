"""Which offers fit a child, least intrusive first, with why and why not in words.

`need` and `ranking` with `reasons` are pure rules; `listing` reads what they need.
"""

from interventions.choosing.listing import fitting_offers, methods, need_of, not_spoken_with_since
from interventions.choosing.offered import Offered
from interventions.choosing.ranking import Choice, Desk, Families, Family
from interventions.choosing.reasons import age_range

__all__ = [
    "Choice",
    "Desk",
    "Families",
    "Family",
    "Offered",
    "age_range",
    "fitting_offers",
    "methods",
    "need_of",
    "not_spoken_with_since",
]
