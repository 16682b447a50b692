"""The acts of follow-up."""

from reviews.actions.close import close_case
from reviews.actions.hold import hold_review
from reviews.actions.note import write_follow_up_note
from reviews.actions.plan import agree_plan, close_goal, close_sub_goal, set_goal, set_sub_goal
from reviews.actions.remind import remind
from reviews.actions.rhythm import set_rhythm
from reviews.actions.schedule import lapse_review, schedule
from reviews.actions.send import send_message
from reviews.actions.treatment import write_end_report, write_treatment_plan

__all__ = [
    "agree_plan",
    "close_case",
    "close_goal",
    "close_sub_goal",
    "hold_review",
    "lapse_review",
    "remind",
    "schedule",
    "send_message",
    "set_goal",
    "set_rhythm",
    "set_sub_goal",
    "write_end_report",
    "write_follow_up_note",
    "write_treatment_plan",
]
