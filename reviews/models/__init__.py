"""The nouns of follow-up."""

from reviews.models.message import Message
from reviews.models.note import FollowUpNote
from reviews.models.plan import Goal, Plan, SubGoal
from reviews.models.review import Review
from reviews.models.score import SubGoalScore

__all__ = ["FollowUpNote", "Goal", "Message", "Plan", "Review", "SubGoal", "SubGoalScore"]
