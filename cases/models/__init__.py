"""The nouns of casework."""

from cases.models.case import Case, CaseGrant
from cases.models.child import Child
from cases.models.concern import Concern
from cases.models.consent import Consent
from cases.models.conversation import ChildConversation
from cases.models.family import Custody, Family, Relative
from cases.models.investigation import ChildInvestigation
from cases.models.journal import JournalNote

__all__ = [
    "Case",
    "CaseGrant",
    "Child",
    "ChildConversation",
    "ChildInvestigation",
    "Concern",
    "Consent",
    "Custody",
    "Family",
    "JournalNote",
    "Relative",
]
