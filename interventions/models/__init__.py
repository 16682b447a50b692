"""The nouns of the ladder."""

from interventions.models.count import CaseCount
from interventions.models.intervention import Intervention
from interventions.models.ladder import Ladder, Step
from interventions.models.move import StepMove
from interventions.models.offer import Capacity, Offer
from interventions.models.place import Place
from interventions.models.placement import Placement
from interventions.models.referral import Referral

__all__ = [
    "Capacity",
    "CaseCount",
    "Intervention",
    "Ladder",
    "Offer",
    "Place",
    "Placement",
    "Referral",
    "Step",
    "StepMove",
]
