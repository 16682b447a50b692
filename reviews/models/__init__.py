"""The nouns of follow-up."""

from reviews.models.agreement import Agreement
from reviews.models.explanation import ReviewExplanation
from reviews.models.feed import CalendarFeed
from reviews.models.hold_check import HoldCheck
from reviews.models.invitation import Invitation
from reviews.models.mail import Mail
from reviews.models.message import Message
from reviews.models.note import FollowUpNote
from reviews.models.participant import Participant
from reviews.models.plan import Goal, Plan, SubGoal
from reviews.models.review import Review
from reviews.models.score import SubGoalScore
from reviews.models.treatment import EndReport, TreatmentPlan

__all__ = [
    "Agreement",
    "CalendarFeed",
    "EndReport",
    "FollowUpNote",
    "Goal",
    "HoldCheck",
    "Invitation",
    "Mail",
    "Message",
    "Participant",
    "Plan",
    "Review",
    "ReviewExplanation",
    "SubGoal",
    "SubGoalScore",
    "TreatmentPlan",
]
