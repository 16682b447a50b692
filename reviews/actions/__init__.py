"""The acts of follow-up."""

from reviews.actions.close import close_case
from reviews.actions.hold import hold_review
from reviews.actions.hold_check import answer_hold_check, plan_hold_checks
from reviews.actions.note import write_follow_up_note
from reviews.actions.outcomes import count_outcomes
from reviews.actions.plan import agree_plan, close_goal, close_sub_goal, set_goal, set_sub_goal
from reviews.actions.read import read_all_messages, read_message
from reviews.actions.remind import remind, say_what_is_urgent
from reviews.actions.rhythm import set_rhythm
from reviews.actions.schedule import lapse_review, schedule
from reviews.actions.send import make_mails, send_mail
from reviews.actions.treatment import write_end_report, write_treatment_plan

__all__ = [
    "agree_plan",
    "answer_hold_check",
    "close_case",
    "close_goal",
    "close_sub_goal",
    "count_outcomes",
    "hold_review",
    "lapse_review",
    "make_mails",
    "plan_hold_checks",
    "read_all_messages",
    "read_message",
    "remind",
    "say_what_is_urgent",
    "schedule",
    "send_mail",
    "set_goal",
    "set_rhythm",
    "set_sub_goal",
    "write_end_report",
    "write_follow_up_note",
    "write_treatment_plan",
]
