"""The nouns of the ladder."""

from interventions.models.admission import AdmissionItem, AdmissionPoint
from interventions.models.approval import ApprovalDelegation, ApprovalLimit
from interventions.models.care import Breakdown, Contact, Return, SupervisionVisit
from interventions.models.catalogue_change import CatalogueChange, CatalogueImport
from interventions.models.considered import ConsideredOffer
from interventions.models.count import CaseCount
from interventions.models.edition import PlannedPlaces, StepEdition
from interventions.models.foster import FosterFamily
from interventions.models.intervention import Intervention
from interventions.models.knowledge import KnowledgeTeamInvitation, KnowledgeTeamMeeting
from interventions.models.ladder import Ladder, Step
from interventions.models.move import StepMove
from interventions.models.neighbour import ForeignPlace, Neighbour
from interventions.models.offer import Capacity, Offer
from interventions.models.outcome import OfferOutcome
from interventions.models.place import Place
from interventions.models.placement import Placement
from interventions.models.price import OfferPrice
from interventions.models.referral import Referral
from interventions.models.target_group import TargetGroup
from interventions.models.waiting import PlaceOffer, QueueJump

__all__ = [
    "AdmissionItem",
    "AdmissionPoint",
    "ApprovalDelegation",
    "ApprovalLimit",
    "Breakdown",
    "Capacity",
    "CaseCount",
    "CatalogueChange",
    "CatalogueImport",
    "ConsideredOffer",
    "Contact",
    "ForeignPlace",
    "FosterFamily",
    "Intervention",
    "KnowledgeTeamInvitation",
    "KnowledgeTeamMeeting",
    "Ladder",
    "Neighbour",
    "Offer",
    "OfferOutcome",
    "OfferPrice",
    "Place",
    "PlaceOffer",
    "Placement",
    "PlannedPlaces",
    "QueueJump",
    "Referral",
    "Return",
    "Step",
    "StepEdition",
    "StepMove",
    "SupervisionVisit",
    "TargetGroup",
]
