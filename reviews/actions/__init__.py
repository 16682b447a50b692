"""The acts of follow-up."""

from reviews.actions.calendar import make_calendar_address, read_calendar, revoke_calendar_address
from reviews.actions.close import close_case
from reviews.actions.explain import explain_review, move_review, take_over_review
from reviews.actions.hold import hold_review
from reviews.actions.hold_check import answer_hold_check, plan_hold_checks
from reviews.actions.invitations import call_off_lapsed, send_invitation
from reviews.actions.meeting import cancel_meeting, plan_meeting
from reviews.actions.note import write_follow_up_note
from reviews.actions.outcomes import count_outcomes
from reviews.actions.participant import add_participant, invite, record_view, remove_participant, write_view
from reviews.actions.plan import OvertakenPlan, agree_plan, close_goal, close_sub_goal, set_goal, set_sub_goal
from reviews.actions.read import read_all_messages, read_message
from reviews.actions.remind import remind, say_what_is_urgent
from reviews.actions.rhythm import set_rhythm
from reviews.actions.schedule import bring_forward, lapse_review, schedule
from reviews.actions.send import make_mails, send_mail
from reviews.actions.treatment import write_end_report, write_treatment_plan

__all__ = [
    "OvertakenPlan",
    "add_participant",
    "agree_plan",
    "answer_hold_check",
    "bring_forward",
    "call_off_lapsed",
    "cancel_meeting",
    "close_case",
    "close_goal",
    "close_sub_goal",
    "count_outcomes",
    "explain_review",
    "hold_review",
    "invite",
    "lapse_review",
    "make_calendar_address",
    "make_mails",
    "move_review",
    "plan_hold_checks",
    "plan_meeting",
    "read_all_messages",
    "read_calendar",
    "read_message",
    "record_view",
    "remind",
    "remove_participant",
    "revoke_calendar_address",
    "say_what_is_urgent",
    "schedule",
    "send_invitation",
    "send_mail",
    "set_goal",
    "set_rhythm",
    "set_sub_goal",
    "take_over_review",
    "write_end_report",
    "write_follow_up_note",
    "write_treatment_plan",
    "write_view",
]
